// What anybody may see: the first page, posted lists, certificates and draws.
import { useEffect } from 'react';
import { useLanguage, useWords } from '../kit/language';
import { CertificatePage } from './certificate-page';
import { DrawPage } from './draw-page';
import { DrawsPage } from './draws-page';
import { FirstPage } from './first-page';
import { Head, To } from './parts';
import { addressIn, placeOf, type Place } from './places';
import { PublicitiesPage } from './publicities-page';
import { PublicityPage } from './publicity-page';

const words = {
  skip: { zh: '跳到正文', en: 'Skip to content' },
  name: { zh: '训补', en: 'Xunbu' },
  sections: { zh: '公众服务', en: 'Public services' },
  publicities: { zh: '公示', en: 'Posted lists' },
  certificates: { zh: '证书查验', en: 'Certificates' },
  draws: { zh: '随机抽查', en: 'Random draws' },
  signIn: { zh: '登录工作台', en: 'Sign in' },
  other: { zh: 'English', en: '中文' },
  lost: { zh: '没有这个页面', en: 'There is no such page' },
  lostHelp: { zh: '链接可能不完整。请从首页进入。', en: 'The link may be incomplete. Begin at the first page.' },
  home: { zh: '回到首页', en: 'To the first page' },
  docs: { zh: '接口文档', en: 'API documentation' },
  openApi: { zh: 'OpenAPI 描述', en: 'OpenAPI description' },
  ready: { zh: '运行状态（JSON）', en: 'Health (JSON)' },
  footer: { zh: '页面不使用 Cookie，不向其他网站取任何文件。', en: 'These pages set no cookies and fetch nothing from other sites.' },
} as const;

const sections = [
  ['/publicity', 'publicities'],
  ['/certificates', 'certificates'],
  ['/draws', 'draws'],
] as const;

export function Portal() {
  const place = placeOf(location.pathname);
  const t = useWords(words);
  return (
    <>
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <header className="top">
        <div className="wide bar">
          <To path="/" className="brand">
            <img src="/icon.svg" alt="" width="32" height="32" />
            {t('name')}
          </To>
          <nav aria-label={t('sections')}>
            {sections.map(([path, name]) => (
              <NavLink key={path} path={path} name={t(name)} />
            ))}
            <a href="/console/">{t('signIn')}</a>
            <LanguageLink />
          </nav>
        </div>
      </header>
      <main id="main" className="wide" tabIndex={-1}>
        <Page place={place} />
      </main>
      <footer className="wide bottom">
        <p>
          <a href="/api/docs">{t('docs')}</a> <a href="/api/openapi.json">{t('openApi')}</a> <a href="/ready">{t('ready')}</a>
        </p>
        <p>{t('footer')}</p>
      </footer>
    </>
  );
}

function NavLink({ path, name }: { readonly path: string; readonly name: string }) {
  const { language } = useLanguage();
  const here = location.pathname.startsWith(path);
  return (
    <a href={addressIn(language, path)} aria-current={here ? 'page' : undefined}>
      {name}
    </a>
  );
}

/** A link like any other, so that it can be opened beside; the page itself changes without being loaded again. */
function LanguageLink() {
  const t = useWords(words);
  const { language, choose } = useLanguage();
  const next = language === 'zh' ? 'en' : 'zh';
  const address = addressIn(next, location.pathname + location.search);
  useEffect(() => {
    const now = addressIn(language, location.pathname + location.search);
    history.replaceState(null, '', now + location.hash);
  }, [language]);
  return (
    <a
      className="language"
      href={address === location.pathname ? `${address}?lang=zh` : address}
      lang={next === 'zh' ? 'zh-CN' : 'en'}
      hrefLang={next === 'zh' ? 'zh-CN' : 'en'}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        choose(next);
      }}
    >
      {t('other')}
    </a>
  );
}

function Page({ place }: { readonly place: Place }) {
  switch (place.page) {
    case 'first':
      return <FirstPage />;
    case 'publicities':
      return <PublicitiesPage />;
    case 'publicity':
      return <PublicityPage claimId={place.claimId} />;
    case 'certificate':
      return <CertificatePage number={place.number} />;
    case 'draws':
      return <DrawsPage />;
    case 'draw':
      return <DrawPage drawId={place.drawId} />;
    case 'lost':
      return <Lost />;
  }
}

function Lost() {
  const t = useWords(words);
  return (
    <Head title={t('lost')} sub={t('lostHelp')}>
      <To path="/">{t('home')}</To>
    </Head>
  );
}
