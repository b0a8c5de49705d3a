import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { newId } from '@libs/kernel';
import { NeededWithout, type Actor } from '@libs/platform';
import { CaseInputs, today, type AskedClaim } from '../claim/case-inputs';
import { ClaimBody, askedOf } from '../claim/claim-body';
import { claim } from '../claim/claim.decider';
import { askedAgain } from '../claim/decide-again';
import { casesOf, filed } from '../claim/steps';
import { mustReach } from '../claim/whose-claim';
import { classFindings } from '../class-record/class-findings.decider';
import { withFinding } from '../claim/decide-cases.decider';
import { entitlements, usesBeside } from '../entitlements/entitlements.decider';
import { KnownPacks, type PackShelf } from '../pack/known-packs';
import { decidedCaseView, type DecidedCasesView } from './decided-case';

export class SimulationBody {
  /** A claim that is filed; or what one would be. */
  @NeededWithout('claim') @IsUUID() readonly claimId?: string;
  @IsOptional() @ValidateNested() @Type(() => ClaimBody) readonly claim?: ClaimBody;
  /** Parameters of the deciding pack's programme that are to be others. */
  @IsOptional() @IsObject() readonly with?: Record<string, unknown>;
}

/** G33: the decision as it would be made now. It reserves nothing, keeps nothing, announces nothing. */
@Injectable()
export class Simulations {
  constructor(
    private readonly store: EventStore,
    private readonly inputs: CaseInputs,
    private readonly packs: KnownPacks,
  ) {}

  async simulate(actor: Actor, { claimId, claim: asked, with: changes = {} }: SimulationBody): Promise<DecidedCasesView> {
    const shelf = await this.packs.all();
    const wanted = await this.#asked(actor, shelf, claimId, asked);
    const { inputs, region, organisationId } = await this.inputs.gather(wanted, shelf);
    if (claimId === undefined) actor.scope.check({ region, ...(organisationId !== undefined && { organisation: organisationId }) });
    const evaluate = shelf.evaluateWith(shelf.readAt, changes);
    const books = await Promise.all(inputs.map(({ person }) => this.store.stateOf(entitlements, person.personId)));
    const findings = await this.#findingsAt(wanted.classIds);
    // The own reservation of a filed claim is not in the way: what is beside it is.
    const cases = inputs.map((input, at) => {
      const book = usesBeside(books[at]?.state ?? entitlements.initial, input.caseId);
      return decidedCaseView(
        { caseId: input.caseId, personId: input.person.personId, place: at + 1 },
        evaluate({ ...withFinding(input, findings), book }),
      );
    });
    return { cases };
  }

  async #findingsAt(classIds: readonly string[]) {
    const states = await Promise.all(classIds.map((classId) => this.store.stateOf(classFindings, classId)));
    return states.flatMap(({ state }, at) => state.findings.map((found) => ({ classId: classIds[at] ?? '', ...found })));
  }

  async #asked(actor: Actor, shelf: PackShelf, claimId: string | undefined, asked: ClaimBody | undefined): Promise<AskedClaim> {
    if (claimId === undefined) return { claimId: newId(), ...askedOf(asked ?? new ClaimBody()), appliedOn: today(shelf) };
    const { state: known } = await this.store.stateOf(claim, claimId);
    mustReach(actor, known);
    const state = filed(known);
    return askedAgain(claimId, state, casesOf(state));
  }
}
