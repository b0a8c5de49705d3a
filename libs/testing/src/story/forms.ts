// The forms of values, by name: what `language.ts` says an argument is.
import { usccFault } from '@libs/kernel';
import { occupationOf } from '@libs/policy';
import { type Faults, isKeyed, listOf, shown } from './fault';
import type { Arguments } from './language';
import { registries } from './language';
import { isDay, isMoment, isTimeOfDay } from './moments';
import type { NamesSoFar } from './names-so-far';
import * as words from './words';

const nameForm = /^[A-Za-z][A-Za-z0-9_]*$/;
const moneyForm = /^(0|[1-9]\d*)\.\d\d$/;
const percentForm = /^\d+(\.\d+)?%$/;
const regionForm = /^\d{6}$/;
const monthForm = /^\d{4}-(0[1-9]|1[0-2])$/;
const packForm = /^[a-z][a-z0-9-]*(@[1-9]\d*)?$/i;
const officerForm = /^(officer|cashier|supervisor|treasurer|policy)[1-9]$/;
const levels: readonly unknown[] = [5, 4, 3, 2, 1];
const earliestYear = 1990;
const latestYear = 2100;

const matches = (form: RegExp) => (value: unknown) => typeof value === 'string' && form.test(value);
const oneOf =
  (...allowed: readonly string[]) =>
  (value: unknown) =>
    typeof value === 'string' && allowed.includes(value);

export const isName = matches(nameForm);
export const isMoney = (value: unknown): value is string => matches(moneyForm)(value);
const isPercent = matches(percentForm);
export const isOfficer = matches(officerForm);
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0;

/** Forms that need nothing but the value. */
const simple: Readonly<Record<string, (value: unknown) => boolean>> = {
  any: () => true,
  text: (value) => typeof value === 'string' && value !== '',
  count: isCount,
  number: (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  boolean: (value) => typeof value === 'boolean',
  mapping: isKeyed,
  day: isDay,
  days: (value) => Array.isArray(value) && value.length > 0 && value.every(isDay),
  moment: isMoment,
  month: matches(monthForm),
  year: (value) => Number.isInteger(value) && Number(value) >= earliestYear && Number(value) <= latestYear,
  money: isMoney,
  percent: isPercent,
  region: matches(regionForm),
  level: (value) => levels.includes(value),
  occupation: (value) => typeof value === 'string' && occupationOf(value) !== undefined,
  officer: isOfficer,
  fund: oneOf(...words.funds),
  programme: oneOf(...words.programmes),
  programmes: (value) => listOf(value).length > 0 && listOf(value).every(oneOf(...words.programmes)),
  group: oneOf(...words.groups),
  sex: oneOf('M', 'F'),
  tier: oneOf(...words.tiers),
  slot: (value) => oneOf('am', 'pm', 'day')(value) || isTimeOfDay(value),
  mode: oneOf('offline', 'blended', 'online'),
  venue: oneOf('ordinary', 'correctional'),
  stage: (value) => value === 1 || value === 2,
  cause: oneOf('person_at_fault', 'issuer_at_fault'),
  pack: matches(packForm),
  finding: oneOf(...words.findings),
  fact: oneOf(...words.facts),
  'organisation-kind': oneOf(...words.organisationKinds),
  'certificate-kind': oneOf(...words.certificateKinds),
  'certificate-mode': oneOf('exam', 'direct', 'exceptional'),
  'account-kind': oneOf('social_card', 'bank'),
  'insurance-status': oneOf('in_service', 'receiving_ui_benefit', 'none'),
  'other-answer': oneOf('none', 'paid', 'no_answer'),
  'contract-kind': oneOf('labour', 'internship'),
  track: oneOf('man_60', 'woman_55', 'woman_50'),
  'bank-outcome': oneOf('paid', 'returned'),
  'return-code': (value) => words.reasons.get(`BANK_RETURN_${String(value)}`)?.kind === 'H',
  rejection: (value) => words.reasons.get(String(value))?.kind === 'R',
  uscc: (value) => typeof value === 'string' && usccFault(value) === null,
};

type Known = (value: unknown, names: NamesSoFar) => boolean;
const newIn =
  (of: (names: NamesSoFar) => { has(name: string): boolean }): Known =>
  (value, names) =>
    isName(value) && !of(names).has(String(value));
const knownIn =
  (of: (names: NamesSoFar) => { has(name: string): boolean }): Known =>
  (value, names) =>
    typeof value === 'string' && of(names).has(value);

/** Forms that name what a story has named before, or names it for the first time. */
const naming: Readonly<Record<string, Known>> = {
  organisation: knownIn(({ organisations }) => organisations),
  person: (value, names) => names.people(value).length === 1,
  people: (value, names) => names.people(value).length > 0,
  payee: (value, names) => names.isPayee(value),
  class: knownIn(({ classes }) => classes),
  classes: (value, names) => listOf(value).length > 0 && listOf(value).every((each) => names.classes.has(String(each))),
  claim: knownIn(({ claims }) => claims),
  claims: (value, names) => listOf(value).length > 0 && listOf(value).every((each) => names.claims.has(String(each))),
  plan: knownIn(({ plans }) => plans),
  voucher: knownIn(({ vouchers }) => vouchers),
  draw: knownIn(({ draws }) => draws),
  'new-class': newIn(({ classes }) => classes),
  'new-claim': newIn(({ claims }) => claims),
  'new-plan': newIn(({ plans }) => plans),
  'new-voucher': newIn(({ vouchers }) => vouchers),
  'new-draw': newIn(({ draws }) => draws),
};

const article = (form: string): string => form.replace(/^new-/, 'new ').replaceAll('-', ' ');

/** Forms with keys of their own. */
const deep: Readonly<Record<string, (value: unknown, faults: Faults, names: NamesSoFar) => void>> = {
  certificate: (value, faults, names) => checkFields(value, certificateFields, 'certificate', faults, names),
  site: (value, faults, names) => checkFields(value, siteFields, 'site', faults, names),
  entries: checkEntries,
};

const certificateFields: Arguments = new Map([
  ['occupation', { form: 'occupation', optional: false }],
  ['level', { form: 'level', optional: false }],
]);
const siteFields: Arguments = new Map([
  ['lat', { form: 'number', optional: false }],
  ['lng', { form: 'number', optional: false }],
  ['radius_m', { form: 'number', optional: false }],
]);

/** Whether a value has a form; what is wrong is told. */
export function checkForm(value: unknown, form: string, what: string, faults: Faults, names: NamesSoFar): boolean {
  const further = deep[form];
  const before = faults.found.length;
  if (further) {
    further(value, faults, names);
    return faults.found.length === before;
  }
  try {
    const holds = simple[form]?.(value) ?? naming[form]?.(value, names);
    if (holds === undefined) throw new Error(`no form ${form}`);
    return faults.need(holds, `${what}: ${shown(value)} is no ${article(form)}`);
  } catch (error) {
    faults.add(`${what}: ${(error as Error).message}`);
    return false;
  }
}

/** A mapping with exactly these fields; answers whether all is well with them. */
export function checkFields(
  value: unknown,
  fields: Arguments,
  what: string,
  faults: Faults,
  names: NamesSoFar,
  also: readonly string[] = [],
): boolean {
  const required = [...fields].filter(([, { optional }]) => !optional).map(([key]) => key);
  const before = faults.found.length;
  if (!faults.keys(value, required, [...fields.keys(), ...also], what)) return false;
  for (const [key, { form }] of fields) if (Object.hasOwn(value, key)) checkForm(value[key], form, key, faults, names);
  return faults.found.length === before;
}

export function checkEntries(value: unknown, faults: Faults, names: NamesSoFar): void {
  for (const entry of faults.list(value, 'entries')) {
    const registry = isKeyed(entry) ? String(entry['registry']) : '';
    const fields = registries.get(registry);
    if (!fields) faults.add(`unknown registry ${shown(isKeyed(entry) ? entry['registry'] : entry)}`);
    else checkFields(entry, fields, registry, faults, names, ['registry']);
  }
}
