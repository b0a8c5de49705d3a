import { Injectable } from '@nestjs/common';
import { Refused } from '@libs/kernel';
import { QueryInt, type Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { inOrderOfHappening, type Placed } from './fact-order';
import { heardOf, type Heard, type HeardRow } from './heard-facts';
import { everyContract, factName, nameOfType } from './on-every-fact';

const mostRows = 1_000;
const usualRows = 200;
/** Beyond this an order over all logs at once is no question for a screen. */
const mostOrdered = 200_000;
const names = everyContract.map(factName);

export class HeardFactListQuery {
  @IsOptional() @QueryInt(1, mostRows) readonly limit: number = usualRows;
  /** Where the last page ended: an arrival, or a place in the order of happening. */
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after: number = 0;
  @IsOptional() @IsIn(['arrived', 'happened']) readonly order: 'arrived' | 'happened' = 'arrived';
  @IsOptional() @IsIn(names) readonly type?: string;
  @IsOptional() @Matches(/^[a-z][a-z0-9-]{0,62}$/) readonly log?: string;
  @IsOptional() @Matches(/^[A-Za-z0-9._:/-]+$/) @MaxLength(200) readonly correlation?: string;
}

export class HeardFactView {
  @IsString() readonly id!: string;
  /** `ClaimSubmitted` and the like. */
  @IsString() readonly type!: string;
  @IsString() readonly log!: string;
  @IsInt() readonly seq!: number;
  @IsString() readonly recordedAt!: string;
  @IsOptional() @IsString() readonly becauseOf?: string;
  @IsString() readonly correlation!: string;
  @IsInt() readonly arrived!: number;
  @IsObject() readonly data!: object;
}

export class HeardFactPage {
  @IsArray() @ValidateNested({ each: true }) @Type(() => HeardFactView) readonly items!: readonly HeardFactView[];
  @IsOptional() @IsInt() readonly next?: number;
}

export const viewOfHeard = ({ id, type, log, seq, recordedAt, becauseOf, correlation, arrived, data }: Heard): HeardFactView => ({
  id,
  type: nameOfType.get(type) ?? type,
  log,
  seq,
  recordedAt,
  ...(becauseOf !== undefined && { becauseOf }),
  correlation,
  arrived,
  data,
});

type Filter = { readonly where: string; readonly values: readonly unknown[] };

function filterOf({ type, log, correlation }: HeardFactListQuery): Filter {
  const types =
    type === undefined ? null : everyContract.filter((contract) => factName(contract) === type).map((contract) => contract.type);
  return {
    where: '($1::text[] is null or type = any($1)) and ($2::text is null or log = $2) and ($3::text is null or correlation = $3)',
    values: [types, log ?? null, correlation ?? null],
  };
}

@Injectable()
export class HeardFactList {
  constructor(private readonly database: DataSource) {}

  /** Facts belong to no region and no organisation alone, so that only whoever may see all of them may see this list. */
  async page(actor: Actor, asked: HeardFactListQuery): Promise<HeardFactPage> {
    actor.scope.check({});
    return asked.order === 'happened' ? this.byHappening(asked) : this.byArrival(asked);
  }

  private async byArrival(asked: HeardFactListQuery): Promise<HeardFactPage> {
    const { where, values } = filterOf(asked);
    const rows = (await this.database.query(`select * from public.heard_fact where ${where} and arrived > $4 order by arrived limit $5`, [
      ...values,
      asked.after,
      asked.limit + 1,
    ])) as HeardRow[];
    const items = rows.slice(0, asked.limit).map(heardOf).map(viewOfHeard);
    const last = items.at(-1);
    return { items, ...(rows.length > asked.limit && last && { next: last.arrived }) };
  }

  private async byHappening(asked: HeardFactListQuery): Promise<HeardFactPage> {
    const { where, values } = filterOf(asked);
    const places = (await this.database.query(
      `select id, log, seq, place, recorded_at, because_of, arrived from public.heard_fact where ${where} limit $4`,
      [...values, mostOrdered + 1],
    )) as HeardRow[];
    if (places.length > mostOrdered) throw new Refused('TOO_MANY_FACTS', { limit: mostOrdered });
    const ordered: readonly Placed[] = inOrderOfHappening(places.map(heardOf));
    const page = ordered.slice(asked.after, asked.after + asked.limit).map(({ id }) => id);
    const rows = (await this.database.query('select * from public.heard_fact where id = any($1)', [page])) as HeardRow[];
    const byId = new Map(rows.map((row) => [row.id, viewOfHeard(heardOf(row))]));
    const end = asked.after + page.length;
    return { items: page.flatMap((id) => byId.get(id) ?? []), ...(end < ordered.length && { next: end }) };
  }
}
