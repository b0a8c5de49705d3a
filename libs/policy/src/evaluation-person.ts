// Who the person is: alive, free, in which group, insured for how long.
import { addDays, monthsAfter } from '@libs/kernel';
import {
  byAnswer,
  certificateOf,
  either,
  fails,
  fieldsOf,
  fundOf,
  most,
  own,
  passes,
  pending,
  tagsAtStart,
  textIn,
  unknown,
  type CaseInView,
  type TestResult,
} from './evaluation-case';
import { asksContracts, asksCustody, asksDeaths, asksPublicPayroll, asksReserve, pensionMonths } from './evaluation-questions';

/** A fund that cannot pay for a year is no fault of the person: the case waits. */
function reserve(view: CaseInView): readonly TestResult[] {
  const test = 'FUND_RESERVE_BELOW_ONE_YEAR';
  const need = most(view, 'reserveMonthsMin');
  if (need === undefined || !asksReserve(view)) return [];
  return [
    byAnswer(view, 'fund_reserve', test, (value) => {
      const have = Number(textIn(value, 'months'));
      if (Number.isNaN(have)) return pending(test, 'fund_reserve');
      return have < need ? unknown(test, { have, need }) : passes(test, { have, need });
    }),
  ];
}

const attendedDays = ({ classes }: CaseInView) =>
  classes.flatMap(({ venue, attendance }) =>
    (attendance?.days ?? []).filter(({ countedHours }) => countedHours > 0).map(({ on }) => ({ on, venue })),
  );

function postDeath(view: CaseInView): readonly TestResult[] {
  const test = 'POST_DEATH_ATTENDANCE';
  if (!asksDeaths(view) || view.classes.length === 0) return [];
  return [
    byAnswer(view, 'deaths', test, (value) => {
      const died = textIn(value, 'date');
      if (died === undefined) return passes(test);
      return either(test, !attendedDays(view).some(({ on }) => on > died), { died });
    }),
  ];
}

function custody(view: CaseInView): readonly TestResult[] {
  const test = 'IN_CUSTODY';
  if (!asksCustody(view)) return [];
  return [
    byAnswer(view, 'custody', test, (value) => {
      const terms = (Array.isArray(value) ? value : []).map((term: unknown) => ({
        from: textIn(term, 'from') ?? '',
        to: textIn(term, 'to'),
      }));
      const days = attendedDays(view).filter(({ venue }) => venue === 'ORDINARY');
      return either(test, !days.some(({ on }) => terms.some(({ from, to }) => from <= on && (to === undefined || on <= to))));
    }),
  ];
}

function publicPayroll(view: CaseInView): readonly TestResult[] {
  if (!asksPublicPayroll(view)) return [];
  return [byAnswer(view, 'public_payroll', 'PUBLIC_PAYROLL', (value) => either('PUBLIC_PAYROLL', value !== true))];
}

/** One month that an employer paid for is enough; without one, a month that nobody answered for leaves it open. */
function jobless(view: CaseInView): readonly TestResult[] {
  const test = 'CATEGORY_MISMATCH_EMPLOYED';
  const months = pensionMonths(view).map((month) =>
    byAnswer(view, `pension/${month}`, test, (value) => {
      const employer = textIn(value, 'employer');
      return employer === undefined ? passes(test) : fails(test, { employer, month });
    }),
  );
  if (months.length === 0) return [];
  return [months.find(({ is }) => is === 'FALSE') ?? months.find(({ is }) => is === 'UNKNOWN') ?? passes(test)];
}

function group(view: CaseInView): readonly TestResult[] {
  const test = 'GROUP_NOT_COVERED';
  const { input, classes } = view;
  const mine = input.person.group;
  const who = own(view, 'who');
  if (who) {
    const names = [...(mine === undefined ? [] : [mine]), ...tagsAtStart(view)];
    return [
      either(
        test,
        names.some((name) => who.includes(name)),
      ),
    ];
  }
  if (!own(view, 'fundGroups')) return [];
  const restricted = mine !== undefined && (own(view, 'correctionalOnlyGroups') ?? []).includes(mine);
  const inVenue = !restricted || classes.every(({ venue }) => venue === 'CORRECTIONAL');
  return [either(test, fundOf(view, view.programme) !== undefined && inVenue)];
}

function insurance(view: CaseInView): readonly TestResult[] {
  const status = own(view, 'status');
  const need = most(view, 'insuredMonthsMin');
  const ofStatus = (accepted: readonly string[]) =>
    byAnswer(view, 'social_insurance', 'UI_STATUS_NOT_ELIGIBLE', (value) =>
      either('UI_STATUS_NOT_ELIGIBLE', accepted.includes(textIn(value, 'status') ?? 'none')),
    );
  const ofMonths = (months: number) =>
    byAnswer(view, 'social_insurance', 'INSURED_MONTHS_SHORT', (value) => {
      const have = Number(textIn(value, 'months') ?? 0);
      const detail = { have, need: months, retry_until: retryUntil(view) };
      return Number.isNaN(have)
        ? pending('INSURED_MONTHS_SHORT', 'social_insurance')
        : either('INSURED_MONTHS_SHORT', have >= months, detail);
    });
  return [...(status ? [ofStatus(status)] : []), ...(need === undefined ? [] : [ofMonths(need)])];
}

/** Who makes up the months before the window closes may ask again. */
function retryUntil(view: CaseInView): string {
  const months = own(view, 'windowMonths');
  const certificate = certificateOf(view);
  return months === undefined || certificate === 'PENDING' || !certificate ? '—' : monthsAfter(certificate.issuedOn, months);
}

/** A contract from D covers N months when its last day is not before the day that comes before the same day N months later. */
const covers = (from: string, to: string, months: number): boolean => to >= addDays(monthsAfter(from, months), -1);

export type InternContracts =
  'PENDING' | 'NONE' | { readonly longEnough: boolean; readonly labour?: { readonly from: string; readonly longEnough: boolean } };

/** Only who came as an intern is put to the intern tests: an agreement first, then a labour contract with the same employer. */
export function internContracts(view: CaseInView): InternContracts {
  if (!asksContracts(view)) return 'NONE';
  const answer = view.answers['contracts'];
  if (answer?.outcome !== 'ANSWERED') return 'PENDING';
  const contracts = (Array.isArray(answer.value) ? answer.value : []).map((one: unknown) => {
    const { kind, employer } = fieldsOf(one);
    return { kind, employer, from: textIn(one, 'from') ?? '', to: textIn(one, 'to') ?? '' };
  });
  const internships = contracts.filter(({ kind, from }) => kind === 'internship' && from !== '');
  if (internships.length === 0) return 'NONE';
  const need = own(view, 'internshipMonthsMin') ?? 0;
  const years = own(view, 'contractMonthsMin') ?? 0;
  const long = internships.filter(({ from, to }) => covers(from, to, need));
  const employers = (long.length > 0 ? long : internships).map(({ employer }) => employer);
  const labour = contracts
    .filter(({ kind, employer, from }) => kind === 'labour' && from !== '' && employers.includes(employer))
    .map(({ from, to }) => ({ from, longEnough: to === '' || covers(from, to, years) }))
    .sort((a, b) => Number(b.longEnough) - Number(a.longEnough) || a.from.localeCompare(b.from))[0];
  return { longEnough: long.length > 0, ...(labour && { labour }) };
}

function contracts(view: CaseInView): readonly TestResult[] {
  const found = internContracts(view);
  if (found === 'NONE') return [];
  if (found === 'PENDING') return [pending('INTERNSHIP_TOO_SHORT', 'contracts')];
  return [either('INTERNSHIP_TOO_SHORT', found.longEnough), either('CONTRACT_TERM_SHORT', found.labour?.longEnough === true)];
}

/** Money for the person waits for a successor; money for an institution does not. */
function successor(view: CaseInView): readonly TestResult[] {
  const test = 'SUCCESSOR_PAYEE_REQUIRED';
  if (!asksDeaths(view) || own(view, 'payee') !== 'PERSON') return [];
  return [
    byAnswer(view, 'deaths', test, (value) => {
      const died = textIn(value, 'date');
      return died === undefined ? passes(test) : unknown(test, { died });
    }),
  ];
}

export const personTests = (view: CaseInView): readonly TestResult[] => [
  ...reserve(view),
  ...postDeath(view),
  ...custody(view),
  ...publicPayroll(view),
  ...jobless(view),
  ...group(view),
  ...insurance(view),
  ...contracts(view),
  ...successor(view),
];
