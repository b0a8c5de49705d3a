import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contractHashes, houseRules, inspect, migrationHashes } from './house';
import type { TextFile, Tree } from './tree';

const fixtures = join(process.cwd(), 'libs/testing/src/house/fixtures');

const fixture = (name: string): string => readFileSync(join(fixtures, `${name}.fixture`), 'utf8');

/** A fixture is a few files, each behind a line `=== path`; before them it says in how many places it violates its rule. */
const filesIn = (name: string): readonly TextFile[] =>
  fixture(name)
    .split(/^=== /m)
    .slice(1)
    .map((part) => ({ path: part.slice(0, part.indexOf('\n')), text: part.slice(part.indexOf('\n') + 1) }));

const clean = filesIn('clean');
const only = (hashes: Readonly<Record<string, string>>, name: RegExp): string =>
  Object.entries(hashes).find(([key]) => name.test(key))?.[1] ?? '';

/** The clean tree with the fixture's files in the place of its own; what the clean tree ships is on its lists. */
function treeWith(planted: readonly TextFile[]): Tree {
  const files = [...clean.filter(({ path }) => !planted.some((other) => other.path === path)), ...planted];
  const hash = { contract: only(contractHashes({ files: clean }), /./), migration: only(migrationHashes({ files: clean }), /./) };
  const added = only(migrationHashes({ files }), /add-/);
  return {
    files: files.map(({ path, text }) => ({
      path,
      text: text.replace('@CONTRACT@', hash.contract).replace('@MIGRATION@', hash.migration).replace('@ADDED@', added),
    })),
  };
}

describe('the house rules', () => {
  it('find nothing in a clean tree', () => expect(inspect(treeWith([]))).toEqual([]));

  it('have one fixture each, and no fixture is without its rule', () => {
    const planted = readdirSync(fixtures)
      .filter((name) => name.endsWith('.fixture') && name !== 'clean.fixture')
      .map((name) => name.replace('.fixture', ''));
    expect(planted.toSorted()).toEqual(houseRules.map((houseRule) => houseRule.name).toSorted());
  });

  it.each(houseRules.map((houseRule) => houseRule.name))('%s catches its fixture, and no other rule does', (name) => {
    const findings = inspect(treeWith(filesIn(name)));
    expect([...new Set(findings.map((finding) => finding.rule))]).toEqual([name]);
    expect(`${findings.length} findings`).toBe(fixture(name).split('\n')[0]);
    for (const finding of findings) expect(finding.sentence).toMatch(/\.$/);
  });
});
