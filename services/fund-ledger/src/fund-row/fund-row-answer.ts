import { IsBoolean, IsIn, IsInt, IsString, IsUUID } from 'class-validator';
import { yuanOf } from '@libs/kernel';
import type { FundRow } from './fund-row.decider';
import type { Fund } from './row-name';

/** What lies where, in yuan; all but `allotted` add up to it. */
export class Amounts {
  @IsString() readonly allotted!: string;
  @IsString() readonly available!: string;
  @IsString() readonly committed!: string;
  @IsString() readonly inTransit!: string;
  @IsString() readonly paid!: string;
  @IsString() readonly advance!: string;
  /** 退票: came back from the bank and was not issued again. */
  @IsString() readonly suspense!: string;
  /** 追缴: to be paid back. */
  @IsString() readonly receivable!: string;
  @IsString() readonly returned!: string;
}

export class FundRowView extends Amounts {
  @IsUUID() readonly rowId!: string;
  @IsIn(['UI', 'EMP', 'SPA']) readonly fund!: Fund;
  @IsString() readonly region!: string;
  @IsInt() readonly year!: number;
  /** Cases that wait for money of this row. */
  @IsInt() readonly queued!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

export class FundRowAnswer extends FundRowView {
  @IsBoolean() readonly repeated!: boolean;
}

export const amountsOf = ({ allottedFen, balances, queue }: FundRow): Amounts & { readonly queued: number } => ({
  allotted: yuanOf(allottedFen),
  available: yuanOf(balances.AVAILABLE),
  committed: yuanOf(balances.COMMITTED),
  inTransit: yuanOf(balances.IN_TRANSIT),
  paid: yuanOf(balances.PAID),
  advance: yuanOf(balances.ADVANCE),
  suspense: yuanOf(balances.SUSPENSE),
  receivable: yuanOf(balances.RECEIVABLE),
  returned: yuanOf(balances.RETURNED),
  queued: queue.size,
});
