// For each object that class-validator checks, it goes through what all classes of the process say of themselves. A class says the same each time, so that
// it is looked up once.
import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type LookUp = Storage['getTargetValidationMetadatas'];
type Target = Parameters<LookUp>[0];

const storage = getMetadataStorage();
const lookUp: LookUp = storage.getTargetValidationMetadatas.bind(storage);
const known = new WeakMap<Target, Map<string, ReturnType<LookUp>>>();

storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
  const ofTarget = known.get(target) ?? new Map<string, ReturnType<LookUp>>();
  known.set(target, ofTarget);
  const asked = JSON.stringify([schema, always, strictGroups, groups]);
  const found = ofTarget.get(asked) ?? lookUp(target, schema, always, strictGroups, groups);
  ofTarget.set(asked, found);
  return found;
};
