// Somebody who asks a service over HTTP, as who their token says they are.
import { randomUUID } from 'node:crypto';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly text: string };
/** `key` names the request; `seen` is the version that they saw. */
export type Asked = { readonly key?: string | undefined; readonly seen?: unknown };

export class Person {
  constructor(
    /** Up to the service's name, as in http://127.0.0.1:8080/api/enrolment. */
    private readonly base: string,
    /** Nobody says who they are without one. */
    private readonly token?: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.#call('GET', path, {});
  }

  post(path: string, body: unknown = {}, { key = randomUUID(), seen }: Asked = {}): Promise<Answer> {
    const headers = {
      'idempotency-key': key,
      'content-type': 'application/json',
      ...(seen !== undefined && { 'if-match': `"${String(seen)}"` }),
    };
    return this.#call('POST', path, headers, JSON.stringify(body));
  }

  /** An answer that goes on. */
  stream(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.base}/${path}`, { headers: { ...this.#who, ...headers } });
  }

  get #who(): { readonly authorization?: string } {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }

  async #call(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
    const answer = await fetch(`${this.base}/${path}`, {
      method,
      headers: { ...this.#who, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }
}
