// The frame around every page of the console: the menu of one's own areas, who one is, the language, and the way out.
import { GlobalOutlined, LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useIsFetching } from '@tanstack/react-query';
import { App, Button, Drawer, Dropdown, Grid, Layout, Menu, Space, type MenuProps } from 'antd';
import { use, useEffect, useRef, useState } from 'react';
import { api } from '@api';
import { Organisation, roleNames, useCommand, useLanguage, useMe, useSaid, useWords } from '@kit';
import { areas } from '../screens/areas';
import { areasFor, pagesFor } from './area';
import { SessionContext } from './session-context';

const words = {
  name: { zh: '训补', en: 'Xunbu' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  menu: { zh: '菜单', en: 'Menu' },
  account: { zh: '账号', en: 'Account' },
  signOut: { zh: '退出登录', en: 'Sign out' },
  signOutAll: { zh: '在所有设备上退出', en: 'Sign out everywhere' },
  region: { zh: '地区 {region}', en: 'Region {region}' },
  other: { zh: 'English', en: '中文' },
} as const;

export function Frame() {
  const t = useWords(words);
  const wide = Grid.useBreakpoint().lg ?? true;
  const [open, setOpen] = useState(false);
  const main = useFocusOnNewPage();
  return (
    <Layout className="frame">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Layout.Header className="frame-head">
        <Space>
          {!wide && <Button type="text" icon={<MenuOutlined />} aria-label={t('menu')} onClick={() => setOpen(true)} />}
          <a href="/" className="brand">
            <img src="/icon.svg" alt="" width="26" height="26" />
            {t('name')}
          </a>
        </Space>
        <HeadTools />
      </Layout.Header>
      <Layout>
        {wide && (
          <Layout.Sider width={216} className="frame-side">
            <nav aria-label={t('menu')}>
              <AreaMenu onGo={() => undefined} />
            </nav>
          </Layout.Sider>
        )}
        {!wide && (
          <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={260} title={t('menu')}>
            <nav aria-label={t('menu')}>
              <AreaMenu onGo={() => setOpen(false)} />
            </nav>
          </Drawer>
        )}
        <div className="frame-content">
          <Progress />
          <main id="main" ref={main} tabIndex={-1} className="page">
            <Outlet />
          </main>
        </div>
      </Layout>
    </Layout>
  );
}

/** Whoever reads by ear or by keyboard begins at the top of a new page. */
function useFocusOnNewPage() {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [path]);
  return main;
}

/** Whatever takes longer than a moment is seen to be on its way; the style lets the first moment pass. */
function Progress() {
  const fetching = useIsFetching() > 0;
  return <div className={fetching ? 'progress on' : 'progress'} aria-hidden="true" />;
}

function AreaMenu({ onGo }: { readonly onGo: () => void }) {
  const said = useSaid();
  const { roles } = useMe();
  const navigate = useNavigate();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const mine = areasFor(areas, roles);
  const items: MenuProps['items'] = mine.map((area) => ({
    key: area.path,
    icon: area.icon,
    label: said(area.name),
    children: pagesFor(area, roles)
      .filter(({ menu }) => menu)
      .map((page) => ({ key: `/${area.path}/${page.path}`, label: said(page.name), 'data-path': `/${area.path}/${page.path}` })),
  }));
  const keys = mine.flatMap((area) => area.pages.map((page) => `/${area.path}/${page.path}`));
  const here = path.replace(/^\/console/, '');
  const current = keys.filter((key) => here.startsWith(key)).sort((one, other) => other.length - one.length)[0];
  return (
    <Menu
      mode="inline"
      items={items}
      defaultOpenKeys={mine.map((area) => area.path)}
      selectedKeys={current ? [current] : []}
      onClick={({ key }) => {
        void navigate({ to: key });
        onGo();
      }}
    />
  );
}

function HeadTools() {
  const t = useWords(words);
  const said = useSaid();
  const { language, choose } = useLanguage();
  const me = useMe();
  const session = use(SessionContext);
  const { message } = App.useApp();
  const everywhere = useCommand(
    (_: undefined, key: string) => api.POST('/api/enrolment/accounts/sign-outs', { params: { header: { 'Idempotency-Key': key } } }),
    { changes: [], onDone: () => void session?.signOut() },
  );
  useEffect(() => {
    if (everywhere.error) void message.error(everywhere.error.texts[language]);
  }, [everywhere.error, language, message]);
  const facts = [
    me.roles.map((role) => said(roleNames[role] ?? { zh: role, en: role })).join(said({ zh: '、', en: ', ' })),
    ...(me.region ? [t('region', { region: me.region })] : []),
  ];
  const items: MenuProps['items'] = [
    { key: 'who', disabled: true, label: facts.join(' · ') },
    ...(me.organisation ? [{ key: 'organisation', disabled: true, label: <Organisation id={me.organisation} /> }] : []),
    { type: 'divider' },
    { key: 'out', icon: <LogoutOutlined />, label: t('signOut'), onClick: () => void session?.signOut() },
    { key: 'all', label: t('signOutAll'), onClick: () => everywhere.mutate(undefined) },
  ];
  return (
    <Space>
      <Button
        type="text"
        icon={<GlobalOutlined />}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => choose(language === 'zh' ? 'en' : 'zh')}
      >
        {t('other')}
      </Button>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button type="text" icon={<UserOutlined />} aria-label={`${t('account')} ${me.name ?? me.account}`}>
          <span className="who">{me.name ?? me.account}</span>
        </Button>
      </Dropdown>
    </Space>
  );
}
