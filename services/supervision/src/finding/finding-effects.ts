// Which money a finding stopped, holds, or claims back, as subsidy-payment announced it. Pure.
import { addFen, fenOf, yuanOf } from '@libs/kernel';
import type { CaseDecidedV1, ClawbackOpenedV1, RejectedCaseV1 } from '@libs/contracts';

export type EffectKind = 'STOPPED' | 'HELD' | 'RECOVERED';
export type Effect = {
  readonly claimId: string;
  readonly caseId: string;
  readonly personId: string;
  readonly kind: EffectKind;
  readonly reason: string;
  readonly amount: string;
  readonly at: string;
  /** Of money that is claimed back: from whom. */
  readonly debtor?: string;
};

type Marked = { readonly claimId: string; readonly cases: readonly RejectedCaseV1[]; readonly at: string };
export type Told = {
  /** In the order of their log: the last one of a case stands. */
  readonly decisions: readonly Pick<CaseDecidedV1, 'claimId' | 'caseId' | 'personId' | 'lines'>[];
  readonly dropped: readonly Marked[];
  readonly held: readonly Marked[];
  readonly released: readonly Marked[];
  readonly clawbacks: readonly ClawbackOpenedV1[];
};

/** The reason that a kind of finding leaves on a case: falsified_training is FALSIFIED_TRAINING. */
export const reasonOf = (kind: string): string => kind.toUpperCase();

const sumOf = (lines: readonly { readonly amount: string }[]): string => yuanOf(addFen(...lines.map(({ amount }) => fenOf(amount))));

export function effectsOf(told: Told, reasons: readonly string[]): readonly Effect[] {
  // A decision that rejects a case has no lines; what it would have been paid is what the one before it said.
  const cases = new Map<string, Told['decisions'][number]>();
  for (const decision of told.decisions) {
    const before = cases.get(decision.caseId);
    cases.set(decision.caseId, before && decision.lines.length === 0 ? before : decision);
  }
  const ofMarked = (kind: EffectKind, marked: readonly Marked[]): readonly Effect[] =>
    marked.flatMap(({ claimId, cases: named, at }) =>
      named.flatMap(({ caseId, reason }) => {
        const decision = cases.get(caseId);
        return decision && reasons.includes(reason)
          ? [{ claimId, caseId, personId: decision.personId, kind, reason, amount: sumOf(decision.lines), at }]
          : [];
      }),
    );
  const free = new Set(told.released.flatMap(({ cases: named }) => named.map(({ caseId, reason }) => `${caseId} ${reason}`)));
  const stopped = ofMarked('STOPPED', told.dropped);
  const gone = new Set([...stopped.map(({ caseId }) => caseId), ...told.clawbacks.map(({ caseId }) => caseId)]);
  const held = ofMarked('HELD', told.held).filter(({ caseId, reason }) => !free.has(`${caseId} ${reason}`) && !gone.has(caseId));
  const recovered = told.clawbacks.flatMap(({ caseId, reason, amount, openedAt, debtor }): readonly Effect[] => {
    const decision = cases.get(caseId);
    if (!decision || !reasons.includes(reason)) return [];
    const { claimId, personId } = decision;
    return [{ claimId, caseId, personId, kind: 'RECOVERED', reason, amount, at: openedAt, debtor: debtor.id }];
  });
  return [...stopped, ...held, ...recovered];
}

export const totalOf = (effects: readonly Effect[], kind: EffectKind): string => sumOf(effects.filter((effect) => effect.kind === kind));
