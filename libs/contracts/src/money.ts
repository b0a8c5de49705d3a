// The words that subsidy-payment and the fund ledger share when they speak of money.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min, ValidateNested, IsDefined } from 'class-validator';
import { IsMoney, IsRegion } from './fields';

/** 失业保险基金, 就业补助资金, 专账资金. */
const funds = ['UI', 'EMP', 'SPA'];

/** A fund of a region in a year: the row from which a line is paid. */
export class FundRowV1 {
  @IsIn(funds) fund!: string;
  @IsRegion() region!: string;
  @IsInt() @Min(2000) @Max(2999) year!: number;
}

/** What a line of a case needs: the ledger finds the row, that of the region or of its nearest ancestor that has one. */
export class NeededLineV1 {
  @IsInt() @Min(1) line!: number;
  @IsString() programme!: string;
  @IsIn(funds) fund!: string;
  @IsRegion() region!: string;
  @IsInt() @Min(2000) @Max(2999) year!: number;
  @IsMoney() amount!: string;
}

export class NeedyCaseV1 {
  @IsUUID() caseId!: string;
  @ValidateNested({ each: true }) @Type(() => NeededLineV1) @ArrayMinSize(1) lines!: NeededLineV1[];
}

/** A line as the ledger booked it: now it has its row. */
export class BookedLineV1 {
  @IsInt() @Min(1) line!: number;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  @IsMoney() amount!: string;
}

export class BookedCaseV1 {
  @IsUUID() caseId!: string;
  @ValidateNested({ each: true }) @Type(() => BookedLineV1) @ArrayMinSize(1) lines!: BookedLineV1[];
}

export class QueuedCaseV1 {
  @IsUUID() caseId!: string;
  @IsDefined() @ValidateNested() @Type(() => FundRowV1) row!: FundRowV1;
  /** The place in the row's queue, counted from 1, when it joined. */
  @IsInt() @Min(1) queue!: number;
}

/** Who is paid: a person of the vault, or an organisation of enrolment. */
export class PayeeV1 {
  @IsIn(['PERSON', 'ORGANISATION']) kind!: string;
  @IsString() id!: string;
}

/** One part of a payment order: what it pays of which line. */
export class OrderedLineV1 {
  @IsUUID() caseId!: string;
  @IsInt() @Min(1) line!: number;
  @IsMoney() amount!: string;
  @IsOptional() @IsString() programme?: string;
}
