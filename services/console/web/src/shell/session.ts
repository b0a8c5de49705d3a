// Who is signed in. The tokens stay in this tab; the issuer's own session is what makes a new tab sign in by itself.
import { ErrorResponse, InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { firstLanguage } from '@kit';

/** The issuer's pages speak as the console does. */
const locale = (): string => (firstLanguage() === 'zh' ? 'zh-CN' : 'en');

export type SignInSettings = { readonly issuer: string; readonly clientId: string; readonly demo: boolean };

const signedInPath = '/console/signed-in';
const channelName = 'xunbu.session';

/** What the console needs of a session. */
export type SignedInSession = Pick<Session, 'stepUp' | 'signOut' | 'onEnd' | 'signInAgain' | 'leave'>;

/** What the issuer said, and not a line that was down for a moment. */
const saysNo = (error: unknown): boolean => error instanceof ErrorResponse;

export class Session {
  readonly #manager: UserManager;
  readonly #channel = new BroadcastChannel(channelName);
  #onEnd: () => void = () => undefined;

  constructor(readonly settings: SignInSettings) {
    this.#manager = new UserManager({
      authority: settings.issuer,
      client_id: settings.clientId,
      redirect_uri: `${location.origin}${signedInPath}`,
      post_logout_redirect_uri: `${location.origin}/`,
      scope: 'openid offline_access',
      userStore: new WebStorageStateStore({ store: sessionStorage }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: true,
    });
    this.#manager.events.addSilentRenewError((error) => (saysNo(error) ? this.#onEnd() : undefined));
    this.#channel.onmessage = () => void this.#manager.removeUser().then(() => this.leave());
  }

  static async open(): Promise<Session> {
    const answer = await fetch('/sign-in/settings', { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(`/sign-in/settings: ${answer.status}`);
    return new Session((await answer.json()) as SignInSettings);
  }

  /** It ended by itself, or was ended elsewhere. */
  onEnd(told: () => void): void {
    this.#onEnd = told;
  }

  ended(): void {
    this.#onEnd();
  }

  async user(): Promise<User | undefined> {
    const user = await this.#manager.getUser();
    return user && !user.expired ? user : undefined;
  }

  /** Of an expired session a new token is fetched where the issuer still gives one. */
  async token(): Promise<string | undefined> {
    const user = await this.#manager.getUser();
    if (!user) return undefined;
    if (!user.expired) return user.access_token;
    try {
      return (await this.#manager.signinSilent())?.access_token;
    } catch (error) {
      if (!saysNo(error)) throw error;
      this.#onEnd();
      return undefined;
    }
  }

  /** Goes to the issuer and comes back to where one was. */
  signIn(back: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const { login_hint, ...extra } = more;
    return this.#manager.signinRedirect({ state: back, login_hint, ui_locales: locale(), extraQueryParams: extra });
  }

  /** In a window of its own, so that what was typed here stays. Answers whether it is the same account as before. */
  async signInAgain(account: string): Promise<boolean> {
    const user = await this.#manager.signinPopup({
      login_hint: account,
      ui_locales: locale(),
      scope: 'openid offline_access',
      popupAbortOnClose: this.#knowsWhenClosed(),
    });
    return user.profile.sub === account;
  }

  /** Whoever is no longer signed in sees nothing of what stood here. */
  leave(): void {
    void this.signIn(location.pathname + location.search);
  }

  /** On the way back from the issuer; answers where one was. */
  async finishSignIn(): Promise<string> {
    const user = await this.#manager.signinRedirectCallback();
    return typeof user.state === 'string' ? user.state : '/';
  }

  /** A fresh proof of both factors, bound to what it is for by its nonce; it is asked for in a window of its own and changes nobody's session. */
  async stepUp(nonce: string): Promise<string> {
    const manager = new UserManager({
      ...this.#manager.settings,
      // What it proves is for one act; who is signed in stays as it was.
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      automaticSilentRenew: false,
    });
    const user = await manager.signinPopup({
      ui_locales: locale(),
      nonce,
      prompt: 'login',
      max_age: 0,
      scope: 'openid',
      popupAbortOnClose: this.#knowsWhenClosed(),
    });
    return user.id_token ?? '';
  }

  /** Closed unfinished, it is over. A window of another origin may only seem closed, so that there it is waited for. */
  #knowsWhenClosed(): boolean {
    return new URL(this.settings.issuer, location.href).origin === location.origin;
  }

  isStepUp(): boolean {
    return window.opener !== null && window.opener !== window;
  }

  finishStepUp(): Promise<void> {
    return this.#manager.signinPopupCallback();
  }

  /** Ends it here, in all tabs, and with the issuer. */
  async signOut(): Promise<void> {
    this.#channel.postMessage('ended');
    await this.#manager.signoutRedirect({ extraQueryParams: { ui_locales: locale() } });
  }
}

export const signInCallbackPath = signedInPath;
