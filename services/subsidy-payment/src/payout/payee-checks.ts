import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Neighbours, Outside } from '@libs/platform';
import type { Payee } from '@libs/policy';
import type { Lives } from './payout-release.decider';
import type { CheckedAccount } from './reissue.decider';

const questionsAtOnce = 2_000;
const bankAnswersWithinMs = 2_000;

type RegistryAnswers = {
  readonly answers: readonly { readonly id: string; readonly outcome: 'ANSWERED' | 'NO_ANSWER'; readonly value?: unknown }[];
};
export type OpenedPayee = Payee & {
  readonly name: string;
  readonly account?: { readonly kind: string; readonly number: string; readonly bankName?: string };
  readonly accountVersion: number;
};

/** The vault and the bank, asked about payees before their money goes. What is opened there is an act that the vault records first. */
@Injectable()
export class PayeeChecks {
  constructor(
    private readonly neighbours: Neighbours,
    private readonly outside: Outside,
  ) {}

  async lives(personIds: readonly string[]): Promise<Lives> {
    const asked = [...new Set(personIds)];
    const lives = new Map<string, { died?: string }>();
    for (const part of partsOf(asked)) {
      const questions = part.map((personId) => ({ id: personId, registry: 'deaths', personId }));
      const { answers } = await this.neighbours.ask<RegistryAnswers>('enrolment', 'registry-questions', { questions });
      for (const { id, outcome, value } of answers) if (outcome === 'ANSWERED') lives.set(id, lifeOf(value));
    }
    return lives;
  }

  /** In clear; `act` names what it is for, so that asking again for the same is one act. */
  async opened(payees: readonly Payee[], purpose: string, act: string): Promise<readonly OpenedPayee[]> {
    const opened: OpenedPayee[] = [];
    for (const [place, part] of partsOf(payees).entries()) {
      const idempotencyKey = createHash('sha256').update(`${purpose}/${act}/${place}`).digest('hex');
      const answer = await this.neighbours.ask<{ readonly payees: readonly OpenedPayee[] }>(
        'enrolment',
        'payees',
        { purpose, payees: part.map(({ kind, id }) => ({ kind, id })) },
        { idempotencyKey },
      );
      opened.push(...answer.payees);
    }
    return opened;
  }

  /** Whether money would arrive, and at which version of the account: it is there, active, and this payee's. Undefined where the bank does not say. */
  async accountReady(payee: Payee, act: string): Promise<CheckedAccount> {
    const [opened] = await this.opened([payee], 'ACCOUNT_CHECK', act);
    if (opened?.account === undefined) return { ready: false, version: 0 };
    return { ready: await this.#bankSays(opened.name, opened.account.number), version: opened.accountVersion };
  }

  async #bankSays(name: string, number: string): Promise<boolean | undefined> {
    if (this.outside.bank === undefined) return undefined;
    try {
      const answer = await fetch(`${this.outside.bank}/account-checks`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        // In the body: addresses are written into logs on the way, and an account is somebody's.
        body: JSON.stringify({ account: number, name }),
        redirect: 'error',
        signal: AbortSignal.timeout(bankAnswersWithinMs),
      });
      if (answer.status === 404) return false;
      return answer.ok ? readyAs(await answer.json()) : undefined;
    } catch {
      return undefined;
    }
  }
}

const lifeOf = (value: unknown): { readonly died?: string } => {
  const died = typeof value === 'object' && value !== null ? Reflect.get(value, 'date') : undefined;
  return typeof died === 'string' ? { died } : {};
};

function readyAs(answer: unknown): boolean | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const { active, owner } = answer as { readonly active?: unknown; readonly owner?: unknown };
  return typeof active === 'boolean' ? active && owner !== false : undefined;
}

const partsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / questionsAtOnce) }, (_, part) =>
    all.slice(part * questionsAtOnce, (part + 1) * questionsAtOnce),
  );
