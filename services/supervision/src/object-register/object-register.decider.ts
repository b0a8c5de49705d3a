// 检查对象名录库: whom an inspection may draw, with the tier that says how likely.
import type { Decider } from '@libs/event-store';

export type Tier = 'A+' | 'A' | 'B' | 'C' | 'D';
export const tiers: readonly Tier[] = ['A+', 'A', 'B', 'C', 'D'];

export type InspectionObject = {
  readonly objectId: string;
  readonly name: string;
  readonly tier: Tier;
  readonly organisationId?: string;
};

export type ObjectRegisterFact = { readonly type: 'ObjectsRegistered'; readonly objects: readonly InspectionObject[] };

export type ObjectRegister = ReadonlyMap<string, InspectionObject>;

/** There is one register for the whole installation. */
export const theRegister = 'objects';

export const objectRegister: Decider<ObjectRegister, ObjectRegisterFact> = {
  category: 'object-register',
  initial: new Map(),
  schemas: { ObjectsRegistered: 1 },
  evolve(register, fact) {
    switch (fact.type) {
      case 'ObjectsRegistered':
        return new Map([...register, ...fact.objects.map((object) => [object.objectId, object] as const)]);
    }
  },
};

const same = (one: InspectionObject | undefined, other: InspectionObject): boolean =>
  one?.name === other.name && one.tier === other.tier && one.organisationId === other.organisationId;

/** An object that is known under its id takes what is said of it now; what is known already is no news. */
export function registerObjects(register: ObjectRegister, objects: readonly InspectionObject[]): readonly ObjectRegisterFact[] {
  const news = [...new Map(objects.map((object) => [object.objectId, object])).values()].filter(
    (object) => !same(register.get(object.objectId), object),
  );
  return news.length === 0 ? [] : [{ type: 'ObjectsRegistered', objects: news }];
}
