// 检查人员名录库: who may inspect, and whom not. Names stay in the vault; an inspector is an id here.
import type { Decider } from '@libs/event-store';

/** `conflicts` names objects or organisations in which the inspector has an interest: 回避. */
export type Inspector = { readonly inspectorId: string; readonly conflicts: readonly string[] };

export type InspectorRegisterFact = { readonly type: 'InspectorRegistered' } & Inspector;

export type InspectorRegister = ReadonlyMap<string, Inspector>;

/** There is one register for the whole installation. */
export const theInspectors = 'inspectors';

export const inspectorRegister: Decider<InspectorRegister, InspectorRegisterFact> = {
  category: 'inspector-register',
  initial: new Map(),
  schemas: { InspectorRegistered: 1 },
  evolve(register, fact) {
    switch (fact.type) {
      case 'InspectorRegistered':
        return new Map(register).set(fact.inspectorId, { inspectorId: fact.inspectorId, conflicts: fact.conflicts });
    }
  },
};

/** One fact an inspector, as a fact speaks of one person alone. */
export function registerInspectors(register: InspectorRegister, inspectors: readonly Inspector[]): readonly InspectorRegisterFact[] {
  const said = new Map(inspectors.map(({ inspectorId, conflicts }) => [inspectorId, [...new Set(conflicts)].sort()] as const));
  return [...said]
    .filter(([inspectorId, conflicts]) => register.get(inspectorId)?.conflicts.join('\n') !== conflicts.join('\n'))
    .map(([inspectorId, conflicts]) => ({ type: 'InspectorRegistered', inspectorId, conflicts }));
}
