// The world around a payout as a spec has set it, over HTTP: the vault and its registries, the witness, and a bank that may be silent.
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { cosignatureLine, parseCheckpoint, parseNote } from '@libs/event-store';

type Asked = {
  readonly questions?: readonly { readonly id: string; readonly personId?: string }[];
  readonly payees?: readonly { readonly kind: string; readonly id: string }[];
  readonly note?: string;
  readonly message?: string;
};
type Said = { readonly status: number; readonly body: unknown };
export type Delivered = { readonly key: string; readonly message: string };

export class PayoutWorld {
  keysFolder = '';
  /** By person. */
  readonly deaths = new Map<string, string>();
  /** By payee: which version of the account the vault knows now; 1 where nothing was set, 0 for nobody's. */
  readonly accountVersions = new Map<string, number>();
  /** What the bank was sent, every time. */
  readonly delivered: Delivered[] = [];
  /** How often the vault was opened, and for whom. */
  readonly opened: (readonly string[])[] = [];
  /** The status that the bank answers to a file; 0 is silence. */
  bankAnswers: number[] = [];
  /** What the bank says of the last message when it is asked; undefined is nothing that makes sense. */
  enquiryAnswer: 'TAKEN' | 'NOT_TAKEN' | undefined;
  witnessIsThere = true;
  accountIsActive = true;
  registriesAnswer = true;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<PayoutWorld> {
    const server = createServer();
    const world = new PayoutWorld(server);
    server.on('request', (request: IncomingMessage, response) => {
      world.#answer(request).then(
        ({ status, body }) =>
          status === 0
            ? request.socket.destroy()
            : response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
        () => response.writeHead(500).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return world;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<Said> {
    const text = await textOf(request);
    const body = (text === '' ? {} : JSON.parse(text)) as Asked;
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    if (path === '/api/enrolment/registry-questions') return { status: 201, body: this.#registries(body) };
    if (path === '/api/enrolment/payees') return { status: 201, body: this.#vault(body) };
    if (path === '/api/supervision/checkpoints' && this.witnessIsThere) return { status: 200, body: this.#witness(body.note ?? '') };
    if (path === '/bank/payment-enquiries') return this.#enquiry();
    if (path === '/bank/payments') return this.#bank(String(request.headers['idempotency-key']), body.message ?? '');
    if (path === '/bank/account-checks') return { status: 200, body: { active: this.accountIsActive, owner: true } };
    return { status: path.startsWith('/api/supervision/') ? 503 : 404, body: { code: 'NOT_THERE' } };
  }

  #registries({ questions = [] }: Asked) {
    const answers = questions.map(({ id, personId = '' }) => {
      if (!this.registriesAnswer) return { id, registry: 'deaths', outcome: 'NO_ANSWER' };
      const date = this.deaths.get(personId);
      return { id, registry: 'deaths', outcome: 'ANSWERED', value: date === undefined ? {} : { date }, source: 'registry:deaths' };
    });
    return { answers };
  }

  #vault({ payees = [] }: Asked) {
    this.opened.push(payees.map(({ id }) => id));
    const accounts = payees.map(({ kind, id }) => {
      const accountVersion = this.accountVersions.get(id) ?? 1;
      const number = `${61 + accountVersion}${id.replaceAll(/\D/g, '').padEnd(14, '7').slice(0, 14)}`;
      return { kind, id, name: '甲乙 & 丙', accountVersion, ...(accountVersion > 0 && { account: { kind: 'BANK', number } }) };
    });
    return { openingId: 'opening', payees: accounts };
  }

  #witness(note: string) {
    const parsed = parseNote(note);
    const privateKey = createPrivateKey(readFileSync(join(this.keysFolder, 'supervision.private.pem')));
    const key = { name: 'xunbu/supervision', use: 'cosignature', publicKey: createPublicKey(privateKey) } as const;
    const line = cosignatureLine(parsed?.text ?? '', 1_700_000_000n, key, privateKey);
    return { size: parseCheckpoint(parsed?.text ?? '')?.size, note: `${note}${line}` };
  }

  #enquiry(): Said {
    if (this.enquiryAnswer === undefined) return { status: 404, body: { code: 'NOT_THERE' } };
    const sha256 = createHash('sha256')
      .update(this.delivered.at(-1)?.message ?? '')
      .digest('hex');
    return { status: 200, body: { status: this.enquiryAnswer, ...(this.enquiryAnswer === 'TAKEN' && { sha256 }) } };
  }

  #bank(key: string, message: string): Said {
    this.delivered.push({ key, message });
    const status = this.bankAnswers.shift() ?? 200;
    return { status, body: status === 200 ? { messageId: key } : { code: 'NO' } };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
