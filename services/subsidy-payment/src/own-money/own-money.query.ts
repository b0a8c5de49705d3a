import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, IsUUID, ValidateNested, isUUID } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { IsBusinessDay, IsInstant, Views, type Actor, type AfterQuery } from '@libs/platform';
import { CaseLineView, caseView, type CaseView } from '../claim/claim-answer';
import { claim, type Case, type FiledClaim } from '../claim/claim.decider';
import { casesOf } from '../claim/steps';
import type { Order } from '../payout/payout.decider';
import { OwnOrders, type OrdersOfLine } from './own-orders';

const lists = ['claim-list', 'payment-order-list'];

export class OwnOrderView {
  @IsUUID() readonly orderId!: string;
  @IsIn(['ISSUED', 'SUCCEEDED', 'RETURNED', 'REPLACED']) readonly state!: Order['state'];
  /** What of this order is for this line. */
  @IsString() readonly amount!: string;
  /** Why it came back, in the bank's word. */
  @IsOptional() @IsString() readonly code?: string;
  /** Of an own account the last digits alone. */
  @IsOptional() @IsString() readonly account?: string;
  @IsInstant() readonly issuedAt!: string;
  @IsOptional() @IsInstant() readonly settledAt?: string;
}

export class OwnLineView extends CaseLineView {
  /** Oldest first: one that came back is followed by the one that replaces it. */
  @ValidateNested({ each: true }) @Type(() => OwnOrderView) readonly orders!: readonly OwnOrderView[];
}

export class OwnCaseView {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsUUID('all', { each: true }) readonly classIds!: readonly string[];
  @IsBusinessDay() readonly appliedOn!: string;
  @IsString() readonly outcome!: CaseView['outcome'];
  @IsOptional() @IsString() readonly reason?: string;
  @IsObject() readonly detail!: object;
  @IsString() readonly stage!: CaseView['stage'];
  @IsString() readonly funds!: CaseView['funds'];
  /** While it is posted. */
  @IsOptional() @IsBusinessDay() readonly postedUntil?: string;
  @ValidateNested({ each: true }) @Type(() => OwnLineView) readonly lines!: readonly OwnLineView[];
}

export class OwnMoneyView {
  /** The newest first. */
  @ValidateNested({ each: true }) @Type(() => OwnCaseView) readonly cases!: readonly OwnCaseView[];
}

/** What was asked for a trainee, how it stands, and what the bank said; of others on the same claims and orders it holds nothing. */
@Injectable()
export class OwnMoney {
  constructor(
    private readonly store: EventStore,
    private readonly views: Views,
    private readonly orders: OwnOrders,
  ) {}

  async of({ person: personId }: Actor, { after }: AfterQuery): Promise<OwnMoneyView> {
    await Promise.all(lists.map((list) => this.views.caughtUp(list, after)));
    const claimIds = isUUID(personId) ? await this.orders.claimsOf(personId) : [];
    const orders = await this.orders.of(claimIds, personId);
    const cases = await Promise.all(claimIds.map((claimId) => this.#casesOf(claimId, personId)));
    return { cases: cases.flat().map(([claimId, of, one]) => shownOf(claimId, of, one, orders(one.caseId))) };
  }

  async #casesOf(claimId: string, personId: string): Promise<readonly (readonly [string, FiledClaim, Case])[]> {
    const { state } = await this.store.stateOf(claim, claimId);
    if (state.status !== 'FILED') return [];
    return casesOf(state).flatMap((one) => (one.personId === personId ? [[claimId, state, one] as const] : []));
  }
}

function shownOf(claimId: string, { programmes, classIds, appliedOn }: FiledClaim, one: Case, orders: OrdersOfLine): OwnCaseView {
  const { caseId, outcome, reason, detail, stage, funds, lines } = caseView(one);
  return {
    claimId,
    caseId,
    programmes,
    classIds,
    appliedOn,
    outcome,
    ...(reason !== undefined && { reason }),
    detail,
    stage,
    funds,
    ...(stage === 'IN_PUBLICITY' && one.publicity && { postedUntil: one.publicity.lastDay }),
    lines: lines.map((line) => ({ ...line, orders: orders(line.line) })),
  };
}
