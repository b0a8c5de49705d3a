// Values that people type for a what-if, in the form that packs have them; and what it would change.
import { amountOf, fenOf, sumOf } from '../../kit/format';
import type { Json } from './parameters';

/** Undefined where the text is no value of the kind that stands there now. */
export function valueOf(text: string, now: Json | undefined): Json | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  if (typeof now === 'string') return typed;
  const parsed = parsedOf(typed);
  if (now === undefined) return parsed ?? typed;
  return sameKind(parsed, now) ? parsed : undefined;
}

function parsedOf(typed: string): Json | undefined {
  try {
    return JSON.parse(typed) as Json;
  } catch {
    return undefined;
  }
}

const kindOf = (value: Json | undefined): string => (Array.isArray(value) ? 'list' : value === null ? 'nothing' : typeof value);
const sameKind = (one: Json | undefined, other: Json): boolean => one !== undefined && kindOf(one) === kindOf(other);

export const textOfValue = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

type Decided = {
  readonly outcome: string;
  readonly reason?: string;
  readonly lines: readonly { readonly amount: string }[];
};
export type WhatIf = { readonly caseId: string; readonly personId: string; readonly place: number; readonly pack: string } & Decided;
export type Stands = { readonly caseId: string; readonly pack: string } & Decided;

export type Compared = {
  readonly caseId: string;
  readonly personId: string;
  readonly place: number;
  readonly before: (Stands & { readonly due: string }) | undefined;
  readonly after: WhatIf & { readonly due: string };
  readonly difference: string;
  readonly differs: boolean;
};

const dueOf = ({ outcome, lines }: Decided): string => (outcome === 'REJECTED' ? '0.00' : sumOf(lines.map(({ amount }) => amount)));

export function compared(stands: readonly Stands[], whatIf: readonly WhatIf[]): readonly Compared[] {
  const known = new Map(stands.map((one) => [one.caseId, one]));
  return whatIf.map((after) => {
    const before = known.get(after.caseId);
    const [was, would] = [before ? dueOf(before) : '0.00', dueOf(after)];
    const difference = amountOf(fenOf(would) - fenOf(was));
    return {
      caseId: after.caseId,
      personId: after.personId,
      place: after.place,
      before: before && { ...before, due: was },
      after: { ...after, due: would },
      difference,
      differs: before?.outcome !== after.outcome || difference !== '0.00' || before?.reason !== after.reason,
    };
  });
}
