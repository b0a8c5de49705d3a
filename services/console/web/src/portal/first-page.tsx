// What this is, who can be tried, and one payment followed back to where it was earned.
import { useLanguage, useSaid, useWords } from '../kit/language';
import { roleNames } from '../kit/vocabulary';
import { ChainPicture } from './chain-picture';
import { asAccount, byOffice, useDemo, type DemoAccount, type Starting, type Tour } from './demo';
import { Health } from './health';
import { Head, Section, To } from './parts';
import { addressIn } from './places';
import { stops } from './tour-stops';

const words = {
  title: { zh: '每一分补贴都能自证', en: 'Subsidies that prove themselves' },
  lead: {
    zh: '训补只为真实发生、逐节核验过的培训发放补贴。任何一笔钱，多年以后、在没有网络的地方，都能查清来自哪几次签到。',
    en: 'Xunbu pays public training subsidies only for training that took place and was verified session by session. Years later and without a network, anybody can find out which sign-ins earned a payment.',
  },
  first: {
    zh: '第一次来，先点“跟着一笔钱往回走”：从银行的答复走到挣来这笔钱的那次签到，共八站，不用登录。',
    en: 'New here? Begin with “Follow one payment back”: eight stops from the bank’s answer to the sign-in that earned it, no account needed.',
  },
  chain: { zh: '从开班到入账', en: 'From a filed class to money paid' },
  chainHelp: { zh: '链条上缺一环，这一笔就不能支付。', en: 'Where one link is missing, nothing is paid.' },
  tour: { zh: '跟着一笔钱往回走', en: 'Follow one payment back' },
  tourHelp: {
    zh: '示范数据中一笔真实走完全程的付款。每一站都以合适的身份打开，可随时回到这里。',
    en: 'A payment of the demo that went all the way. Each stop opens as somebody who may see it; come back here at any time.',
  },
  open: { zh: '打开', en: 'Open' },
  accounts: { zh: '换个身份看一看', en: 'Try it as anybody' },
  accountsHelp: {
    zh: '示范账号，人与机构均为虚构；点一下即登录。放款等关键操作会再次要求验证码，验证码就显示在页面上。',
    en: 'Demo accounts of made-up people; one click signs in. Letting money go asks for a code again, which is shown beside its field.',
  },
  publicTitle: { zh: '无需登录', en: 'Without signing in' },
  publicities: { zh: '公示名单', en: 'Posted lists' },
  publicitiesHelp: {
    zh: '看谁将领到多少，姓名证件已遮盖；有异议当场提出。',
    en: 'Who is to be paid what, with identities masked; object where something is wrong.',
  },
  certificates: { zh: '证书查验', en: 'Check a certificate' },
  certificatesHelp: { zh: '输入编号，查真伪与是否撤销。', en: 'By its number: whether it is real, and whether it was revoked.' },
  draws: { zh: '随机抽查', en: 'Random draws' },
  drawsHelp: { zh: '在您的浏览器里把抽签重算一遍。', en: 'Do a draw again in your own browser.' },
  health: { zh: '各服务状态', en: 'How the services are' },
  starting: { zh: '正在准备示范数据', en: 'The demo is being prepared' },
  startingHelp: {
    zh: '首次启动时，系统通过自己的接口，把一个示范区县的开班、签到、发证、申报、支付和抽查完整办一遍。不必刷新，办完后示范账号与导览会出现在这里。',
    en: 'At its first start the system runs a whole made-up district through its own interface: classes, sign-ins, certificates, claims, payments, spot checks. No need to reload: the demo accounts and the tour appear here when it is done.',
  },
  step: { zh: '第 {step} 步，共 {of} 步', en: 'Step {step} of {of}' },
} as const;

const publicPages = [
  ['/publicity', 'publicities', 'publicitiesHelp'],
  ['/certificates', 'certificates', 'certificatesHelp'],
  ['/draws', 'draws', 'drawsHelp'],
] as const;

export function FirstPage() {
  const t = useWords(words);
  const { accounts, tour, starting, up } = useDemo();
  return (
    <>
      <Head title={t('title')} sub={t('lead')}>
        {tour && <p className="first-step">{t('first')}</p>}
        <p className="actions no-print">
          {tour && (
            <a className="button" href="#tour">
              {t('tour')}
            </a>
          )}
          {accounts && (
            <a className="plain-button" href="#accounts">
              {t('accounts')}
            </a>
          )}
        </p>
      </Head>
      {starting && <Preparing starting={starting} />}
      <Section id="chain" title={t('chain')} sub={t('chainHelp')}>
        <ChainPicture />
      </Section>
      {tour && <TourOf tour={tour} />}
      {accounts && <Accounts accounts={accounts} />}
      {up && <Public />}
    </>
  );
}

function Preparing({ starting: { step, of } }: { readonly starting: Starting }) {
  const t = useWords(words);
  return (
    <Section id="starting" title={t('starting')} sub={t('startingHelp')}>
      <p className="preparing">
        <progress aria-labelledby="starting" value={step} max={of} /> <span>{t('step', { step, of })}</span>
      </p>
    </Section>
  );
}

function Public() {
  const t = useWords(words);
  return (
    <>
      <Section id="public" title={t('publicTitle')}>
        <ul className="cards">
          {publicPages.map(([path, name, help]) => (
            <li key={path} className="card">
              <h3>
                <To path={path}>{t(name)}</To>
              </h3>
              <p>{t(help)}</p>
            </li>
          ))}
        </ul>
      </Section>
      <Section id="health" title={t('health')}>
        <Health />
      </Section>
    </>
  );
}

function TourOf({ tour }: { readonly tour: Tour }) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  return (
    <Section id="tour" title={t('tour')} sub={t('tourHelp')}>
      <ol className="stops">
        {stops.map(({ name, seen, account, page }) => (
          <li key={name.en}>
            <h3>{said(name)}</h3>
            <p>{said(seen(tour, language))}</p>
            <a
              href={account === '' ? addressIn(language, page(tour)) : asAccount(account, page(tour), language)}
              aria-label={`${t('open')} ${said(name)}`}
            >
              {t('open')}
            </a>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Accounts({ accounts }: { readonly accounts: readonly DemoAccount[] }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Section id="accounts" title={t('accounts')} sub={t('accountsHelp')}>
      {byOffice(accounts).map(([office, held]) => (
        <div key={office.name.en} className="office-group">
          <h3>{said(office.name)}</h3>
          <ul className="cards">
            {held.map((each) => (
              <Account key={each.account} each={each} />
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function Account({ each: { account, name, does, roles, region } }: { readonly each: DemoAccount }) {
  const said = useSaid();
  const { language } = useLanguage();
  const role = roleNames[roles[0] ?? ''];
  return (
    <li>
      <a className="card account" href={asAccount(account, '/', language)}>
        <b>{said(name)}</b>
        <span>{said(does)}</span>
        <span className="small">
          {role && said(role)}
          {region && ` · ${region}`}
        </span>
      </a>
    </li>
  );
}
