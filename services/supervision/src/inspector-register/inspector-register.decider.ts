// 检查人员名录库: who may inspect, and whom not. Names stay in the vault; an inspector is an id here.
import type { Decider } from '@libs/event-store';

/** `conflicts` names objects or organisations in which the inspector has an interest: 回避. */
export type Inspector = {
  readonly inspectorId: string;
  readonly conflicts: readonly string[];
  /** What the inspector knows: occupations, accounts, safety. It is for people to read; no draw looks at it. */
  readonly expertise?: readonly string[];
};

export type InspectorRegisterFact = { readonly type: 'InspectorRegistered' } & Inspector;

export type InspectorRegister = ReadonlyMap<string, Inspector>;

/** There is one register for the whole installation. */
export const theInspectors = 'inspectors';

const inspectorOf = ({ inspectorId, conflicts, expertise }: Inspector): Inspector => ({
  inspectorId,
  conflicts,
  ...(expertise !== undefined && { expertise }),
});

export const inspectorRegister: Decider<InspectorRegister, InspectorRegisterFact> = {
  category: 'inspector-register',
  initial: new Map(),
  schemas: { InspectorRegistered: 1 },
  evolve(register, fact) {
    switch (fact.type) {
      case 'InspectorRegistered':
        return new Map(register).set(fact.inspectorId, inspectorOf(fact));
    }
  },
};

const sorted = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();
const said = ({ conflicts, expertise = [] }: Inspector): string => JSON.stringify([conflicts, expertise]);

/** One fact an inspector, as a fact speaks of one person alone. Who says nothing of an inspector's expertise changes nothing of it. */
export function registerInspectors(register: InspectorRegister, inspectors: readonly Inspector[]): readonly InspectorRegisterFact[] {
  return [...new Map(inspectors.map((one) => [one.inspectorId, one] as const)).values()].flatMap((one) => {
    const known = register.get(one.inspectorId);
    const expertise = one.expertise === undefined ? known?.expertise : sorted(one.expertise);
    const next = inspectorOf({ ...one, conflicts: sorted(one.conflicts), ...(expertise !== undefined && { expertise }) });
    return known && said(known) === said(next) ? [] : [{ type: 'InspectorRegistered' as const, ...next }];
  });
}
