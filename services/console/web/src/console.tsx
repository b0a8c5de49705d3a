// The console's entry: signs in where nobody is, takes up where one was, and shows what may be seen.
import { createRoot } from 'react-dom/client';
import { askAs } from '@api';
import { currentLanguage } from '@kit';
import { ConsoleApp } from './shell/app';
import { Session, signInCallbackPath } from './shell/session';
import './shell/console.css';

/** Where one is, without the account that a link of the first page may have named: that is asked for once. */
function here(): string {
  const search = new URLSearchParams(location.search);
  search.delete('account');
  return location.pathname + (search.size > 0 ? `?${search}` : '');
}

function askedAccount(): Readonly<Record<string, string>> {
  const account = new URLSearchParams(location.search).get('account');
  // A session of somebody else in this browser is not taken for theirs; an age of nought would ask for a step-up, which no click shortens.
  return account ? { login_hint: account, one_click: '1', max_age: '1' } : {};
}

async function enter(session: Session): Promise<boolean> {
  if (location.pathname === signInCallbackPath) {
    if (session.isStepUp()) {
      await session.finishStepUp();
      return false;
    }
    history.replaceState(null, '', await session.finishSignIn());
    return true;
  }
  const account = askedAccount();
  if (!account['login_hint'] && (await session.user())) return true;
  await session.signIn(here(), account);
  return false;
}

async function start(): Promise<void> {
  if (import.meta.env.DEV) return (await import('./shell/dev-session')).startDev();
  const session = await Session.open();
  session.onEnd(() => session.leave());
  askAs({
    token: () => session.token(),
    language: currentLanguage,
    refused: ({ code, status }) => {
      if (status === 401 && code !== 'NOT_SIGNED_IN') session.ended();
    },
  });
  if (!(await enter(session))) return;
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<ConsoleApp session={session} />);
}

start().catch((problem: unknown) => {
  const said = document.createElement('p');
  said.setAttribute('role', 'alert');
  said.style.cssText = 'margin:15vh auto;max-width:36em;font:16px/1.7 system-ui,sans-serif';
  said.textContent = `暂时无法登录训补，请稍后刷新页面。 Xunbu cannot sign you in right now; reload this page in a while. (${String(problem)})`;
  document.body.append(said);
});
