import { describe, expect, it } from '@jest/globals';
import { Busy, FromNewerRelease, OutcomeUnknown } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { isOutage } from './outage';

const coded = (code: string): Error => Object.assign(new Error('something'), { code });

describe('an error', () => {
  it.each([
    ['a full queue', new Busy(1)],
    ['an unknown outcome', new OutcomeUnknown('c', 1, undefined)],
    ['a refused connection', coded('ECONNREFUSED')],
    ['a server that shuts down', coded('57P01')],
    ['a deadlock', coded('40P01')],
    ['a full disk', coded('53100')],
    ['a server that only reads, in a fail-over', coded('25006')],
    ['a connection that ended', new Error('Connection terminated unexpectedly')],
    ['a server that fell silent', new Error('Query read timeout')],
    ['one of these inside another', new Error('query failed', { cause: coded('08006') })],
    ['one of these as the driver’s error', Object.assign(new Error('query failed'), { driverError: coded('57P03') })],
    ['one of these among several', new AggregateError([new Error('x'), coded('ECONNREFUSED')])],
  ])('that tells of %s passes', (_, error) => expect(isOutage(error)).toBe(true));

  it.each([
    ['a refusal', new Refused('KEY_TAKEN')],
    ['a newer release', new FromNewerRelease('a', 'B', 2)],
    ['a missing table', coded('42P01')],
    ['a broken constraint', coded('23505')],
    ['a bug', new TypeError('x is not a function')],
    ['nothing at all', undefined],
    ['a text', 'ECONNREFUSED'],
  ])('that tells of %s stays', (_, error) => expect(isOutage(error)).toBe(false));

  it('may be its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(isOutage(error)).toBe(false);
  });
});
