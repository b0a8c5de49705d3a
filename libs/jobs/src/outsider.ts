import type { DueNow } from './due';

/** The outsider answered, and the answer was no or made no sense; or it did not answer. What it did then is unknown. */
export class OutsiderFailed extends Error {
  override readonly name = 'OutsiderFailed';
  constructor(
    message: string,
    readonly status?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type Outcome = { readonly status: number; readonly body: string };

const LONGEST_BODY = 1_000_000;

// Too early, too many, and all of 5xx say "not now"; any other status is an answer that another try would not change.
const notNow = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;

/** Calls an outsider with the row's id as its idempotency key. Answers what it said, also a clear no; throws where trying again makes sense. */
export async function callOutsider(due: DueNow, url: string, body: unknown): Promise<Outcome> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': due.id },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: due.signal,
    });
    text = (await answer.text()).slice(0, LONGEST_BODY);
  } catch (error) {
    throw new OutsiderFailed('the outsider did not answer', undefined, { cause: error });
  }
  if (notNow(answer.status)) throw new OutsiderFailed(`the outsider answered ${answer.status}`, answer.status);
  return { status: answer.status, body: text };
}
