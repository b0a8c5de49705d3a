// Steps on classes: the timetable adds up, a roster names nobody twice, and what is laid out lies within the class.
import { businessDate } from '@libs/kernel';
import type { Checked } from './check-steps';
import { type Faults, isKeyed, type Keyed, shown } from './fault';
import { isCount } from './forms';
import { classDays, dayPlan, instantIn, isDay, isMoment, lastSignOut, sessionsOf, type Timetable, workingDayAfter } from './moments';
import type { ClassSoFar, NamesSoFar } from './names-so-far';

const timetableOf = (step: Keyed): Timetable => step as unknown as Timetable;

function checkPlan(step: Keyed, faults: Faults, names: NamesSoFar): void {
  if (!faults.need((step['days'] === undefined) !== (step['dates'] === undefined), 'either days or dates')) return;
  const plan = timetableOf(step);
  const days = classDays(plan);
  faults.need(days[0] === plan.start, `start ${plan.start} is not the first class day (${days[0] ?? ''})`);
  faults.need(
    days.every((day, place) => place === 0 || day > (days[place - 1] ?? '')),
    'dates are not in order',
  );
  dayPlan(plan);
  faults.need((sessionsOf(plan)[0]?.startsAt ?? '') > names.now, 'the class begins before its plan is filed');
}

function checkRoster(step: Keyed, refused: boolean, faults: Faults, names: NamesSoFar): void {
  const people = names.people(step['people']);
  if (refused) return;
  const { roster } = names.classNamed(step['class']);
  for (const person of people) {
    faults.need(!roster.includes(person), `${person} is enrolled twice`);
    roster.push(person);
  }
}

function checkAbsence(reference: string, absence: unknown, { plan, roster }: ClassSoFar, faults: Faults, names: NamesSoFar): void {
  for (const person of names.people(reference)) faults.need(roster.includes(person), `${person} is not in the class`);
  const keys = isKeyed(absence) ? Object.keys(absence) : [];
  const [kind = ''] = keys;
  if (!isKeyed(absence) || keys.length !== 1 || !['days', 'dates', 'hours'].includes(kind))
    return faults.add(`absent: ${shown(absence)} is not one of days, dates and hours`);
  const value = absence[kind];
  const days = classDays(plan);
  if (kind === 'dates') {
    for (const date of faults.list(value, 'dates'))
      faults.need(isDay(date) && days.includes(date), `absent: ${shown(date)} is no class day`);
    return;
  }
  const most = kind === 'days' ? days.length : plan.hours;
  faults.need(isCount(value) && value <= most, `absent: ${shown(absence)} of ${most}`);
}

const marks: Readonly<Record<string, string>> = { outside_fence: 'km', face_score: 'score' };

function checkAnomalies(reference: string, value: unknown, { plan }: ClassSoFar, faults: Faults, names: NamesSoFar): void {
  names.people(reference);
  let marked = 0;
  for (const mark of faults.list(value, 'anomalies')) {
    const measured = isKeyed(mark) ? marks[String(mark['kind'])] : undefined;
    if (measured === undefined) faults.add(`unknown anomaly ${shown(mark)}`);
    else if (faults.keys(mark, ['kind', 'half_days', measured], [], 'anomaly')) {
      faults.need(isCount(mark['half_days']) && typeof mark[measured] === 'number', `anomaly ${shown(mark)}`);
      marked += Number(mark['half_days']);
    }
  }
  faults.need(marked <= sessionsOf(plan).length, 'more anomalies than half-days');
}

function checkTeaching(step: Keyed, faults: Faults, names: NamesSoFar): void {
  const taught = names.classNamed(step['class']);
  for (const [reference, absence] of faults.named(step['absent'], 'absent')) checkAbsence(reference, absence, taught, faults, names);
  for (const [reference, value] of faults.named(step['anomalies'], 'anomalies')) checkAnomalies(reference, value, taught, faults, names);
  for (const each of faults.list(step['sign_ins'], 'sign_ins')) {
    if (!faults.keys(each, ['who', 'at'], [], 'sign_ins')) continue;
    for (const person of names.people(each['who'])) faults.need(taught.roster.includes(person), `${person} is not in the class`);
    const onClassDay = isMoment(each['at']) && classDays(taught.plan).includes(businessDate(instantIn(each['at'])));
    faults.need(onClassDay, `sign_ins: ${shown(each['at'])} is on no class day`);
  }
}

function checkPassed(step: Keyed, faults: Faults, names: NamesSoFar): void {
  const { roster, closed } = names.classNamed(step['class']);
  faults.need(closed, 'assessed before it is closed');
  const passed = step['passed'];
  if (typeof passed === 'number')
    faults.need(Number.isInteger(passed) && passed >= 0 && passed <= roster.length, `passed: ${passed} of ${roster.length}`);
  else if (passed !== undefined)
    for (const person of names.people(passed)) faults.need(roster.includes(person), `${person} is not in the class`);
}

export function checkClassStep({ verb, step, refused }: Checked, faults: Faults, names: NamesSoFar): void {
  const isPlan = verb === 'open_class' || verb === 'run_class';
  if (isPlan) {
    checkPlan(step, faults, names);
    if (!refused) names.classes.set(String(step['class']), { plan: timetableOf(step), roster: [], closed: false });
    else if (verb === 'run_class') return;
  }
  if (verb === 'enrol' || verb === 'upload_roster' || verb === 'run_class') checkRoster(step, refused, faults, names);
  if (verb === 'teach' || verb === 'upload_roster' || verb === 'run_class') checkTeaching(step, faults, names);
  if (verb === 'close_class' || verb === 'run_class') {
    const closing = names.classNamed(step['class']);
    const last = lastSignOut(closing.plan);
    if (last > names.now) names.now = last;
    closing.closed = true;
  }
  if (verb === 'assess' || verb === 'run_class') checkPassed(step, faults, names);
  if (verb === 'run_class') {
    const last = classDays(timetableOf(step)).at(-1) ?? '';
    const assessed = instantIn(String(step['assessed'] ?? workingDayAfter(last, 1)));
    faults.need(assessed > names.now, 'assessed before the last sign-out');
    names.now = assessed;
  }
}
