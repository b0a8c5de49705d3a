import { Injectable } from '@nestjs/common';
import { Clock, Refused } from '@libs/kernel';
import { Outside } from '@libs/platform';
import { Vault, onlyVersion, personHolder } from '../vault/vault';

const answerWithinMs = 2_000;
// However many questions there are, whoever put them is not kept waiting for silent authorities one after another.
const allWithinMs = 4_000;
const askedAtOnce = 128;

/** A question to an outside authority; `fields` are the registry's own words. */
export type Question = {
  readonly id: string;
  readonly registry: string;
  readonly personId?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
};

export type RegistryAnswer = {
  readonly id: string;
  readonly registry: string;
  readonly outcome: 'ANSWERED' | 'NO_ANSWER';
  readonly value?: unknown;
  readonly source: string;
  readonly askedAt: string;
};

/** The one door to outside authorities: they know people by their number, and nobody but the vault does here. */
@Injectable()
export class Registries {
  constructor(
    private readonly outside: Outside,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** Asks all of them side by side, and answers in their order; who says nothing in time has not answered. */
  async ask(questions: readonly Question[]): Promise<readonly RegistryAnswer[]> {
    const askedAt = this.clock.now();
    const numbers = await this.#numbersOf([...new Set(questions.flatMap(({ personId }) => personId ?? []))]);
    const waiting = questions.entries();
    const overall = AbortSignal.timeout(allWithinMs);
    const answers = new Map<number, RegistryAnswer>();
    const askOn = async () => {
      for (const [at, question] of waiting) {
        const { id, registry, personId } = question;
        const said = await this.#askOne(question, personId === undefined ? undefined : numbers.get(personId), overall);
        answers.set(at, { id, registry, ...said, source: `registry:${registry}`, askedAt });
      }
    };
    await Promise.all(Array.from({ length: Math.min(askedAtOnce, questions.length) }, askOn));
    return questions.flatMap((_, at) => answers.get(at) ?? []);
  }

  async #numbersOf(people: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.vault.at(people.map((id) => ({ holder: personHolder(id), field: 'id-no' as const, version: onlyVersion })));
    return new Map(
      people.map((personId, at) => {
        const idNo = found[at];
        if (idNo === undefined) throw new Refused('PERSON_NOT_FOUND', { person: personId });
        return [personId, idNo];
      }),
    );
  }

  async #askOne(
    { registry, fields }: Question,
    idNo: string | undefined,
    overall: AbortSignal,
  ): Promise<Pick<RegistryAnswer, 'outcome' | 'value'>> {
    if (this.outside.registries === undefined) return { outcome: 'NO_ANSWER' };
    try {
      const answer = await fetch(`${this.outside.registries}/${encodeURIComponent(registry)}/questions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...fields, ...(idNo !== undefined && { idNo }) }),
        redirect: 'error',
        signal: AbortSignal.any([overall, AbortSignal.timeout(answerWithinMs)]),
      });
      if (!answer.ok) return { outcome: 'NO_ANSWER' };
      const { value } = (await answer.json()) as { readonly value?: unknown };
      return value === undefined ? { outcome: 'NO_ANSWER' } : { outcome: 'ANSWERED', value };
    } catch {
      return { outcome: 'NO_ANSWER' };
    }
  }
}
