// What was learned: the class, its days, the person's hours, the certificate, and whether it was asked for in time.
import { compareRatios, monthsAfter, percentOf, ratio, ratioOfPercent } from '@libs/kernel';
import type { ClassInput, OtherCase } from './evaluation';
import { catalogueRow, levelCovered, livingSums, payeeOf } from './evaluation-amounts';
import {
  byAnswer,
  certificateOf,
  either,
  fails,
  own,
  passes,
  pending,
  textIn,
  unknown,
  type CaseInView,
  type TestResult,
} from './evaluation-case';
import { stageRate } from './evaluation-questions';

function catalogue(view: CaseInView): readonly TestResult[] {
  const listed = own(view, 'catalogues');
  if (!listed || view.family !== 'TRAINING') return [];
  const [one] = view.classes;
  const rates = own(view, 'modeRates');
  const modeCovered = !rates || (one !== undefined && rates[one.mode] !== undefined);
  return [either('NOT_IN_CATALOGUE', catalogueRow(view) !== undefined && modeCovered)];
}

const level = (view: CaseInView): readonly TestResult[] => {
  const covered = levelCovered(view);
  return covered === undefined ? [] : [either('LEVEL_NOT_COVERED', covered)];
};

/** The first day on which too few were there, compared exactly. */
function classDays(view: CaseInView): readonly TestResult[] {
  const test = 'CLASS_DAY_ATTENDANCE_BELOW_80';
  const need = own(view, 'classDayMin');
  if (need === undefined) return [];
  return view.classes.map(({ days }) => {
    const low = days.find(({ present, enrolled }) => enrolled > 0 && compareRatios(ratio(present, enrolled), ratioOfPercent(need)) < 0);
    if (!low) return passes(test);
    return fails(test, { day: low.day, have: percentOf(ratio(low.present, low.enrolled)), need });
  });
}

function ownHours(view: CaseInView): readonly TestResult[] {
  const test = 'ATTENDANCE_BELOW_80';
  const need = own(view, 'attendanceMin');
  if (need === undefined) return [];
  return view.classes.map(({ attendance }) => {
    if (!attendance || attendance.scheduledHours === 0) return unknown(test, { have: '—', need, counted: 0, scheduled: 0 });
    const { countedHours: counted, scheduledHours: scheduled } = attendance;
    const have = ratio(counted, scheduled);
    return either(test, compareRatios(have, ratioOfPercent(need)) >= 0, { have: percentOf(have), need, counted, scheduled });
  });
}

/** What is paid by days and hours is not paid to who was never there. */
function unitsAttended(view: CaseInView): readonly TestResult[] {
  const test = 'HOURS_SHORT';
  if (own(view, 'dayAmount') === undefined) return [];
  const detail = { have: 0, need: 1 };
  if (livingSums(view).length > 0) return [passes(test)];
  return [view.classes.some(({ attendance }) => !attendance) ? unknown(test, detail) : fails(test, detail)];
}

/** Somebody of the staff of nobody is in no group that can be paid for. */
const employer = (view: CaseInView): readonly TestResult[] =>
  view.input.programmes.some((programme) => payeeOf(view, programme) === undefined) ? [fails('GROUP_NOT_COVERED')] : [];

function travel({ input, classes }: CaseInView): readonly TestResult[] {
  if (input.impossibleTravel) return [unknown('IMPOSSIBLE_TRAVEL', input.impossibleTravel)];
  return classes.length > 0 ? [passes('IMPOSSIBLE_TRAVEL')] : [];
}

/** G31: nobody is paid for a class at which they were found out. */
const found = ({ input: { finding } }: CaseInView): readonly TestResult[] => (finding ? [fails(finding.reason)] : []);

const completion = (view: CaseInView): readonly TestResult[] => {
  const { apprentice } = view.input;
  const tiers = own(view, 'tiers');
  if (!apprentice || !tiers) return [];
  const tier = { CERTIFIED: tiers.certified, COMPLETED: tiers.completed, NOT_COMPLETED: tiers.notCompleted }[apprentice.result];
  // A tier is a share, a sum for each year, or the word with which it is refused.
  const refused = /^[A-Z_]+$/.test(tier);
  return [either(refused ? tier : 'NOT_COMPLETED', !refused)];
};

const revoked = (cause: string): TestResult => fails('CERTIFICATE_REVOKED', { cause: cause.toLowerCase() });

/** Of a class: who passed its assessment, and whose certificate the national site confirms. */
function classCertificate({ passed, certificate }: ClassInput): readonly TestResult[] {
  if (passed !== true) return [fails('NO_CERTIFICATE')];
  if (certificate?.revoked) return [passes('NO_CERTIFICATE'), revoked(certificate.revoked.cause)];
  return certificate?.verified ? [passes('NO_CERTIFICATE'), passes('CERTIFICATE_REVOKED')] : [pending('NO_CERTIFICATE', 'certificates')];
}

function certificate(view: CaseInView): readonly TestResult[] {
  if (view.classes.length > 0) return view.classes.flatMap(classCertificate);
  if (!view.input.certificate) return [];
  const found = certificateOf(view);
  if (found === 'PENDING') return [pending('NO_CERTIFICATE', 'certificates')];
  if (!found || !(own(view, 'certificateKinds') ?? [found.kind]).includes(found.kind)) return [fails('NO_CERTIFICATE')];
  if (found.revoked) return [passes('NO_CERTIFICATE'), revoked(found.revoked.cause)];
  return found.verified ? [passes('NO_CERTIFICATE'), passes('CERTIFICATE_REVOKED')] : [pending('NO_CERTIFICATE', 'certificates')];
}

/** What rests on another case follows it: rejected with its reason, waiting while it waits. */
function standsOn(other: OtherCase | undefined): TestResult {
  const test = 'NO_CERTIFICATE';
  if (!other) return fails(test);
  if (other.outcome === 'REJECTED') return { ...fails(test), reason: other.reason ?? test };
  return other.outcome === 'HELD' ? { ...unknown(test), reason: 'ENTITLEMENT_RESERVED' } : passes(test);
}

/** Stage 2 pays only for those of stage 1. */
const stageOne = ({ input }: CaseInView): readonly TestResult[] => (input.stage === 2 ? [standsOn(input.stageOneCase)] : []);
const training = (view: CaseInView): readonly TestResult[] =>
  own(view, 'needsTrainingCase') === true ? [standsOn(view.input.trainingCase)] : [];

/** The last day on which the case could be asked for. */
export function windowEnd(view: CaseInView): string | undefined {
  const afterPublicity = own(view, 'windowMonthsFromPublicityEnd');
  const publicityEnd = view.input.trainingCase?.publicityEndedOn;
  if (afterPublicity !== undefined) return publicityEnd && monthsAfter(publicityEnd, afterPublicity);
  const months = own(view, 'windowMonths');
  const found = certificateOf(view);
  return months === undefined || found === undefined || found === 'PENDING' ? undefined : monthsAfter(found.issuedOn, months);
}

function window(view: CaseInView): readonly TestResult[] {
  const lastDay = windowEnd(view);
  return lastDay === undefined ? [] : [either('APPLICATION_WINDOW_CLOSED', view.input.appliedOn <= lastDay, { last_day: lastDay })];
}

/** The last day on which employment still counts for stage 2. */
export function employmentEnd(view: CaseInView): string | undefined {
  const months = own(view, 'employWithinMonths');
  const issuedOn = view.classes[0]?.certificate?.issuedOn;
  return stageRate(view)?.when === 'EMPLOYED' && months !== undefined && issuedOn ? monthsAfter(issuedOn, months) : undefined;
}

/** Who is not employed yet, while there is time, is asked again later. */
function employment(view: CaseInView): readonly TestResult[] {
  const test = 'EMPLOYMENT_AFTER_WINDOW';
  const lastDay = employmentEnd(view);
  if (lastDay === undefined) return [];
  const detail = { last_day: lastDay };
  return [
    byAnswer(view, 'employment', test, (value, askedOn) => {
      const insuredFrom = textIn(value, 'insured_from');
      if (insuredFrom !== undefined) return either(test, insuredFrom <= lastDay, detail);
      return askedOn <= lastDay ? pending(test, 'employment') : fails(test, detail);
    }),
  ];
}

export const classTests = (view: CaseInView): readonly TestResult[] => [
  ...employer(view),
  ...catalogue(view),
  ...level(view),
  ...classDays(view),
  ...travel(view),
  ...found(view),
  ...ownHours(view),
  ...unitsAttended(view),
  ...completion(view),
  ...certificate(view),
  ...stageOne(view),
  ...training(view),
  ...window(view),
  ...employment(view),
];
