import type { DecidingPacks } from './deciding-packs';
import type { RegistryQuestion } from './evaluation';
import { everyWord, inView, own, type CaseInView, type Unanswered } from './evaluation-case';

const monthsPerYear = 12;

/** `2025-04`, `2025-05`, … from the month of the first day to that of the last. */
function monthsOf(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7);) {
    months.push(month);
    const [year = 0, place = 0] = month.split('-').map(Number);
    const next = year * monthsPerYear + place;
    month = `${Math.floor(next / monthsPerYear)}-${String((next % monthsPerYear) + 1).padStart(2, '0')}`;
  }
  return months;
}

/**
 * What has to be asked before the packs of a person's claim can be chosen: where the person is insured, and when the certificate was issued.
 * The answers are kept and used again for the decision; these are among the questions of `questionsFor` too.
 */
export function firstQuestions(input: Unanswered): readonly RegistryQuestion[] {
  const { personId } = input.person;
  if (!input.certificate) return [];
  const insured = { id: 'social_insurance', registry: 'social_insurance', personId, fields: {} };
  if (input.certificate.found) return [insured];
  const { occupation, level } = input.certificate;
  return [insured, { id: 'certificates', registry: 'certificates', personId, fields: { occupation, level } }];
}

/** The months for which a person who says to be jobless must not have been paid for. */
export const pensionMonths = ({ input, classes, family }: CaseInView): readonly string[] =>
  family === 'TRAINING' && input.person.group === '登记失业人员'
    ? [...new Set(classes.flatMap(({ startsOn, endsOn }) => monthsOf(startsOn, endsOn)))].sort()
    : [];

export const asksCustody = ({ classes }: CaseInView): boolean => classes.some(({ venue }) => venue === 'ORDINARY');
export const asksDeaths = ({ input, classes }: CaseInView): boolean => classes.length > 0 || input.certificate !== undefined;
export const asksOtherRegions = asksDeaths;
export const asksPublicPayroll = (view: CaseInView): boolean => everyWord(view, 'excludesPublicPayroll').some(({ value }) => value);
export const asksReserve = (view: CaseInView): boolean => everyWord(view, 'reserveMonthsMin').length > 0;
export const asksContracts = (view: CaseInView): boolean =>
  view.input.apprentice !== undefined && own(view, 'internshipMonthsMin') !== undefined;
export const stageRate = (view: CaseInView) => {
  const stages = own(view, 'stages');
  return stages?.[String(view.input.stage ?? 1)];
};
const asksEmployment = (view: CaseInView): boolean => stageRate(view)?.when === 'EMPLOYED';

/** What the registries have to be asked for this case: only what a test of its packs needs. */
export function questionsFor(input: Unanswered, packs: DecidingPacks): readonly RegistryQuestion[] {
  const view = inView(input, packs);
  const { personId } = input.person;
  const { occupation, level } = view;
  const ofPerson = (registry: string, fields: RegistryQuestion['fields'] = {}, id = registry): RegistryQuestion => ({
    id,
    registry,
    personId,
    fields,
  });
  const year = Number(input.appliedOn.slice(0, 4)) - 1;
  return [
    ...firstQuestions(input),
    ...(asksReserve(view) ? [{ id: 'fund_reserve', registry: 'fund_reserve', fields: { region: input.region, year } }] : []),
    ...(asksDeaths(view) ? [ofPerson('deaths')] : []),
    ...(asksCustody(view) ? [ofPerson('custody')] : []),
    ...(asksPublicPayroll(view) ? [ofPerson('public_payroll')] : []),
    ...pensionMonths(view).map((month) => ofPerson('pension', { month }, `pension/${month}`)),
    ...(asksContracts(view) ? [ofPerson('contracts')] : []),
    ...(asksEmployment(view) ? [ofPerson('employment')] : []),
    ...(asksOtherRegions(view) ? [ofPerson('other_regions', { occupation, level })] : []),
  ];
}
