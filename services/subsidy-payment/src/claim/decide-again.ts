import { Injectable } from '@nestjs/common';
import type { CommandMeta } from '@libs/event-store';
import { KnownPacks, type PackShelf } from '../pack/known-packs';
import { CaseInputs, type AskedClaim } from './case-inputs';
import type { Case, Claim, DecisionCause, FiledClaim } from './claim.decider';
import { ClaimsAndBooks } from './claims-and-books';
import { decideCases, toDecideAgain, type GatheredInput } from './decide-cases.decider';
import { casesOf } from './steps';

type Decided = { readonly state: Claim; readonly seq: number };
type Prepared = { readonly people: readonly string[]; readonly inputs: readonly GatheredInput[]; readonly shelf: PackShelf };

/** What was asked, as it was asked then: the application date never changes. */
export const askedAgain = (claimId: string, filed: FiledClaim, cases: readonly Case[]): AskedClaim => {
  const { programmes, certificate, classIds, stage, appliedOn, region } = filed;
  const people = cases.map(({ personId }) => personId);
  const [personId] = people;
  return {
    claimId,
    programmes,
    classIds,
    ...(classIds.length === 0 && personId !== undefined && { personId }),
    ...(certificate && { certificate }),
    ...(classIds.length > 0 && { personIds: people }),
    region,
    ...(stage !== undefined && { stage }),
    appliedOn,
  };
};

@Injectable()
export class DecideAgain {
  constructor(
    private readonly together: ClaimsAndBooks,
    private readonly inputs: CaseInputs,
    private readonly packs: KnownPacks,
  ) {}

  /** With everything asked anew: other services, registries, packs. */
  async afresh(command: CommandMeta, claimId: string, state: Claim, cause: DecisionCause): Promise<Decided> {
    const cases = toDecideAgain(state, cause);
    const shelf = await this.packs.all();
    // All its people, whoever is still to be decided: asked again after it was done, the same command names the same books.
    const people = state.status === 'UNFILED' ? [] : casesOf(state).map(({ personId }) => personId);
    if (state.status === 'UNFILED' || cases.length === 0) return this.#decide(command, claimId, { people, inputs: [], shelf }, cause);
    const { inputs } = await this.inputs.gather(askedAgain(claimId, state, cases), shelf);
    return this.#decide(command, claimId, { people, inputs, shelf }, cause);
  }

  /** With what was known before, and the book as it is now; what another case has come to is looked at again. */
  async asKnown(command: CommandMeta, claimId: string, cases: readonly Case[], cause: DecisionCause): Promise<Decided> {
    const shelf = await this.packs.all();
    const inputs = await this.inputs.besideNow(cases.flatMap(({ input }) => input ?? []));
    return this.#decide(command, claimId, { people: cases.map(({ personId }) => personId), inputs, shelf }, cause);
  }

  #decide(command: CommandMeta, claimId: string, { people, inputs, shelf }: Prepared, cause: DecisionCause): Promise<Decided> {
    return this.together.decide(command, claimId, people, (state, books, now) => {
      // What is to be decided again is judged under the lock: it may have been decided meanwhile.
      const still = new Set(toDecideAgain(state, cause).map(({ caseId }) => caseId));
      const open = inputs.filter(({ caseId }) => still.has(caseId));
      return decideCases(state, books, {
        claimId,
        cause,
        inputs: open,
        evaluate: shelf.evaluateAt(shelf.readAt),
        knownAt: shelf.readAt,
        now,
      });
    });
  }
}
