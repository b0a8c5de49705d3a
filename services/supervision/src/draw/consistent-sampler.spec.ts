import { describe, expect, it } from '@jest/globals';
import { sample, ticketOf, trimmed } from './consistent-sampler';

const drawn = (ids: readonly string[], seed: string, take?: number) =>
  sample(ids, seed, take).map(({ id, number }) => [trimmed(number), id]);

// The examples in the documentation of the package.
describe('consistent sampling', () => {
  it('gives the ticket that the package gives', () =>
    expect(ticketOf('01382438112797316654', 'AB-130').number).toBe(
      '0.26299714122838008416507544297546663599715395525154425586041245287750224561854',
    ));
  it('draws in the order of the package', () => {
    const all = [
      ['0.317685817', 'cd-1'],
      ['0.832984519', 'ef-3'],
      ['0.9098039269', 'ab-1'],
      ['0.9231549043', 'ab-2'],
    ];
    expect(drawn(['ab-1', 'ab-2', 'cd-1', 'ef-3'], '314159')).toEqual(all);
    expect(drawn(['ef-3', 'ab-2', 'cd-1', 'ab-1'], '314159', 2)).toEqual(all.slice(0, 2));
  });
  it('draws from a part what it draws of that part from the whole', () => {
    const ids = Array.from({ length: 50 }, (_, n) => `o-${n}`);
    const part = ids.filter((_, n) => n % 3 === 0);
    expect(sample(part, 's').map(({ id }) => id)).toEqual(
      sample(ids, 's')
        .map(({ id }) => id)
        .filter((id) => part.includes(id)),
    );
  });
  it('shows nine digits after the nines at the beginning, cut', () => {
    expect(trimmed('0.9991234567890123')).toBe('0.999123456789');
    expect(trimmed('0.12345678999')).toBe('0.123456789');
    expect(trimmed('0.99')).toBe('0.99');
  });
  it('does not draw from a list in which one stands twice', () => expect(() => sample(['a', 'a'], 's')).toThrow('stands twice'));
});
