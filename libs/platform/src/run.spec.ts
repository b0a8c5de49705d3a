import { describe, expect, it } from '@jest/globals';
import { BootError } from './configuration';
import { sentenceOf } from './run';

const withCode = (code: string, message = 'connect ECONNREFUSED 10.0.0.1:5432'): Error => Object.assign(new Error(message), { code });

describe('what a process says when it does not start', () => {
  it.each([
    [new BootError('Port 8080 is in use.'), 'Port 8080 is in use.'],
    [withCode('ECONNREFUSED'), 'The database does not answer (ECONNREFUSED).'],
    [withCode('28P01', 'password authentication failed for user "app"'), 'The database refuses the password of this role.'],
    [withCode('42P01', 'relation "position" does not exist'), 'A table is missing; has `main.js migrate` run?'],
    [new TypeError('x is not a function\n    at y'), 'TypeError: x is not a function'],
  ])('is a sentence: %s', (error, sentence) => {
    expect(sentenceOf(error)).toBe(sentence);
  });
});
