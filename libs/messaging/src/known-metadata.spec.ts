import { describe, expect, it } from '@jest/globals';
import { IsInt, IsString, MaxLength, getMetadataStorage, validateSync } from 'class-validator';
import './known-metadata';

class Named {
  @IsString() name!: unknown;
  @IsInt({ groups: ['counted'] }) count!: unknown;
}
class Briefly extends Named {
  @MaxLength(3) declare name: unknown;
}

const of = (type: typeof Named, groups?: string[]) => getMetadataStorage().getTargetValidationMetadatas(type, '', false, true, groups);
const faultsOf = (one: Named, groups?: string[]) =>
  validateSync(one, { strictGroups: true, ...(groups && { groups }) }).flatMap(({ property, constraints = {} }) =>
    Object.keys(constraints).map((fault) => `${property}: ${fault}`),
  );

describe('what a class says of its fields', () => {
  it('is looked up once', () => {
    expect(of(Named)).toBe(of(Named));
    expect(of(Named)).not.toBe(of(Briefly));
  });

  it('is its own, what it inherits, and what belongs to the groups that are asked for', () => {
    for (let time = 0; time < 2; time += 1) {
      expect(faultsOf(Object.assign(new Named(), { name: 'long' }))).toEqual([]);
      expect(faultsOf(Object.assign(new Briefly(), { name: 'long' }))).toEqual(['name: maxLength']);
      expect(faultsOf(Object.assign(new Named(), { name: 7 }))).toEqual(['name: isString']);
      expect(faultsOf(Object.assign(new Briefly(), { name: 7, count: '1' }), ['counted'])).toEqual(['count: isInt']);
    }
  });
});
