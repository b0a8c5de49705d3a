import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { EventStore, type Decider, type Fact } from '@libs/event-store';
import { addFen, newId, yuanOf, type Fen } from '@libs/kernel';
import { IsBusinessDay, type Actor } from '@libs/platform';
import { filingOf, mayAsk } from '../claim/apply-for-subsidy';
import { CaseInputs, today } from '../claim/case-inputs';
import { CaseLineView, lineView } from '../claim/claim-answer';
import { askedOf, type ClaimBody } from '../claim/claim-body';
import { claim, linesOf, outcomeOf, type Case } from '../claim/claim.decider';
import { fileClaim } from '../claim/decide-cases.decider';
import { casesOf, filed } from '../claim/steps';
import { classFindings } from '../class-record/class-findings.decider';
import { entitlements } from '../entitlements/entitlements.decider';
import { KnownPacks } from '../pack/known-packs';
import { payee, payeeName, type KnownPayee } from '../payee/payee.decider';

const outcomes = ['ELIGIBLE', 'HELD', 'REJECTED'] as const;

export class PreCheckedCaseView {
  @IsUUID() readonly personId!: string;
  @IsInt() readonly place!: number;
  @IsIn(outcomes) readonly outcome!: string;
  @IsOptional() @IsString() readonly reason?: string;
  @IsObject() readonly detail!: object;
  /** Every failed or unknown test. */
  @IsString({ each: true }) readonly reasons!: readonly string[];
  @ValidateNested({ each: true }) @Type(() => CaseLineView) readonly lines!: readonly CaseLineView[];
  @IsString() readonly amount!: string;
  /** Of somebody whom this case pays no account is known yet. */
  @IsBoolean() readonly accountMissing!: boolean;
}

export class PreCheckAnswer {
  @IsString() readonly region!: string;
  @IsOptional() @IsString() readonly organisationId?: string;
  @IsBusinessDay() readonly asOf!: string;
  /** How many cases would come to what. */
  @IsObject() readonly outcomeCounts!: object;
  /** What would be paid for the cases that are eligible. */
  @IsString() readonly amount!: string;
  @ValidateNested({ each: true }) @Type(() => PreCheckedCaseView) readonly cases!: readonly PreCheckedCaseView[];
}

const nothing = 0 as Fen;

/** A claim as it would be decided if it were filed now: gathered and decided as when it is filed, by the same functions, and then forgotten. */
@Injectable()
export class PreChecks {
  constructor(
    private readonly store: EventStore,
    private readonly inputs: CaseInputs,
    private readonly packs: KnownPacks,
  ) {}

  async of(actor: Actor, body: ClaimBody): Promise<PreCheckAnswer> {
    const claimId = newId();
    const shelf = await this.packs.all();
    const asked = { claimId, ...askedOf(body), appliedOn: today(shelf) };
    const gathered = await this.inputs.gather(asked, shelf);
    mayAsk(actor, gathered);
    const { inputs, region, organisationId } = gathered;
    const beside = {
      books: await this.#statesOf(
        entitlements,
        inputs.map(({ person }) => person.personId),
      ),
      classes: await this.#statesOf(classFindings, asked.classIds),
    };
    const facts = fileClaim(claim.initial, beside, filingOf(actor, asked, gathered), {
      claimId,
      cause: 'APPLIED',
      inputs,
      evaluate: shelf.evaluateAt(shelf.readAt),
      knownAt: shelf.readAt,
      now: shelf.readAt,
    });
    const cases = casesOf(filed(facts.claim.reduce(claim.evolve, claim.initial)));
    const payees = cases.flatMap(paidLines).map((line) => payeeName(line.payee));
    const accounts = await this.#statesOf(payee, payees);
    return {
      region,
      ...(organisationId !== undefined && { organisationId }),
      asOf: asked.appliedOn,
      outcomeCounts: countsOf(cases),
      amount: yuanOf(cases.reduce((sum, one) => addFen(sum, outcomeOf(one).outcome === 'ELIGIBLE' ? amountOf(one) : nothing), nothing)),
      cases: cases.map((one) => viewOf(one, accounts)),
    };
  }

  async #statesOf<State, F extends Fact>(decider: Decider<State, F>, ids: readonly string[]): Promise<Readonly<Record<string, State>>> {
    const unique = [...new Set(ids)];
    const known = await Promise.all(unique.map((id) => this.store.stateOf(decider, id)));
    return Object.fromEntries(known.map(({ state }, at) => [unique[at] ?? '', state]));
  }
}

const paidLines = (one: Case) => (outcomeOf(one).outcome === 'REJECTED' ? [] : linesOf(one));
const amountOf = (one: Case): Fen => addFen(...paidLines(one).map(({ amountFen }) => amountFen));

function countsOf(cases: readonly Case[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of cases.map(outcomeOf)) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

function viewOf(one: Case, accounts: Readonly<Record<string, KnownPayee>>): PreCheckedCaseView {
  const { outcome, reason, detail } = outcomeOf(one);
  const lines = paidLines(one);
  return {
    personId: one.personId,
    place: one.place,
    outcome,
    ...(reason !== undefined && { reason }),
    detail,
    reasons: (one.decision?.failed ?? []).map((test) => test.reason),
    lines: lines.map(lineView),
    amount: yuanOf(amountOf(one)),
    accountMissing: lines.some((line) => (accounts[payeeName(line.payee)]?.accountVersion ?? 0) === 0),
  };
}
