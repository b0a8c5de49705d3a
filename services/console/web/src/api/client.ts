// The one way to the services: typed by their own description, with who asks, in which language, and after which position of the log.
import createClient, { type Middleware } from 'openapi-fetch';
import { readsAfter } from './reads-after';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Texts = { readonly zh: string; readonly en: string };
export type FieldError = Schemas['Problem']['errors'] extends readonly (infer One)[] | undefined ? One : never;

/** What a service, or the way to it, refused with. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly texts: Texts,
    readonly more: {
      readonly errors?: readonly FieldError[];
      readonly values?: Readonly<Record<string, unknown>>;
      readonly requestId?: string;
      readonly retryAfterMs?: number;
    } = {},
  ) {
    super(code);
  }

  /** It may be otherwise in a moment: nobody answered, too much was asked, or a view has not seen yet what was just done. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503 || this.code === 'VIEW_BEHIND';
  }
}

const unreachable: Texts = {
  zh: '暂时连接不上训补。请检查网络，稍后会自动重试；已确认的办理不会丢失。',
  en: 'Xunbu cannot be reached right now. Check the network; it is tried again by itself, and nothing that was confirmed is lost.',
};
const unknown: Texts = {
  zh: '服务给出了无法识别的答复，请稍后再试。',
  en: 'The service gave an answer that cannot be read. Try again later.',
};

type Asker = { token(): Promise<string | undefined>; language(): 'zh' | 'en'; refused(problem: Problem): void };
let asker: Asker = { token: async () => undefined, language: () => 'zh', refused: () => undefined };

export const askAs = (who: Asker): void => {
  asker = who;
};

// Positions of the logs that this page has brought about; the next reads wait for them.
const seen = new Map<string, number>();
const serviceOf = (path: string): string => path.split('/')[2] ?? '';
const templates = readsAfter.map((path) => ({ path, form: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`) }));

async function noteSeq(url: string, response: Response): Promise<void> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  const seq = (body as { readonly seq?: unknown } | undefined)?.seq;
  const service = serviceOf(new URL(url).pathname);
  if (typeof seq === 'number') seen.set(service, Math.max(seq, seen.get(service) ?? 0));
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => undefined)) as Partial<Schemas['Problem']> | undefined;
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new Problem(body?.code ?? 'ANSWER_UNREADABLE', response.status, body?.texts ?? unknown, {
    ...(body?.errors && { errors: body.errors }),
    ...(body?.values && { values: body.values }),
    requestId: response.headers.get('x-request-id') ?? undefined,
    ...(Number.isFinite(retryAfter) && { retryAfterMs: retryAfter * 1_000 }),
  });
}

const middleware: Middleware = {
  async onRequest({ request, schemaPath }) {
    const token = await asker.token();
    const url = new URL(request.url);
    const after = seen.get(serviceOf(url.pathname));
    const waits = request.method === 'GET' && templates.some(({ path }) => path === schemaPath);
    if (waits && after !== undefined && !url.searchParams.has('after')) url.searchParams.set('after', String(after));
    // A request with a body is sent as it is: made anew it would be a stream, which a browser sends over HTTP/2 alone.
    const asked = request.method === 'GET' ? new Request(url, request) : request;
    if (token !== undefined) asked.headers.set('authorization', `Bearer ${token}`);
    asked.headers.set('accept-language', asker.language() === 'zh' ? 'zh-CN' : 'en');
    return asked;
  },
  async onResponse({ request, response }) {
    if (!response.ok) {
      const problem = await problemOf(response);
      asker.refused(problem);
      throw problem;
    }
    if (request.method === 'POST') await noteSeq(request.url, response);
    return undefined;
  },
  onError({ error }) {
    return error instanceof Problem ? error : new Problem('UNREACHABLE', 0, unreachable);
  },
};

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? '' });
api.use(middleware);

/** The data of an answer; a refusal was thrown on the way. */
export async function answered<Data>(answer: Promise<{ data?: Data }>): Promise<Data> {
  return (await answer).data as Data;
}

/** For streams and files, which the typed client does not know. */
export async function authorised(): Promise<Record<string, string>> {
  const token = await asker.token();
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
