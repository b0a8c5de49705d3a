import { fenOf, Refused, type Json } from '@libs/kernel';
import type { Programme } from './evaluation';
import { familyOf } from './evaluation-parameters';
import { nameOf, type Pack, type Param, type Params } from './pack';

export type Beyond = { readonly parent: string; readonly programme: string; readonly param: string };

// A ceiling on sums binds every table of sums that a child may have.
const boundBy: Readonly<Record<string, readonly string[]>> = { ceilings: ['amounts', 'shortageAmounts'] };

const money = /^\d+\.\d{2}$/;
const sizeOf = (value: Json | undefined): number | undefined => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && money.test(value) ? fenOf(value) : undefined;
};

const isTable = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the child stays within: table by table key by key, else number by number. What cannot be compared must be the same. */
function staysWithin(child: Json, limit: Json, hard: 'CEILING' | 'FLOOR'): boolean {
  if (isTable(child) && isTable(limit))
    return Object.entries(child).every(([key, value]) => limit[key] !== undefined && staysWithin(value, limit[key], hard));
  const [have, bound] = [sizeOf(child), sizeOf(limit)];
  if (have === undefined || bound === undefined) return JSON.stringify(child) === JSON.stringify(limit);
  return hard === 'CEILING' ? have <= bound : have >= bound;
}

const breaks = (mine: Param | undefined, { value, hard }: Param): boolean =>
  mine !== undefined && hard !== undefined && mine.authority === undefined && !staysWithin(mine.value, value, hard);

function limitsFor(parent: Pack, programme: Programme): Params {
  const said = (parts: Pack['programmes']) => parts?.[programme] ?? parts?.[familyOf(programme)];
  return { ...said(parent.programmes), ...said(parent.constraints) };
}

/** The first hard limit of the parent that the child does not keep, unless it cites the document that lets it. */
export function beyondParent(pack: Pack, all: readonly Pack[]): Beyond | undefined {
  const parents = all.filter(({ id }) => id === pack.parent);
  for (const parent of parents) {
    for (const [programme, params] of Object.entries(pack.programmes ?? {}) as [Programme, Params][]) {
      for (const [name, limit] of Object.entries(limitsFor(parent, programme))) {
        const param = (boundBy[name] ?? [name]).find((one) => breaks(params[one], limit));
        if (param) return { parent: nameOf(parent), programme, param };
      }
    }
  }
  return undefined;
}

/** A pack that goes beyond a hard limit of its parent is not published. */
export function refuseBeyondParent(pack: Pack, published: readonly Pack[]): void {
  const beyond = beyondParent(pack, published);
  if (beyond) throw new Refused('CEILING_EXCEEDED', { param: beyond.param, parent: beyond.parent });
}
