import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { areas, filled, languageOf, statusOf, textOf, texts } from './texts';

const root = join(import.meta.dirname, '../../..');
const word = /new (?:Refused|Rejected)\(\s*'([A-Z0-9_]+)'/g;

const sources = ['libs', 'services'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts') && !/node_modules|fixtures|testing/.test(file))
    .map((file) => join(root, folder, file))
    // Suites that several specs share say words of their own.
    .filter((file) => !readFileSync(file, 'utf8').includes("from '@jest/globals'")),
);
const wordsIn = (text: string): readonly string[] => [...text.matchAll(word)].map((match) => match[1] ?? '');

describe('the texts', () => {
  it('have a Chinese and an English sentence for every word that the code can say', () => {
    const said = new Map(sources.flatMap((file) => wordsIn(readFileSync(file, 'utf8')).map((code) => [code, file] as const)));
    expect(said.size).toBeGreaterThan(10);
    expect([...said].filter(([code]) => texts[code] === undefined)).toEqual([]);
  });

  it('would be missed by that search when they are not there', () => {
    expect(wordsIn(`throw new Refused('NO_SUCH_WORD', { a: 1 }); new Rejected(\n  'OTHER')`)).toEqual(['NO_SUCH_WORD', 'OTHER']);
  });

  it('say each word in one place only', () => {
    const words = areas.flatMap((area) => Object.keys(area));
    expect(words.filter((word, place) => words.indexOf(word) !== place)).toEqual([]);
  });

  it('name the same values in both languages', () => {
    const placesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const [code, { zh, en }] of Object.entries(texts)) expect([code, placesIn(zh)]).toEqual([code, placesIn(en)]);
  });

  it('are filled with values, and show the name of one that is missing', () => {
    expect(filled('{a} of {b}', { a: 3 })).toBe('3 of {b}');
    expect(textOf('BODY_TOO_DEEP', { limit: 5 }).en).toBe('The body is nested deeper than 5 levels.');
  });

  it('answer 409 unless they say otherwise, and 404 for what was not found', () => {
    expect([statusOf('KEY_TAKEN'), statusOf('ANYTHING'), statusOf('CASE_NOT_FOUND'), statusOf('COMMAND_ID_REUSED')]).toEqual([
      409, 409, 404, 422,
    ]);
  });

  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['fr', 'zh'],
    ['en', 'en'],
    ['en-GB,zh;q=0.5', 'en'],
    ['zh-CN,en;q=0.9', 'zh'],
    ['en;q=0.1, zh;q=0.2', 'zh'],
    ['en;q=0', 'zh'],
  ] as const)('answer a reader of %s in %s', (asked, language) => {
    expect(languageOf(asked)).toBe(language);
  });
});
