// The issuer of the demo: OpenID Connect by oidc-provider, for one console and two machines. It says who somebody is; what they may do is a grant.
import type { Clock } from '@libs/kernel';
import type { Grants } from '@libs/platform';
import Provider, {
  interactionPolicy,
  type ClientMetadata,
  type Configuration,
  type FindAccount,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import type { DemoClient } from './demo-accounts';
import type { IssuerKeys } from './issuer-key';
import { issuerMemory } from './issuer-memory';
import { leavePage, leftPage, troublePage } from './pages';

export const consoleClient = 'xunbu-console';
const resource = 'urn:xunbu:api';
const audience = 'xunbu';
const algorithm = 'ES256';
const minute = 60;
const hour = 60 * minute;
const [accessSeconds, idleSeconds, absoluteSeconds, interactionSeconds, codeSeconds] = [
  5 * minute,
  30 * minute,
  8 * hour,
  15 * minute,
  minute,
];

export type ProviderOptions = {
  readonly issuer: string;
  /** Where the console is served: one of them in the end, several while a machine calls itself by several names. */
  readonly origins: readonly string[];
  readonly keys: IssuerKeys;
  readonly grants: Pick<Grants, 'of'>;
  readonly accounts: ReadonlySet<string>;
  readonly clients: readonly DemoClient[];
  readonly clock: Clock;
};

/** The languages of the reader: those of the console, where it says them. */
const wished = ({ query, headers }: KoaContextWithOIDC): string | undefined => {
  const { ui_locales: said } = query;
  return typeof said === 'string' ? said : headers['accept-language'];
};

const { Check, base } = interactionPolicy;

const clientsOf = ({ origins, clients }: ProviderOptions): ClientMetadata[] => [
  {
    client_id: consoleClient,
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: origins.map((origin) => `${origin}/console/signed-in`),
    post_logout_redirect_uris: origins.map((origin) => `${origin}/`),
    scope: 'openid offline_access',
    require_auth_time: true,
  },
  ...clients.map(({ clientId, secret }) => ({
    client_id: clientId,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_basic' as const,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
  })),
];

/** How long a session has left: half an hour without anything done, and in any case until eight hours after the sign-in. */
const sessionSeconds = (loggedInAt: number | undefined, now: number): number =>
  Math.max(1, Math.min(idleSeconds, (loggedInAt ?? now) + absoluteSeconds - now));

const nowSeconds = (clock: Clock): number => Math.floor(Date.parse(clock.now()) / 1_000);

function policyOf(grants: ProviderOptions['grants']) {
  const policy = base();
  const checks = policy.get('login')?.checks;
  checks?.add(
    new Check('other_account', 'Another account is asked for', ({ oidc }: KoaContextWithOIDC) => {
      const hint = oidc.params?.['login_hint'];
      return hint !== undefined && hint !== oidc.session?.accountId && oidc.result?.login === undefined;
    }),
  );
  checks?.add(
    new Check('signed_out', 'The account has signed out everywhere', async ({ oidc }: KoaContextWithOIDC) => {
      const { accountId, loginTs } = oidc.session ?? {};
      if (accountId === undefined || oidc.result?.login !== undefined) return false;
      return isFromBefore((await grants.of(accountId)).signedOutAt, loginTs);
    }),
  );
  return policy;
}

/** Whether a sign-in of that second ended with the account's signing out. */
const isFromBefore = (signedOutAt: string | undefined, loggedInAt: number | undefined): boolean =>
  signedOutAt !== undefined && (loggedInAt ?? 0) * 1_000 <= Date.parse(signedOutAt);

const features: Configuration['features'] = {
  devInteractions: { enabled: false },
  userinfo: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  clientCredentials: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx, form) => void (ctx.body = leavePage(wished(ctx), form)),
    postLogoutSuccessSource: (ctx) => void (ctx.body = leftPage(wished(ctx))),
  },
  resourceIndicators: {
    enabled: true,
    defaultResource: () => resource,
    useGrantedResource: () => true,
    getResourceServerInfo: () => ({
      scope: '',
      audience,
      accessTokenFormat: 'jwt',
      accessTokenTTL: accessSeconds,
      jwt: { sign: { alg: algorithm } },
    }),
  },
};

/** How long everything holds. What was issued in a session ends with it in any case. */
const lifetimesOf = ({ clock }: ProviderOptions): Configuration['ttl'] => ({
  AccessToken: accessSeconds,
  ClientCredentials: accessSeconds,
  AuthorizationCode: codeSeconds,
  IdToken: accessSeconds,
  Interaction: interactionSeconds,
  Grant: absoluteSeconds,
  RefreshToken: (_, token) => sessionSeconds((token as { readonly authTime?: number }).authTime, nowSeconds(clock)),
  Session: (_, session) => sessionSeconds(session.loginTs, nowSeconds(clock)),
});

/** Who has an account, and signed in after it was last signed out everywhere. */
const findAccount =
  ({ accounts, grants }: ProviderOptions): FindAccount =>
  async (_, accountId, token) => {
    const authTime = (token as { readonly authTime?: number } | undefined)?.authTime;
    if (!accounts.has(accountId)) return undefined;
    if (authTime !== undefined && isFromBefore((await grants.of(accountId)).signedOutAt, authTime)) return undefined;
    return { accountId, claims: () => ({ sub: accountId }) };
  };

/** How and when the account was shown goes into every token of it. */
function claimsOf({ oidc }: KoaContextWithOIDC) {
  const { RefreshToken, AuthorizationCode } = oidc.entities;
  const { amr, authTime } = RefreshToken ?? AuthorizationCode ?? {};
  return { ...(amr && { amr }), ...(authTime !== undefined && { auth_time: authTime }) };
}

const configurationOf = (options: ProviderOptions): Configuration => ({
  adapter: issuerMemory(() => nowSeconds(options.clock)),
  clients: clientsOf(options),
  jwks: { keys: [options.keys.signing as never] },
  cookies: { keys: [...options.keys.cookies], long: { httpOnly: true, sameSite: 'lax' }, short: { httpOnly: true, sameSite: 'lax' } },
  clientDefaults: { id_token_signed_response_alg: algorithm },
  claims: { acr: null, amr: null, auth_time: null, iss: null, sid: null, openid: ['sub', 'amr', 'auth_time'] },
  scopes: ['openid', 'offline_access'],
  responseTypes: ['code'],
  extraParams: ['one_click'],
  pkce: { required: () => true },
  clientBasedCORS: (_, origin) => options.origins.includes(origin),
  features,
  interactions: { policy: policyOf(options.grants), url: (_, { uid }) => `${new URL(options.issuer).pathname}/interaction/${uid}` },
  findAccount: findAccount(options),
  extraTokenClaims: claimsOf,
  loadExistingGrant: grantOf,
  issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: () => true,
  expiresWithSession: () => true,
  ttl: lifetimesOf(options),
  renderError: (ctx, { error, error_description: description }) => {
    ctx.type = 'html';
    ctx.body = troublePage(wished(ctx), [error, description].filter(Boolean).join(': '));
  },
});

/** The console is our own, so nobody is asked whether it may know who they are. */
async function grantOf({ oidc }: KoaContextWithOIDC) {
  const { client, session, result, provider } = oidc;
  if (!client || session?.accountId === undefined) return undefined;
  const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
  const existing = known === undefined ? undefined : await provider.Grant.find(known);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid offline_access');
  await grant.save();
  return grant;
}

export function createProvider(options: ProviderOptions): Provider {
  const provider = new Provider(options.issuer, configurationOf(options));
  // Whoever hands us requests says under which name we are reached.
  provider.proxy = true;
  provider.on('grant.success', (ctx) => void keepAwake(provider, ctx, options.clock));
  return provider;
}

/** Work in the console keeps the session awake, which lives at the issuer. */
async function keepAwake(provider: Provider, { oidc }: KoaContextWithOIDC, clock: Clock): Promise<void> {
  const uid = oidc.entities.RefreshToken?.sessionUid;
  const session = uid === undefined ? undefined : await provider.Session.findByUid(uid);
  if (session) await session.save(sessionSeconds(session.loginTs, nowSeconds(clock)));
}
