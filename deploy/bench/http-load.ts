// Callers over HTTP with as little work of their own as can be, for they share the machine with what they measure: a connection each, one
// request under way on it, and of the answer only what is needed to know that it is whole and good.
import { connect, type Socket } from 'node:net';
import { seenOf, type Seen } from './load';

export type Asked = { readonly path: string; readonly key: string; readonly body: string };
export type Target = { readonly url: string; readonly token: string; next(): Asked };

const END_OF_HEAD = '\r\n\r\n';
const lengthOf = /\r\ncontent-length: (\d+)/i;

function textOf(host: string, token: string, { path, key, body }: Asked): string {
  const head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\nidempotency-key: ${key}\r\n`;
  return `${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}${END_OF_HEAD}${body}`;
}

/** The first answer in a text, once it is whole. */
function answerIn(text: string): string | undefined {
  const endOfHead = text.indexOf(END_OF_HEAD);
  if (endOfHead < 0) return undefined;
  const length = lengthOf.exec(text.slice(0, endOfHead));
  if (!length) throw new Error(`an answer without a length: ${text.slice(0, endOfHead)}`);
  return text.length >= endOfHead + END_OF_HEAD.length + Number(length[1]) ? text : undefined;
}

class Caller {
  readonly #socket: Socket;
  readonly #host: string;
  #received = '';
  #answered: () => void = () => undefined;
  #failed: (error: Error) => void = () => undefined;

  constructor({ hostname, port, host }: URL) {
    this.#host = host;
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true });
    // Every byte one character: lengths are counted in bytes.
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => this.#receive(text));
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.on('close', () => this.#failed(new Error(`${host} closed the connection`)));
  }

  ask(token: string, asked: Asked): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(textOf(this.#host, token, asked));
    });
  }

  close(): void {
    this.#failed = () => undefined;
    this.#socket.destroy();
  }

  #receive(text: string): void {
    this.#received += text;
    const answer = answerIn(this.#received);
    if (answer === undefined) return;
    this.#received = '';
    if (answer.startsWith('HTTP/1.1 2')) this.#answered();
    else this.#failed(new Error(Buffer.from(answer, 'latin1').toString()));
  }
}

/** What so many callers see within a while, each asking again as soon as it is answered. */
export async function shoot(target: Target, callers: number, seconds: number): Promise<Seen> {
  const latencies: number[] = [];
  const all = Array.from({ length: callers }, () => new Caller(new URL(target.url)));
  const until = performance.now() + seconds * 1_000;
  const calling = all.map(async (caller) => {
    for (let askedAt = performance.now(); askedAt < until;) {
      await caller.ask(target.token, target.next());
      const answeredAt = performance.now();
      if (answeredAt <= until) latencies.push(answeredAt - askedAt);
      askedAt = answeredAt;
    }
  });
  try {
    await Promise.all(calling);
  } finally {
    for (const caller of all) caller.close();
  }
  return seenOf(latencies, seconds);
}
