// Lists come in pages. A cursor is where the last page ended; it says nothing to whoever holds it, and a made-up one is refused.
import type { Type as ClassOf } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { QueryInt } from './fields';
import { Rejected } from './problem';

const mostRows = 200;
const usualRows = 50;
const cursorPattern = /^[A-Za-z0-9_-]{1,600}$/;

export class PageQuery {
  @IsOptional() @QueryInt(1, mostRows) readonly limit: number = usualRows;
  @IsOptional() @Matches(cursorPattern) readonly cursor?: string;
}

export type Page<Row> = { readonly items: readonly Row[]; readonly next?: string };

const pages = new Map<ClassOf, ClassOf>();

/** The class of a page of rows, for `@Answers`. */
export function PageOf(view: ClassOf): ClassOf {
  const known = pages.get(view);
  if (known) return known;
  class PageView {
    @IsArray() @ValidateNested({ each: true }) @Type(() => view) readonly items!: readonly object[];
    @IsOptional() @IsString() readonly next?: string;
  }
  Object.defineProperty(PageView, 'name', { value: `${view.name}Page` });
  pages.set(view, PageView);
  return PageView;
}

type Value = string | number;

export const cursorOf = (list: string, values: readonly Value[]): string =>
  Buffer.from(JSON.stringify([list, ...values])).toString('base64url');

/** The values at which the last page ended, as many as the list is ordered by; anything else was not given out by this list. */
export function valuesOf(list: string, cursor: string, count: number): readonly Value[] {
  const parsed = parsedCursor(cursor);
  if (!Array.isArray(parsed) || parsed.length !== count + 1 || parsed[0] !== list) throw new Rejected('CURSOR_INVALID');
  const values = parsed.slice(1) as unknown[];
  if (
    !values.every(
      (value) => (typeof value === 'string' && value.isWellFormed() && !value.includes('\u0000')) || Number.isSafeInteger(value),
    )
  ) {
    throw new Rejected('CURSOR_INVALID');
  }
  return values as Value[];
}

function parsedCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    throw new Rejected('CURSOR_INVALID');
  }
}

export type PageOrder<Row> = {
  /** The list's name: a cursor of one list is none of another. */
  readonly list: string;
  /** The columns that put the rows in an order without ties, and a row's values in them; all text or whole numbers. */
  readonly by: readonly (readonly [column: string, valueOf: (row: Row) => Value])[];
  readonly descending?: boolean;
};

/** Asks a query for one page of its rows, and for where the next begins. */
export async function pageOf<Row extends ObjectLiteral>(
  query: SelectQueryBuilder<Row>,
  { limit, cursor }: PageQuery,
  { list, by, descending = false }: PageOrder<Row>,
): Promise<Page<Row>> {
  if (cursor !== undefined) {
    const values = Object.fromEntries(valuesOf(list, cursor, by.length).map((value, place) => [`cursor${place}`, value]));
    const columns = by.map(([column]) => column).join(', ');
    query.andWhere(
      `(${columns}) ${descending ? '<' : '>'} (${Object.keys(values)
        .map((name) => `:${name}`)
        .join(', ')})`,
      values,
    );
  }
  for (const [column] of by) query.addOrderBy(column, descending ? 'DESC' : 'ASC');
  const rows = await query.take(limit + 1).getMany();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last
    ? {
        items,
        next: cursorOf(
          list,
          by.map(([, valueOf]) => valueOf(last)),
        ),
      }
    : { items };
}
