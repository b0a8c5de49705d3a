import { describe, expect, it } from '@jest/globals';
import { Busy, OutcomeUnknown } from '@libs/event-store';
import { passes, reasonOf, saysLater } from './back-off';

const coded = (code: string) => Object.assign(new Error('x'), { code });

describe('what passes by itself', () => {
  it.each([
    ['a full store', new Busy(1), true, true],
    ['an unknown outcome', new OutcomeUnknown('c', 1, undefined), true, true],
    ['a refused connection', coded('ECONNREFUSED'), true, false],
    ['a database that shuts down', coded('57P01'), true, false],
    ['what TypeORM wraps', Object.assign(new Error('x'), { driverError: coded('08006') }), true, false],
    ['a database that fell silent', new Error('the database said nothing for 200 ms'), true, false],
    ['a decision that throws', new Error('no such class'), false, false],
    ['nothing', undefined, false, false],
  ])('%s', (_, error, passing, later) => expect([passes(error), saysLater(error)]).toEqual([passing, later]));
});

describe('the reason that is kept', () => {
  it('names the cause, and holds nothing that a database takes for no text', () =>
    expect(reasonOf(new Error('said \0 no', { cause: new Error('cut') }))).toBe('Error: said  no (Error: cut)'));
});
