// The console once it runs: who is signed in, which areas they have, and the router over the pages of these.
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import {
  RouterProvider,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import { App as AntApp, ConfigProvider, Result, Space, Spin } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { api, answered, type Problem } from '@api';
import { LanguageProvider, ProblemAlert, ViewerContext, retryDelayOf, retryOf, useLanguage, useMe, useWords, type Me } from '@kit';
import { areas } from '../screens/areas';
import { areasFor, pagesFor, startOf } from './area';
import { SessionEnded, useEnded } from './ended';
import { Frame } from './frame';
import { BrokenPage, LostPage } from './lost';
import type { SignedInSession } from './session';
import { SessionContext } from './session-context';
import { useStanding } from './standing';
import { theme } from './theme';

const basePath = '/console';

const client = new QueryClient({
  defaultOptions: { queries: { retry: (failures, problem) => retryOf(failures, problem), retryDelay: retryDelayOf, staleTime: 5_000 } },
});

// A grant that was just made is on its way for a moment.
const soonMs = 1_000;
const usuallyMs = 60_000;

const readMe = (): Promise<Me> => answered(api.GET('/api/enrolment/me'));
client.setQueryDefaults(['me'], { queryFn: readMe });

const words = {
  loading: { zh: '正在打开工作台…', en: 'Opening the console …' },
  nothing: { zh: '这个账号还没有可用的功能', en: 'This account may not do anything yet' },
  ask: {
    zh: '请安全管理员为您授权；授权后，这里马上会出现您的功能。',
    en: 'Ask the security administrator for a grant; what it opens appears here at once.',
  },
  noPages: { zh: '您的岗位在工作台上没有页面', en: 'Your role has no pages in the console' },
  machines: {
    zh: '这个岗位通过接口办理，说明见接口文档；公示、证书和抽查在首页，人人可看。',
    en: 'It works through the API, which is described in its documentation; lists, certificates and draws are open to all on the first page.',
  },
  docs: { zh: '接口文档', en: 'API documentation' },
  home: { zh: '到首页', en: 'To the first page' },
} as const;

function routerOf(roles: readonly string[]) {
  const root = createRootRoute({ component: Frame, notFoundComponent: LostPage, errorComponent: BrokenPage });
  const mine = areasFor(areas, roles);
  const pages = mine.flatMap((area) =>
    pagesFor(area, roles).map((page) =>
      createRoute({
        getParentRoute: () => root,
        path: `/${area.path}/${page.path}`,
        component: lazyRouteComponent(page.load, 'Page'),
      }),
    ),
  );
  const starts = [
    ['/', mine[0]] as const,
    ...mine.filter((area) => startOf(area, roles) !== `/${area.path}/`).map((area) => [`/${area.path}`, area] as const),
  ].map(([path, area]) =>
    createRoute({
      getParentRoute: () => root,
      path,
      beforeLoad: () => {
        if (area) throw redirect({ to: startOf(area, roles), replace: true });
      },
      component: NothingToDo,
    }),
  );
  return createRouter({
    routeTree: root.addChildren([...starts, ...pages] as AnyRoute[]),
    basepath: basePath,
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(Object.entries(search as Record<string, string>)).toString();
      return text ? `?${text}` : '';
    },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingMs: 300,
  });
}

function NothingToDo() {
  const t = useWords(words);
  const { roles } = useMe();
  const none = roles.length === 0;
  return (
    <Result
      status="info"
      title={<h1 className="page-title">{t(none ? 'nothing' : 'noPages')}</h1>}
      subTitle={t(none ? 'ask' : 'machines')}
      extra={
        <Space size="large">
          {!none && <a href="/api/docs">{t('docs')}</a>}
          <a href="/">{t('home')}</a>
        </Space>
      }
    />
  );
}

function SignedIn({ session }: { readonly session: SignedInSession }) {
  const t = useWords(words);
  const asked = useQuery<Me, Problem>({
    queryKey: ['me'],
    refetchInterval: ({ state }) => (state.data?.roles.length ? usuallyMs : soonMs),
  });
  const { data: me } = asked;
  const roles = me?.roles.join(' ');
  // Another right is another set of pages.
  const router = useMemo(() => (roles === undefined ? undefined : routerOf(roles.split(' '))), [roles]);
  const viewer = useMemo(() => me && { ...me, stepUp: (nonce: string) => session.stepUp(nonce) }, [me, session]);
  const { ended, onBack } = useEnded(session);
  useStanding(me, !ended);
  if (asked.error && !me) return <ProblemAlert problem={asked.error} onRetry={() => void asked.refetch()} />;
  if (!router || !viewer) return <Spin fullscreen description={t('loading')} />;
  return (
    <ViewerContext value={viewer}>
      <RouterProvider router={router} />
      {ended && <SessionEnded session={session} onBack={onBack} />}
    </ViewerContext>
  );
}

/** Whoever asks the machine for less motion gets none here. */
const shownTheme = matchMedia('(prefers-reduced-motion: reduce)').matches ? { ...theme, token: { ...theme.token, motion: false } } : theme;

function Themed({ session }: { readonly session: SignedInSession }) {
  const { language } = useLanguage();
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={shownTheme} button={{ autoInsertSpace: false }}>
      <AntApp>
        <SessionContext value={session}>
          <SignedIn session={session} />
        </SessionContext>
      </AntApp>
    </ConfigProvider>
  );
}

export function ConsoleApp({ session, asMe }: { readonly session: SignedInSession; readonly asMe?: Me }) {
  if (asMe) client.setQueryDefaults(['me'], { queryFn: () => asMe });
  return (
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <Themed session={session} />
      </QueryClientProvider>
    </LanguageProvider>
  );
}
