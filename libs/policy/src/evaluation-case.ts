// What every test of a case needs to look at: the case, its packs, and what the registries answered.
import { businessDate } from '@libs/kernel';
import type { DecidingPacks } from './deciding-packs';
import type { CaseInput, CertificateInput, ClassInput, Family, Fund, Programme, ReasonDetail, RegistryAnswer } from './evaluation';
import { familyOf, parameterOf, valueIn, type ParameterValues } from './evaluation-parameters';
import type { Params } from './pack';

export type Unanswered = Omit<CaseInput, 'answers'>;
export type TestResult = {
  readonly test: string;
  readonly is: 'TRUE' | 'FALSE' | 'UNKNOWN';
  /** The reason where it is not the test's own name: a registry that is silent, a use that another case has reserved. */
  readonly reason?: string;
  readonly detail: ReasonDetail;
};

export type CaseInView = {
  readonly input: Unanswered;
  readonly answers: CaseInput['answers'];
  readonly packs: DecidingPacks;
  readonly programme: Programme;
  readonly family: Family;
  readonly classes: readonly ClassInput[];
  readonly occupation: string;
  readonly level: string;
  readonly funds: readonly Fund[];
};

export const passes = (test: string, detail: ReasonDetail = {}): TestResult => ({ test, is: 'TRUE', detail });
export const fails = (test: string, detail: ReasonDetail = {}): TestResult => ({ test, is: 'FALSE', detail });
export const unknown = (test: string, detail: ReasonDetail = {}): TestResult => ({ test, is: 'UNKNOWN', detail });
export const pending = (test: string, registry: string): TestResult => ({
  test,
  is: 'UNKNOWN',
  reason: 'EXTERNAL_CHECK_PENDING',
  detail: { registry },
});
/** Holds or not; what is not so, is false. */
export const either = (test: string, holds: boolean, detail: ReasonDetail = {}): TestResult => ({
  test,
  is: holds ? 'TRUE' : 'FALSE',
  detail,
});

const occupationAndLevel = (input: Unanswered): { readonly occupation: string; readonly level: string } =>
  input.class ?? input.certificate ?? input.apprentice ?? { occupation: '', level: '' };

export function inView(input: Unanswered, packs: DecidingPacks, answers: CaseInput['answers'] = {}): CaseInView {
  const [programme] = input.programmes;
  if (!programme) throw new Error(`case ${input.caseId} asks for no programme`);
  const { occupation, level } = occupationAndLevel(input);
  const classes = input.class ? [input.class, ...(input.furtherClasses ?? [])] : [];
  const view = { input, answers, packs, programme, family: familyOf(programme), classes, occupation, level };
  const funds = [...new Set(input.programmes.map((one) => fundOf(view, one)))].filter((fund) => fund !== undefined);
  return { ...view, funds };
}

/** A programme names its fund, or the group of the person does. */
export function fundOf({ packs, input }: Pick<CaseInView, 'packs' | 'input'>, programme: Programme): Fund | undefined {
  const { pack } = packs.deciding;
  const named = parameterOf(pack, programme, 'fund');
  if (named) return named;
  const groups = Object.entries(parameterOf(pack, programme, 'fundGroups') ?? {}) as [Fund, readonly string[] | 'ALL'][];
  return groups.find(([, members]) => members === 'ALL' || (input.person.group !== undefined && members.includes(input.person.group)))?.[0];
}

/** What the deciding pack itself says for the case. */
export const own = <N extends keyof ParameterValues>({ packs, programme }: CaseInView, name: N): ParameterValues[N] | undefined =>
  parameterOf(packs.deciding.pack, programme, name);

/** What constraints and the parent say, where the case's money comes from the fund that they speak of. */
function added({ packs, input, family, funds }: CaseInView): readonly Params[] {
  const names = new Set<Programme>([family, ...input.programmes]);
  return packs.constraints
    .flatMap(({ pack }) =>
      [...names].map((name) => pack.constraints?.[name] ?? (pack.kind === 'PAYS' ? pack.programmes?.[name] : undefined)),
    )
    .filter((params) => params !== undefined)
    .filter((params) => {
      const fund = valueIn(params, 'fund');
      return fund === undefined || funds.includes(fund);
    });
}

/** All that is said under a name, each with the fund that it speaks of: the pack's own word first. */
export function everyWord<N extends keyof ParameterValues>(
  view: CaseInView,
  name: N,
): readonly { readonly value: ParameterValues[N]; readonly fund?: Fund }[] {
  const mine = own(view, name);
  const words = added(view).map((params) => ({ value: valueIn(params, name), fund: valueIn(params, 'fund') }));
  return [{ value: mine, fund: undefined }, ...words].flatMap(({ value, fund }) =>
    value === undefined ? [] : [{ value, ...(fund && { fund }) }],
  );
}

const numbers = (view: CaseInView, name: 'insuredMonthsMin' | 'reserveMonthsMin' | 'annualMax'): readonly number[] =>
  everyWord(view, name).map(({ value }) => value);

export const most = (view: CaseInView, name: 'insuredMonthsMin' | 'reserveMonthsMin'): number | undefined =>
  numbers(view, name).reduce<number | undefined>((top, value) => Math.max(top ?? value, value), undefined);

export const least = (view: CaseInView, name: 'annualMax'): number | undefined =>
  numbers(view, name).reduce<number | undefined>((bottom, value) => Math.min(bottom ?? value, value), undefined);

export const answerTo = ({ answers }: CaseInView, id: string): Extract<RegistryAnswer, { outcome: 'ANSWERED' }> | undefined => {
  const answer = answers[id];
  return answer?.outcome === 'ANSWERED' ? answer : undefined;
};

/** A test that a registry decides: unknown for as long as it has not answered. */
export function byAnswer(view: CaseInView, id: string, test: string, judge: (value: unknown, askedOn: string) => TestResult): TestResult {
  const answer = answerTo(view, id);
  const [registry = id] = id.split('/');
  return answer ? judge(answer.value, businessDate(answer.askedAt)) : pending(test, registry);
}

export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

export const textIn = (value: unknown, name: string): string | undefined => {
  const field = fieldsOf(value)[name];
  return typeof field === 'string' || typeof field === 'number' ? String(field) : undefined;
};

/** One occupation has several codes, and registries use them all, and names. */
export const sameOccupation = ({ packs, occupation }: CaseInView, text: string): boolean =>
  text === occupation ||
  packs.occupations.some(
    ({ code, name, former }) => [code, name, ...former].includes(text) && [code, name, ...former].includes(occupation),
  );

/** How registries call the kinds of certificates. */
export const certificateKinds: Readonly<Record<string, string>> = {
  职业资格证书: 'QUALIFICATION',
  职业技能等级证书: 'SKILL_LEVEL',
  专项职业能力证书: 'SPECIAL_ABILITY',
  培训合格证书: 'COMPLETION',
};

/** The certificate that a person's claim stands on: our own, else the registry's; PENDING while that has not answered. */
export function certificateOf(view: CaseInView): CertificateInput | 'PENDING' | undefined {
  const asked = view.input.certificate;
  if (!asked || asked.found) return asked?.found;
  const answer = answerTo(view, 'certificates');
  if (!answer) return 'PENDING';
  const issuedOn = textIn(answer.value, 'issued');
  if (issuedOn === undefined) return undefined;
  const kind = textIn(answer.value, 'kind') ?? '职业技能等级证书';
  return { occupation: asked.occupation, level: asked.level, kind: certificateKinds[kind] ?? kind, issuedOn, verified: true };
}

/** A pack that pays in stages begins with the first. */
export const stageOf = (view: CaseInView): 1 | 2 | undefined => (own(view, 'stages') ? (view.input.stage ?? 1) : undefined);

/** The person's tags that hold on the day the class starts. */
export const tagsAtStart = ({ input, classes }: CaseInView): readonly string[] => {
  const on = classes[0]?.startsOn ?? input.appliedOn;
  return input.person.tags.filter(({ from, to }) => from <= on && (to === undefined || on <= to)).map(({ tag }) => tag);
};
