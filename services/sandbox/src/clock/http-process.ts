import type { ControlledProcess, Reading } from '@libs/jobs';
import { readingOf } from './reading';

// A reading asks databases and the bus, which are busy while a step is on its way.
const ANSWER_WITHIN_MS = 5_000;

/** A process that is reached over HTTP at its `/clock`, `/fire` and `/reading`. */
export class HttpProcess implements ControlledProcess {
  constructor(
    readonly id: string,
    private readonly url: string,
  ) {}

  async setClock(now: string): Promise<void> {
    await this.#post('clock', { now });
  }

  async fire(): Promise<void> {
    await this.#post('fire', {});
  }

  async reading(): Promise<Reading> {
    const answer = await this.#ask('reading', {});
    return readingOf(await answer.json().catch(() => undefined));
  }

  async #post(what: string, body: object): Promise<void> {
    const answer = await this.#ask(what, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    await answer.body?.cancel();
  }

  async #ask(what: string, request: RequestInit): Promise<Response> {
    const answer = await fetch(`${this.url}/${what}`, { ...request, redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    if (!answer.ok) throw new Error(`${what} is answered with ${answer.status}`);
    return answer;
  }
}
