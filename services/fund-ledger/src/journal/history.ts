// Balances over time: what lay where at the end of each day, or of each week, between two days.
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { Refused, addDays, fen, weekday, yuanOf } from '@libs/kernel';
import { AfterQuery, IsBusinessDay, IsInstant, IsRegionPrefix, QueryInt } from '@libs/platform';
import { Amounts } from '../fund-row/fund-row-answer';
import { years, type Fund } from '../fund-row/row-name';

export type Every = 'DAY' | 'WEEK';
const daysOfWeek = 7;
const mostDays: Readonly<Record<Every, number>> = { DAY: 400, WEEK: 400 * daysOfWeek };

export class HistoryQuery extends AfterQuery {
  @IsBusinessDay() readonly from!: string;
  @IsBusinessDay() readonly to!: string;
  /** The ends of the days, or of the weeks, which end on Sundays; the last day is always among them. */
  @IsIn(['DAY', 'WEEK']) readonly every!: Every;
  /** By what was recorded up to this moment alone; left out: by all. */
  @IsOptional() @IsInstant() readonly known?: string;
}

export class AllHistoryQuery extends HistoryQuery {
  @IsOptional() @IsIn(['UI', 'EMP', 'SPA']) readonly fund?: Fund;
  /** A region and everything below it, by the beginning of its code. */
  @IsOptional() @IsRegionPrefix() readonly region?: string;
  @IsOptional() @QueryInt(years.first, years.last) readonly year?: number;
}

export class HistoryPointView extends Amounts {
  /** What lay where at its 24:00. */
  @IsBusinessDay() readonly day!: string;
}

export class HistoryView {
  @IsUUID() readonly rowId!: string;
  @IsIn(['UI', 'EMP', 'SPA']) readonly fund!: Fund;
  @IsString() readonly region!: string;
  @IsInt() readonly year!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => HistoryPointView) readonly points!: readonly HistoryPointView[];
}

export class AllHistoryView {
  /** Of how many rows these are the sums. */
  @IsInt() readonly rows!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => HistoryPointView) readonly points!: readonly HistoryPointView[];
}

/** How much a bucket grew on a day; what was before the first day counts for it. */
export type Growth = { readonly day: string; readonly bucket: string; readonly amount: string };

export function daysShown({ from, to, every }: Pick<HistoryQuery, 'from' | 'to' | 'every'>): readonly string[] {
  if (to < from) throw new Refused('PERIOD_BACKWARDS', { from, to });
  if (addDays(from, mostDays[every]) < to) throw new Refused('PERIOD_TOO_LONG', { days: mostDays[every] });
  const shown: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (every === 'DAY' || weekday(day) === 0 || day === to) shown.push(day);
  return shown;
}

/** What all that grew up to a day comes to. An allotment comes from outside of the books, so what it gave stands on the other side. */
export function amountsIn(byBucket: ReadonlyMap<string, number>): Amounts {
  const of = (bucket: string) => yuanOf(fen(byBucket.get(bucket) ?? 0));
  return {
    allotted: yuanOf(fen(0 - (byBucket.get('ALLOTTED') ?? 0))),
    available: of('AVAILABLE'),
    committed: of('COMMITTED'),
    inTransit: of('IN_TRANSIT'),
    paid: of('PAID'),
    advance: of('ADVANCE'),
    suspense: of('SUSPENSE'),
    receivable: of('RECEIVABLE'),
    returned: of('RETURNED'),
  };
}

/** One walk along the days, with each growth added where it falls. */
export function pointsOf(days: readonly string[], growths: readonly Growth[]): readonly HistoryPointView[] {
  const sums = new Map<string, number>();
  const waiting = growths.toSorted((one, other) => one.day.localeCompare(other.day));
  let next = 0;
  return days.map((day) => {
    for (let growth = waiting[next]; growth && growth.day <= day; growth = waiting[++next])
      sums.set(growth.bucket, (sums.get(growth.bucket) ?? 0) + Number(growth.amount));
    return { day, ...amountsIn(sums) };
  });
}
