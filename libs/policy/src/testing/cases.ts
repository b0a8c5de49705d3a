// Cases for specs: one class, one person, registries that know nothing bad. A spec says what is different.
import { knownPack, type DecidingPacks, type KnownPack } from '../deciding-packs';
import { decidingPacks } from '../deciding-packs';
import type { CaseInput, ClassInput, Programme, RegistryAnswer, Use } from '../evaluation';
import { questionsFor } from '../evaluation-questions';
import { evaluateCase } from '../evaluate';
import type { Pack } from '../pack';
import { readPacks } from '../read-packs';

export const shipped = readPacks();
export const packNamed = (name: string): Pack => {
  const [id, version = '1'] = name.split('@');
  const pack = shipped.find((one) => one.id === id && one.version === Number(version));
  if (!pack) throw new Error(`no pack ${name}`);
  return pack;
};
export const known = (...names: readonly string[]): readonly KnownPack[] =>
  names.map((name) => knownPack(packNamed(name), '2000-01-01T00:00:00.000Z'));

export const occupation = {
  electrician: '6-31-01-03',
  welder: '6-18-02-04',
  turner: '6-18-01-01',
  carer: '4-10-01-05',
  cook: '4-03-02-01',
};

/** What a registry says that has nothing to say. */
const silent: Readonly<Record<string, unknown>> = {
  social_insurance: { months: 0, status: 'none' },
  fund_reserve: { months: 24 },
  deaths: null,
  custody: [],
  public_payroll: false,
  pension: null,
  contracts: [],
  employment: null,
  other_regions: { answer: 'none' },
  certificates: null,
};
export const said = (value: unknown, askedAt = '2025-06-01T01:00:00.000Z'): RegistryAnswer => ({
  outcome: 'ANSWERED',
  value,
  source: 'spec',
  askedAt,
});
export const notSaid: RegistryAnswer = { outcome: 'NO_ANSWER', source: 'spec', askedAt: '2025-06-01T01:00:00.000Z' };

export const aClass = (of: Partial<ClassInput> = {}): ClassInput => {
  const startsOn = of.startsOn ?? '2025-03-10';
  const level = of.level ?? '3';
  const code = of.occupation ?? occupation.electrician;
  return {
    classId: 'class-1',
    enrolmentId: 'enrolment-1',
    institutionId: 'ins1',
    occupation: code,
    level,
    mode: 'OFFLINE',
    venue: 'ORDINARY',
    startsOn,
    endsOn: startsOn,
    classHours: 80,
    days: [{ day: 1, on: startsOn, present: 10, enrolled: 10 }],
    attendance: { countedHours: 80, scheduledHours: 80, days: [{ on: startsOn, countedHours: 8, scheduledHours: 8 }] },
    passed: true,
    certificate: { occupation: code, level, kind: 'SKILL_LEVEL', issuedOn: startsOn, verified: true },
    ...of,
  };
};

export const use = (of: Partial<Use> = {}): Use => ({
  state: 'CONSUMED',
  family: 'TRAINING',
  programmes: ['TRAINING'],
  occupation: occupation.electrician,
  level: '3',
  year: 2025,
  funds: ['EMP'],
  ...of,
});

export type Given = Partial<Omit<CaseInput, 'answers'>> & { readonly programmes: readonly Programme[]; readonly region: string };

export function inputOf({ person, ...given }: Given, packs: DecidingPacks, answers: Readonly<Record<string, unknown>> = {}): CaseInput {
  const input = {
    caseId: 'case-1',
    appliedOn: '2025-06-01',
    book: [],
    ...given,
    person: { personId: 'a', tags: [], ...person },
  };
  const asked = questionsFor(input, packs).map(({ id, registry }) => [id, said(silent[registry])] as const);
  const other = Object.entries(answers).map(([id, value]) => [id, value === notSaid ? notSaid : said(value)] as const);
  return { ...input, answers: { ...Object.fromEntries(asked), ...Object.fromEntries(other) } };
}

export const packsFor = (given: Given, all: readonly KnownPack[]): DecidingPacks => {
  const certificateIssuedOn = given.certificate?.found?.issuedOn;
  return decidingPacks(all, {
    programmes: given.programmes,
    region: given.region,
    appliedOn: given.appliedOn ?? '2025-06-01',
    knownAt: '2030-01-01T00:00:00.000Z',
    ...(certificateIssuedOn && { certificateIssuedOn }),
    ...(given.class && { classStartsOn: given.class.startsOn }),
    ...(given.apprentice && { planStartsOn: given.apprentice.startsOn }),
  });
};

/** Decides by the packs of these names. */
export function decided(names: readonly string[], given: Given, answers: Readonly<Record<string, unknown>> = {}) {
  const packs = packsFor(given, known(...names));
  return evaluateCase(inputOf(given, packs, answers), packs);
}

export const linesOf = ({ lines }: ReturnType<typeof evaluateCase>) =>
  lines.map(({ programme, fund, payee, amountFen, units, unit }) =>
    [programme, fund, payee.id, amountFen, ...(units === undefined ? [] : [units, unit])].join(' '),
  );
