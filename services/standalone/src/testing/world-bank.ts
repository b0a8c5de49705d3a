// The bank of a world, with a book of its own. It takes each message once, pays or returns, answers late, twice and out of turn, and is silent at times.
import { fen, type Fen } from '@libs/kernel';
import type { FiledOrder } from './world-outside';
import type { Random } from './world-random';

export type BookEntry = {
  readonly orderId: string;
  readonly row: string;
  readonly amountFen: Fen;
  state: 'IN_TRANSIT' | 'PAID' | 'RETURNED';
  reference: string;
};
export type Said = {
  readonly orderId: string;
  readonly said: 'PAID' | 'RETURNED';
  readonly amountFen: Fen;
  readonly code: string;
  readonly bankReference: string;
};

export class Bank {
  readonly book = new Map<string, BookEntry>();
  readonly #messages = new Set<string>();
  /** Answers that nobody has taken yet, and those that were. */
  readonly #unheard: Said[] = [];
  readonly #heard: Said[] = [];
  #references = 0;

  constructor(private readonly random: Random) {}

  /** The bank as `fetch` reaches it. */
  readonly answer = async (_url: unknown, asked?: { readonly body?: unknown; readonly headers?: unknown }): Promise<Response> => {
    if (this.random.chance(0.15)) return new Response('not now', { status: 503 });
    // A clear no that the bank means, or does not mean.
    if (this.random.chance(0.02)) return new Response('no', { status: 400 });
    const { message } = JSON.parse(String(asked?.body)) as { readonly message: string };
    const messageId = (asked?.headers as Readonly<Record<string, string>>)['idempotency-key'] ?? '';
    if (!this.#messages.has(messageId)) {
      this.#messages.add(messageId);
      for (const { orderId, row, amountFen } of JSON.parse(message) as readonly FiledOrder[]) {
        if (this.book.has(orderId)) throw new Error(`the bank was sent order ${orderId} under two messages`);
        this.book.set(orderId, { orderId, row, amountFen: fen(amountFen), state: 'IN_TRANSIT', reference: '' });
      }
    }
    if (this.random.chance(0.1)) return new Response('lost', { status: 504 });
    return new Response('taken', { status: this.random.chance(0.03) ? 409 : 202 });
  };

  /** Decides on an order that is in transit. */
  settle(): boolean {
    const waiting = [...this.book.values()].filter(({ state }) => state === 'IN_TRANSIT');
    if (waiting.length === 0) return false;
    const entry = this.random.pick(waiting);
    entry.state = this.random.chance(0.3) ? 'RETURNED' : 'PAID';
    entry.reference = `B${(this.#references += 1)}`;
    const { orderId, amountFen, reference, state } = entry;
    this.#unheard.push({ orderId, said: state, amountFen, code: 'AC04', bankReference: reference });
    return true;
  }

  /** What the bank says next: news, something that it said before, or what is not true at all. */
  says(): Said | undefined {
    if (this.#heard.length > 0 && this.random.chance(0.3)) return this.random.pick(this.#heard);
    const returned = this.#heard.filter(({ said }) => said === 'RETURNED');
    if (returned.length > 0 && this.random.chance(0.2))
      return { ...this.random.pick(returned), said: 'PAID', bankReference: `F${this.random.below(3)}` };
    return this.#unheard.length === 0 ? undefined : this.random.pick(this.#unheard);
  }

  /** The answer was taken; until then the bank says it again. */
  wasHeard(said: Said): void {
    const at = this.#unheard.indexOf(said);
    if (at < 0) return;
    this.#unheard.splice(at, 1);
    this.#heard.push(said);
  }

  get hasNews(): boolean {
    return this.#unheard.length > 0;
  }
}
