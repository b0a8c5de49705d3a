// A browser as far as signing in goes: it keeps cookies by path, follows redirects, and fills in forms.
import { createHash, randomBytes } from 'node:crypto';

export type Seen = { readonly url: string; readonly status: number; readonly text: string; readonly headers: Headers };

type Cookie = { readonly name: string; readonly value: string; readonly path: string };
const mostRedirects = 10;

export class Browser {
  #cookies: readonly Cookie[] = [];

  constructor(readonly origin: string) {}

  async open(url: string, init: RequestInit = {}): Promise<Seen> {
    let next = { url, init };
    for (let left = mostRedirects; left > 0; left -= 1) {
      const answer = await fetch(next.url, {
        ...next.init,
        redirect: 'manual',
        headers: { ...next.init.headers, cookie: this.#cookieFor(next.url) },
      });
      this.#keep(answer);
      const location = answer.headers.get('location');
      if (location === null) return { url: next.url, status: answer.status, text: await answer.text(), headers: answer.headers };
      await answer.body?.cancel();
      next = { url: new URL(location, next.url).href, init: {} };
      // The console itself is not part of this.
      if (new URL(next.url).pathname === '/console/signed-in' || new URL(next.url).pathname === '/')
        return { url: next.url, status: answer.status, text: '', headers: answer.headers };
    }
    throw new Error(`redirected without end: ${next.url}`);
  }

  submit(
    page: Seen,
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = { origin: this.origin },
  ): Promise<Seen> {
    const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(page.text) ?? [];
    const hidden = [...page.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name, value] as [string, string],
    );
    const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
    return this.open(new URL(action, page.url).href, {
      method: 'POST',
      body: body.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  #cookieFor(url: string): string {
    const { pathname } = new URL(url);
    return this.#cookies
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }

  #keep(answer: Response): void {
    for (const text of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = text.split('; ');
      const [name = ''] = pair.split('=');
      const path = attributes.find((each) => each.startsWith('path='))?.slice('path='.length) ?? '/';
      this.#cookies = this.#cookies.filter((known) => known.name !== name || known.path !== path);
      if (!text.includes('expires=Thu, 01 Jan 1970'))
        this.#cookies = [...this.#cookies, { name, value: pair.slice(name.length + 1), path }];
    }
  }
}

export type TokenSet = {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly error?: string;
};

/** The console's own side of the code flow. */
export class ConsoleClient {
  readonly #verifier = randomBytes(32).toString('base64url');

  constructor(
    readonly issuer: string,
    readonly origin: string,
  ) {}

  authorization(more: Readonly<Record<string, string>> = {}): string {
    const asked = {
      client_id: 'xunbu-console',
      response_type: 'code',
      scope: 'openid offline_access',
      redirect_uri: `${this.origin}/console/signed-in`,
      state: 'state',
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    };
    return `${this.issuer}/auth?${new URLSearchParams(asked).toString()}`;
  }

  redeem({ url }: Seen, more: Readonly<Record<string, string>> = {}): Promise<TokenSet> {
    return this.token({
      grant_type: 'authorization_code',
      code: new URL(url).searchParams.get('code') ?? '',
      redirect_uri: `${this.origin}/console/signed-in`,
      code_verifier: this.#verifier,
      ...more,
    });
  }

  refresh({ refresh_token }: TokenSet): Promise<TokenSet> {
    return this.token({ grant_type: 'refresh_token', refresh_token });
  }

  async token(fields: Readonly<Record<string, string>>): Promise<TokenSet> {
    const answer = await fetch(`${this.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: 'xunbu-console', ...fields }),
    });
    return (await answer.json()) as TokenSet;
  }
}
