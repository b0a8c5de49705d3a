import { describe, expect, it } from '@jest/globals';
import { fieldsOf, kindOf } from './trace-fields';

describe('the fields of a fact', () => {
  it('are told at any depth, in their order', () =>
    expect(
      fieldsOf({ a: 1, row: { fund: 'UI' }, lines: [{ amount: '2.00' }, { amount: '3.00' }], none: [], gone: undefined, ok: false }),
    ).toEqual([
      { path: 'a', value: '1' },
      { path: 'row.fund', value: 'UI' },
      { path: 'lines[1].amount', value: '2.00' },
      { path: 'lines[2].amount', value: '3.00' },
      { path: 'ok', value: 'false' },
    ]));
  it('are people, organisations, money and moments by what contracts call them', () =>
    expect(
      [
        { path: 'capture.personId', value: 'x' },
        { path: 'institutionId', value: 'x' },
        { path: 'lines[2].amount', value: '3.00' },
        { path: 'capture.deviceAt', value: '2025-04-07T00:29:00.000Z' },
        { path: 'hash', value: 'abc' },
      ].map(kindOf),
    ).toEqual(['PERSON', 'ORGANISATION', 'MONEY', 'MOMENT', 'TEXT']));
});
