import { Injectable } from '@nestjs/common';
import { Clock } from '@libs/kernel';
import { Outside } from '@libs/platform';
import type { IdentityAnswer } from './person.decider';

const answerWithinMs = 2_000;
const source = 'identity-base';

/** 实名核验: does this number belong to this name? What it says, or that it says nothing, is kept with the time of asking. */
@Injectable()
export class IdentityBase {
  constructor(
    private readonly outside: Outside,
    private readonly clock: Clock,
  ) {}

  get url(): string | undefined {
    return this.outside.identity === undefined ? undefined : `${this.outside.identity}/checks`;
  }

  async ask(idNo: string, name: string): Promise<IdentityAnswer> {
    const askedAt = this.clock.now();
    const { url } = this;
    if (url === undefined) return this.silent(askedAt);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ idNo, name }),
        redirect: 'error',
        signal: AbortSignal.timeout(answerWithinMs),
      });
      return this.answerOf(answer.status, await answer.text(), askedAt);
    } catch {
      return this.silent(askedAt);
    }
  }

  /** What an answer says; one that makes no sense says nothing. */
  answerOf(status: number, body: string, askedAt = this.clock.now()): IdentityAnswer {
    if (status < 200 || status > 299) return this.silent(askedAt);
    const outcome = outcomeIn(body);
    return outcome === undefined ? this.silent(askedAt) : { outcome, source, askedAt };
  }

  silent(askedAt = this.clock.now()): IdentityAnswer {
    return { outcome: 'UNANSWERED', source, askedAt };
  }
}

function outcomeIn(body: string): 'MATCHED' | 'MISMATCHED' | undefined {
  try {
    const { outcome } = JSON.parse(body) as { readonly outcome?: unknown };
    return outcome === 'MATCHED' || outcome === 'MISMATCHED' ? outcome : undefined;
  } catch {
    return undefined;
  }
}
