import { describe, expect, it } from '@jest/globals';
import { withKeys, type Decider } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { spec } from './given-when-then';

type LampFact = { type: 'Lit'; room: string } | { type: 'Broken' };
const lamp: Decider<{ readonly lit: boolean }, LampFact> = {
  category: 'lamp',
  initial: { lit: false },
  schemas: { Lit: 1, Broken: 1 },
  evolve(_, fact) {
    if (fact.type === 'Broken') throw new Error('an evolve that judges');
    return { lit: true };
  },
};
const { given } = spec(lamp);
const light = (state: { lit: boolean }) => {
  if (state.lit) throw new Refused('ALREADY_LIT', { room: 'hall' });
  return withKeys<readonly LampFact[]>([{ type: 'Lit', room: 'hall' }], { take: ['lamp/hall'] });
};

describe('given, when, then', () => {
  it('holds for the facts and keys that were decided', () => {
    given()
      .when(light)
      .keys({ take: ['lamp/hall'] })
      .then({ type: 'Lit', room: 'hall' });
  });
  it('fails on other facts, on missing facts and on other keys', () => {
    expect(() => given().when(light).then({ type: 'Lit', room: 'attic' })).toThrow();
    expect(() => given().when(light).then()).toThrow();
    expect(() =>
      given()
        .when(light)
        .keys({ take: ['lamp/attic'] }),
    ).toThrow();
  });
  it('holds for the refusal, and fails on another word, other values or a decision', () => {
    const again = given({ type: 'Lit', room: 'hall' }).when(light);
    again.refused('ALREADY_LIT', { room: 'hall' });
    expect(() => again.refused('TOO_DARK')).toThrow();
    expect(() => again.refused('ALREADY_LIT', { room: 'attic' })).toThrow();
    expect(() => again.then()).toThrow('it was refused: ALREADY_LIT');
    expect(() => given().when(light).refused('ALREADY_LIT')).toThrow('it was decided');
  });
  it('fails when evolve throws, on a given fact and on a decided one', () => {
    expect(() => given({ type: 'Broken' })).toThrow('evolve must never throw');
    expect(() =>
      given()
        .when(() => [{ type: 'Broken' }])
        .then({ type: 'Broken' }),
    ).toThrow('evolve must never throw');
  });
  it('lets an error that is no refusal through', () => {
    const crash = given().when(() => {
      throw new TypeError('a defect');
    });
    expect(() => crash.refused('ALREADY_LIT')).toThrow('a defect');
  });
});
