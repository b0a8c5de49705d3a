// Where the bank's answers go: to the system that sent the orders, in the bank's own name. What is not taken there is not sent again by itself.
import { newId } from '@libs/kernel';
import { signToken } from '@libs/platform';

const answerWithinMs = 10_000;

/** What became of one delivery. */
export type Delivered = {
  readonly status: 'RECORDED' | 'REFUSED' | 'UNDELIVERED';
  readonly code?: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

const undelivered: Delivered = { status: 'UNDELIVERED' };

export class AnswerDesk {
  constructor(
    private readonly base: string | undefined,
    private readonly keysFolder: string,
  ) {}

  async deliver(message: string): Promise<Delivered> {
    if (this.base === undefined) return undelivered;
    try {
      const answer = await fetch(`${this.base.replace(/\/$/, '')}/api/subsidy-payment/bank-answers`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await signToken(this.keysFolder, { sub: 'bank', roles: ['bank'] })}`,
          'idempotency-key': newId(),
        },
        body: JSON.stringify({ message }),
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithinMs),
      });
      if (answer.ok) return { status: 'RECORDED' };
      const { code, values } = (await answer.json()) as { readonly code?: string; readonly values?: Record<string, unknown> };
      return {
        status: answer.status < 500 ? 'REFUSED' : 'UNDELIVERED',
        ...(code !== undefined && { code }),
        ...(values && { values }),
      };
    } catch {
      return undelivered;
    }
  }
}
