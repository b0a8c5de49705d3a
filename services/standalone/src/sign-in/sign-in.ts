// The issuer of a demo in this process: its keys, its accounts, its pages. Nobody else starts it, for its passwords are known to all the world.
import { type Clock, SystemClock } from '@libs/kernel';
import { BootError, type Grants } from '@libs/platform';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SignInFront } from '../../../console/src/sign-in';
import { Credentials } from './credentials';
import { demoAccounts, demoClients, demoPassword, demoSecretOf } from './demo-accounts';
import { tourFinder } from './demo-tour';
import { SignInDesk, sendPage } from './interaction';
import { issuerKeysIn } from './issuer-key';
import { pagePolicy, stylesheet, troublePage } from './pages';
import { consoleClient, createProvider } from './provider';

export const issuerPath = '/oidc';

export type SignInOptions = {
  /** Whoever starts it says that this is a demo; anything else does not start. */
  readonly demo: boolean;
  readonly issuer: string;
  readonly keysDir: string;
  readonly grants: Pick<Grants, 'of'>;
  /** Where the services answer one another. */
  readonly internalUrl?: string;
  readonly clock?: Clock;
};

export type SignIn = SignInFront & { handle(request: IncomingMessage, response: ServerResponse): void };

const loopback = ['localhost', '127.0.0.1'];

/** A machine calls itself by several names; the console is at home under each. */
function originsOf(issuer: string): readonly string[] {
  const { protocol, hostname, port, origin } = new URL(issuer);
  if (!loopback.includes(hostname)) return [origin];
  return [origin, ...loopback.filter((name) => name !== hostname).map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`)];
}

export async function openSignIn({
  demo,
  issuer,
  keysDir,
  grants,
  internalUrl,
  clock = new SystemClock(),
}: SignInOptions): Promise<SignIn> {
  if (!demo) throw new BootError('The sign-in with demo accounts starts with a demo alone; name a real issuer in ISSUER_URL.');
  const origins = originsOf(issuer);
  const accounts = new Set(demoAccounts.map(({ account }) => account));
  const provider = createProvider({ issuer, origins, keys: await issuerKeysIn(keysDir), grants, accounts, clients: demoClients, clock });
  const known = demoAccounts.map(({ account, secondFactor }) => ({
    account,
    password: demoPassword,
    ...(secondFactor && { codes: demoSecretOf(account) }),
  }));
  const desk = new SignInDesk(provider, new Credentials(known, clock), demoAccounts, origins);
  const callback = provider.callback();
  const { protocol, host } = new URL(issuer);
  return {
    settings: { issuer, clientId: consoleClient, demo: true },
    accounts: demoAccounts.map(({ account, name, roles, region, organisation, does }) => ({
      account,
      name,
      roles,
      ...(region !== undefined && { region }),
      ...(organisation !== undefined && { organisation }),
      does,
    })),
    ...(internalUrl !== undefined && { tour: tourFinder(internalUrl, keysDir) }),
    handle: (request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      // The name under which we are known, whatever the request says.
      Object.assign(request.headers, { 'x-forwarded-proto': protocol.replace(':', ''), 'x-forwarded-host': host });
      Object.assign(request, { originalUrl: request.url, url: (request.url ?? '').slice(issuerPath.length) || '/' });
      if (path === `${issuerPath}/sign-in.css`) return sendStyle(response);
      if (!path.startsWith(`${issuerPath}/interaction/`)) {
        response.setHeader('content-security-policy', pagePolicy);
        return void callback(request, response);
      }
      desk
        .answer({ request, response })
        .catch(() => sendPage({ request, response }, serverError, troublePage(request.headers['accept-language'], 'server_error')));
    },
  };
}
const serverError = 500;

function sendStyle(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
  response.end(stylesheet);
}
