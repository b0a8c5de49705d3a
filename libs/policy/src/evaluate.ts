// Decides a case: a pure function of what is known of it and of the packs in force, so that anybody can compute the decision again.
import { yuanOf } from '@libs/kernel';
import type { DecidingPacks } from './deciding-packs';
import type { CaseDecision, CaseInput, DecidedLine, FailedTest, ReasonDetail, Step, Use } from './evaluation';
import { amountDetail, linesOf } from './evaluation-amounts';
import { inView, stageOf, type CaseInView, type TestResult } from './evaluation-case';
import { classTests, employmentEnd, windowEnd } from './evaluation-class';
import { annualCap, entitlementTests, isRepeatable, shortage } from './evaluation-entitlement';
import { personTests } from './evaluation-person';
import { nameOf } from './pack';

/** The first failed test of this order gives the reason; what is not in it comes last. */
export const testOrder: readonly string[] = [
  'FUND_RESERVE_BELOW_ONE_YEAR',
  ...['POST_DEATH_ATTENDANCE', 'IN_CUSTODY', 'PUBLIC_PAYROLL'],
  ...['CATEGORY_MISMATCH_EMPLOYED', 'GROUP_NOT_COVERED', 'UI_STATUS_NOT_ELIGIBLE', 'INSURED_MONTHS_SHORT'],
  ...['INTERNSHIP_TOO_SHORT', 'CONTRACT_TERM_SHORT'],
  ...['NOT_IN_CATALOGUE', 'LEVEL_NOT_COVERED'],
  ...['CLASS_DAY_ATTENDANCE_BELOW_80', 'IMPOSSIBLE_TRAVEL', 'ATTENDANCE_BELOW_80', 'HOURS_SHORT', 'NOT_COMPLETED'],
  ...['NO_CERTIFICATE', 'CERTIFICATE_REVOKED'],
  ...['APPLICATION_WINDOW_CLOSED', 'EMPLOYMENT_AFTER_WINDOW'],
  ...['DUPLICATE_OTHER_REGION', 'EXTERNAL_CHECK_PENDING', 'DUPLICATE_OCCUPATION_LEVEL', 'HIGHER_LEVEL_ALREADY_PAID'],
  'MUTUALLY_EXCLUSIVE_SUBSIDY',
  ...['LIFETIME_CAP_REACHED', 'ANNUAL_CAP_REACHED', 'ANNUAL_CAP_ORDINARY', 'ANNUAL_CAP_SHORTAGE', 'ENTITLEMENT_RESERVED'],
  ...['FALSIFIED_TRAINING', 'PROXY_SIGN_IN'],
  'SUCCESSOR_PAYEE_REQUIRED',
];

const reasonOf = ({ test, reason }: TestResult): string => reason ?? test;

function placeOf(result: TestResult): number {
  const place = testOrder.indexOf(reasonOf(result));
  return place < 0 ? testOrder.length : place;
}

/** All tests in the fixed order. The sort is stable: of two with one reason, the one that was made first comes first. */
const allTests = (view: CaseInView): readonly TestResult[] =>
  [...personTests(view), ...classTests(view), ...entitlementTests(view)].sort((a, b) => placeOf(a) - placeOf(b));

function failedOf(results: readonly TestResult[]): readonly FailedTest[] {
  const failed = results.flatMap((result): readonly FailedTest[] =>
    result.is === 'TRUE' ? [] : [{ reason: reasonOf(result), is: result.is, detail: result.detail }],
  );
  const key = ({ reason, is, detail }: FailedTest): string => `${reason} ${is} ${detail['registry'] ?? ''}`;
  return failed.filter((one, place) => failed.findIndex((other) => key(other) === key(one)) === place);
}

const stepOf = ({ test, is, detail }: TestResult): Step => ({ test, is, values: detail });
const lineStep = ({ line, programme, fund, amountFen }: DecidedLine): Step => ({
  test: `LINE_${line}`,
  is: 'TRUE',
  values: { programme, fund, amount: yuanOf(amountFen) },
});

/** What a decision says beside its reason: by which pack and day, which use of how many, and until when. */
function detailOf(view: CaseInView, lines: readonly DecidedLine[]): ReasonDetail {
  const cap = annualCap(view);
  const lastDay = employmentEnd(view) ?? windowEnd(view);
  const { appliedOn, class: ofClass } = view.input;
  const stage = stageOf(view);
  return {
    applied_on: appliedOn,
    pack: nameOf(view.packs.deciding.pack),
    ...(cap && lines.length > 0 && { used: `${cap.consumed + cap.reserved + 1}/${cap.max}` }),
    ...(lastDay !== undefined && { last_day: lastDay }),
    ...(stage !== undefined && { stage }),
    ...(ofClass?.retireOn !== undefined && { retire_on: ofClass.retireOn }),
    ...amountDetail(view),
  };
}

function useOf(view: CaseInView): Omit<Use, 'state' | 'caseId'> {
  const { input, family, classes, occupation, level, funds } = view;
  const scarce = shortage(view);
  const stage = stageOf(view);
  return {
    family,
    programmes: input.programmes,
    occupation,
    level,
    year: Number(input.appliedOn.slice(0, 4)),
    funds,
    ...(scarce !== undefined && { shortage: scarce }),
    ...(classes.length > 0 && { classIds: classes.map(({ classId }) => classId) }),
    ...(stage !== undefined && { stage }),
    ...(isRepeatable(view) && { repeatable: true }),
  };
}

/**
 * Any test that is false rejects, with the first false one's reason; otherwise one that is unknown holds, with the first unknown one's. A held case keeps
 * the lines that it would be paid, and its use of the entitlement, unless it waits for another case that has it.
 */
export function evaluateCase(input: CaseInput, packs: DecidingPacks): CaseDecision {
  const view = inView(input, packs, input.answers);
  const results = allTests(view);
  const failed = failedOf(results);
  const first = failed.find(({ is }) => is === 'FALSE') ?? failed[0];
  const outcome = !first ? 'ELIGIBLE' : first.is === 'FALSE' ? 'REJECTED' : 'HELD';
  const lines = outcome === 'REJECTED' ? [] : linesOf(view);
  const waits = failed.some(({ reason }) => reason === 'ENTITLEMENT_RESERVED');
  return {
    outcome,
    failed,
    ...(first && { reason: first.reason }),
    detail: { ...detailOf(view, lines), ...first?.detail },
    lines,
    ...(outcome !== 'REJECTED' && !waits && { use: useOf(view) }),
    trace: [...results.map(stepOf), ...lines.map(lineStep)],
    packs: [packs.deciding, ...packs.constraints].map(({ pack, hash }) => ({ pack: nameOf(pack), hash })),
  };
}
