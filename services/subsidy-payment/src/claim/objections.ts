// What anybody said against a line of a posted list. Each keeps its number, so that whoever raised it can ask what became of it.
import type { ClaimFact } from './claim-facts';

export const grounds = ['NOT_TRAINED', 'NOT_ENTITLED', 'WRONG_AMOUNT', 'OTHER'] as const;
export type Ground = (typeof grounds)[number];

export type Said = { readonly objectionId: string; readonly ground: Ground; readonly statement?: string };
export type Objection = Said & { readonly raisedAt: string; readonly resolved?: { readonly upheld: boolean; readonly at: string } };

type Of<Type extends ClaimFact['type']> = Extract<ClaimFact, { type: Type }>;

/** Of a case that is or was on a posted list. */
export type Posted = {
  readonly publicity?: { readonly lastDay: string; readonly endsAt: string };
  readonly objections?: readonly Objection[];
};

/** Oldest first. */
export function withObjection<One extends Posted>(one: One, { said, raisedAt }: Of<'ObjectionRaised'>): One {
  return said ? { ...one, objections: [...(one.objections ?? []), { ...said, raisedAt }] } : one;
}

/** One decision answers all that are open against a line. */
export function withResolution<One extends Posted>(one: One, { upheld, resolvedAt }: Of<'ObjectionResolved'>): One {
  const resolved = { upheld, at: resolvedAt };
  return one.objections ? { ...one, objections: one.objections.map((each) => ({ resolved, ...each })) } : one;
}

/** Eleven digits are a telephone number or the beginning of something worse. */
const personal = /\d(?:[\s-]?\d){10}/;

export const namesSomebody = (statement: string): boolean => personal.test(statement);
