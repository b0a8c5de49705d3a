// Where the public finds this process, and so what its issuer is called.
import type { Environment } from '@libs/platform';
import type { IncomingMessage } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';

export type PublicPlace = { readonly host: string; readonly port: number };

const anywhere = ['0.0.0.0', '::'];
const issuerPath = '/oidc';

/** The port that was asked for, or one that is free: an issuer's name has to be known before it is listened on. */
export async function freePortOf({ host, port }: PublicPlace): Promise<number> {
  if (port !== 0) return port;
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return free;
}

export function issuerOf({ host, port }: PublicPlace, { PUBLIC_URL }: Environment): string {
  if (PUBLIC_URL) return `${PUBLIC_URL.replace(/\/+$/, '')}${issuerPath}`;
  const name = anywhere.includes(host) ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}${issuerPath}`;
}

const nicknames = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const pages = /^\/(en|console(\/.*)?)?(\?.*)?$/;

/** A page that was asked for under another of this machine's own names: where it is at home, as cookies and redirects are of one name alone. */
export function strayOf({ method, url = '/', headers }: IncomingMessage, issuer: string | null): string | undefined {
  if (issuer === null || method !== 'GET' || !pages.test(url)) return undefined;
  const { host, origin } = new URL(issuer);
  const asked = headers.host ?? host;
  return asked !== host && nicknames.test(asked) && nicknames.test(host) ? `${origin}${url}` : undefined;
}
