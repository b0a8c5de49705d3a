// The tool asks the running system as everybody does: over HTTP, with a token of its own that lives as long as the command.
import { signServiceToken, signToken } from '@libs/platform';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { Misuse, addressOf, asNothingRuns, type Installation } from './installation';

const tokenSeconds = 120;
const tries = 5;
const longestPauseSeconds = 5;
const [notKnown, notNow] = [401, 503];
/** The service in whose name the tool speaks where the installation's own tokens do not count. */
const spokesman = 'enrolment';

type Problem = { readonly code: string; readonly texts: { readonly zh: string; readonly en: string } };

/** The account's name is kept with what it did. */
const whoAsks = (): string => `xunbu-${userInfo().username.replaceAll(/[^A-Za-z0-9._-]/g, '-')}`.slice(0, 100);

async function sent(installation: Installation, url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(url, init).catch(() => {
      throw asNothingRuns(installation);
    });
    if (answer.status !== notNow || attempt === tries) return answer;
    // The same key again: nothing is done twice.
    await answer.body?.cancel();
    await pause(Math.min(Number(answer.headers.get('retry-after') ?? 1), longestPauseSeconds) * 1_000);
  }
}

export async function asked<Answer>(installation: Installation, path: string, body?: object): Promise<Answer> {
  const keys = join(installation.data, 'keys');
  const key = randomUUID();
  const ask = (token: string) =>
    sent(installation, `${addressOf(installation)}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': key }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const own = await ask(await signToken(keys, { sub: whoAsks(), roles: ['system'] }, { seconds: tokenSeconds }));
  // Where an issuer signs people in, the installation's own tokens are none of theirs; whoever reads its keys speaks as one of its services.
  const answer = own.status === notKnown ? await ask(await signServiceToken(keys, spokesman)) : own;
  const said = (await answer.json()) as Answer;
  if (answer.ok) return said;
  const { code, texts } = said as Problem;
  throw new Misuse(`${texts.zh}\n  ${texts.en} (${answer.status} ${code})`);
}

/** All rows of a list, page by page. */
export async function* listed<Row>(installation: Installation, path: string): AsyncGenerator<Row> {
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const page: { readonly items: readonly Row[]; readonly next?: string } = await asked(
      installation,
      `${path}?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    yield* page.items;
    cursor = page.next;
  }
}
