// A file of the story language, read and checked whole before anything is played.
import { basename } from 'node:path';
import { checkHead } from './check-head';
import { checkSteps } from './check-steps';
import { Faults, isKeyed, type Keyed, shown, StoryError } from './fault';
import type { Verb } from './language';
import { NamesSoFar } from './names-so-far';
import { readYaml } from './read-story';
import { reasons } from './words';

export type Expectation = Keyed;

export type Step = {
  readonly do: Verb;
  readonly at?: string;
  readonly as?: string;
  readonly expect?: Expectation;
} & Keyed;

export type Story = {
  readonly story: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly packs?: readonly string[];
  readonly clock: string;
  readonly people?: Readonly<Record<string, Keyed>>;
  readonly organisations?: Readonly<Record<string, Keyed>>;
  readonly registries?: readonly Keyed[];
  readonly history?: readonly Keyed[];
  readonly funds?: readonly Keyed[];
  readonly steps: readonly Step[];
};

export type RuleCase = { readonly id: string; readonly rule: string; readonly pack: string; readonly in: Keyed; readonly out: Keyed };
export type Parsed = { readonly story: Story } | { readonly rules: readonly RuleCase[] };

const outForms: readonly (readonly string[])[] = [
  ['amount'],
  ['amount', 'refused'],
  ['amount', 'capped_by'],
  ['valid'],
  ['refused'],
  ['parsed'],
  ['flag'],
];

function checkOut(out: unknown, faults: Faults): void {
  if (!isKeyed(out)) return faults.add('out is not a mapping');
  const keys = Object.keys(out);
  const known = outForms.some((form) => form.length === keys.length && form.every((key) => keys.includes(key)));
  if (!faults.need(known, `out has ${shown(keys)}`)) return;
  for (const key of ['refused', 'capped_by', 'flag'])
    if (out[key] !== undefined) faults.need(reasons.has(String(out[key])), `unknown reason ${shown(out[key])}`);
  if (out['amount'] !== undefined) faults.need(/^\d+\.\d\d$/.test(String(out['amount'])), `amount: ${shown(out['amount'])} is no money`);
  if (out['amount'] !== undefined && out['refused'] !== undefined) faults.need(out['amount'] === '0.00', 'refused with an amount');
  if (out['valid'] !== undefined) faults.need(out['valid'] === true, 'valid is true');
  if (out['parsed'] !== undefined) faults.need(isKeyed(out['parsed']), 'parsed is not a mapping');
}

function checkRules(cases: readonly unknown[], faults: Faults): void {
  const seen = new Set<string>();
  for (const [place, each] of cases.entries()) {
    faults.where = `case ${place + 1}`;
    if (!faults.keys(each, ['id', 'rule', 'pack', 'in', 'out'], [], 'rule case')) continue;
    faults.where = String(each['id']);
    faults.need(!seen.has(String(each['id'])), 'id twice');
    seen.add(String(each['id']));
    faults.need(isKeyed(each['in']), 'in is not a mapping');
    for (const key of ['rule', 'pack']) faults.need(typeof each[key] === 'string', `${key} is not a name`);
    checkOut(each['out'], faults);
  }
}

/** Throws a StoryError that names everything that is wrong, with file and step. */
export function parseStory(path: string, text: string): Parsed {
  const file = basename(path);
  const data = readYaml(file, text);
  const faults = new Faults(file);
  if (Array.isArray(data)) checkRules(data, faults);
  else {
    const names = new NamesSoFar();
    if (checkHead(data, faults, names)) checkSteps((data as unknown as Story).steps, faults, names);
  }
  if (faults.found.length > 0) throw new StoryError(faults.found);
  return Array.isArray(data) ? { rules: data as RuleCase[] } : { story: data as Story };
}
