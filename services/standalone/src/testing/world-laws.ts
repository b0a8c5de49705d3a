// What must hold at the end of every world, whatever happened on the way: nobody is paid twice, no money is lost or made, and nobody waits without a reason.
import { expect } from '@jest/globals';
import type { Fact, RecordedFact } from '@libs/event-store';
import { buckets, fundRow, type FundRow, type FundRowFact } from '../../../fund-ledger/src/fund-row/fund-row.decider';
import { fundRows, type FundRowsFact } from '../../../fund-ledger/src/fund-row/fund-rows.decider';
import { assessment } from '../../../certification/src/assessment/assessment.decider';
import { certificate } from '../../../certification/src/certificate/certificate.decider';
import { classAttendance } from '../../../attendance/src/class-attendance/class-attendance.decider';
import { classSession } from '../../../attendance/src/class-session/class-session.decider';
import { classPlan } from '../../../enrolment/src/class-plan/class-plan.decider';
import { classRoster } from '../../../enrolment/src/class-roster/class-roster.decider';
import { study } from '../../../enrolment/src/class-roster/study.decider';
import { outcomeOf, type Case, type ClaimFact } from '../../../subsidy-payment/src/claim/claim.decider';
import { classFindings } from '../../../subsidy-payment/src/class-record/class-findings.decider';
import { entitlements } from '../../../subsidy-payment/src/entitlements/entitlements.decider';
import type { PayoutFact } from '../../../subsidy-payment/src/payout/payout.decider';
import type { LogName } from './world-ground';
import type { LivingWorld } from './world-life';
import type { PlacedOrder } from './world-money';

const facts = async <F extends Fact = Fact>(life: LivingWorld, log: LogName) =>
  (await life.ground.store(log).log.read(0, 1_000_000)) as readonly RecordedFact<F>[];
const streams = (recorded: readonly RecordedFact[], category: string) => [
  ...new Set(recorded.filter((one) => one.category === category).map(({ streamId }) => streamId)),
];
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Attendance and certification know exactly what enrolment has approved and whom it has enrolled; hours and certificates follow from what was recorded. */
export async function trainingLaws(life: LivingWorld): Promise<void> {
  const [enrolled, attended, certified] = [
    await facts(life, 'enrolment'),
    await facts(life, 'attendance'),
    await facts(life, 'certification'),
  ];
  const numbers: string[] = [];
  const planned: string[] = [];
  for (const classId of streams(enrolled, classPlan.category)) {
    const { state } = await life.ground.store('enrolment').stateOf(classPlan, classId);
    if (state.status === 'UNFILED') continue;
    // The office's silence has answered every plan by now.
    expect(state.status).not.toBe('APPLIED');
    numbers.push(state.plan.classNo);
    if (state.status !== 'APPROVED') continue;
    planned.push(...state.plan.sessions.map(({ sessionId }) => sessionId));
    const { state: roster } = await life.ground.store('enrolment').stateOf(classRoster, classId);
    const people = roster.enrolled.map(({ personId }) => personId);
    expect(people.length).toBe(new Set(people).size);
    expect(people.length).toBeLessThanOrEqual(state.plan.capacity ?? people.length);
    const { state: known } = await life.ground.store('certification').stateOf(assessment, classId);
    expect([...known.roster].sort()).toEqual([...people].sort());
    const { state: listed } = await life.ground.store('attendance').stateOf(classAttendance, classId);
    const late = attended.flatMap(({ streamId, fact }) =>
      streamId === classId && fact.type === 'TraineeListingWithheld' ? [(fact as Fact & { personId: string }).personId] : [],
    );
    expect([...listed.roster.keys(), ...late].sort()).toEqual([...people].sort());
    for (const personId of people) {
      const { state: booked } = await life.ground.store('enrolment').stateOf(study, personId);
      expect(booked.bookings.map((one) => one.classId)).toContain(classId);
    }
  }
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(streams(attended, classSession.category).sort()).toEqual(planned.sort());
  expect(attended.filter(({ fact }) => fact.type === 'SessionSchedulingWithheld')).toEqual([]);
  const issued = certified.flatMap(({ fact }) =>
    fact.type === 'CertificateIssued' ? [(fact as Fact & { issue: { number: string } }).issue.number] : [],
  );
  expect(new Set(issued).size).toBe(issued.length);
  for (const certificateId of streams(certified, certificate.category)) {
    const { state } = await life.ground.store('certification').stateOf(certificate, certificateId);
    // Revoked, or known by now to the national site, or asked about day after day.
    if (state.status === 'VALID' && state.verifiedAt === undefined) expect(state.asked).toBeGreaterThan(0);
  }
}

const everyCase = async (life: LivingWorld): Promise<readonly (Case & { readonly claimId: string })[]> => {
  const claims = await Promise.all(
    life.claiming.claimIds.map(async (claimId) => ({ claimId, state: await life.claiming.stateOf(claimId) })),
  );
  return claims.flatMap(({ claimId, state }) => [...state.cases.values()].map((one) => ({ ...one, claimId })));
};

/** Every case has a reason where it is held or out; none is both paid and out, and no entitlement is used twice. */
export async function caseLaws(life: LivingWorld): Promise<void> {
  const recorded = await facts<ClaimFact | PayoutFact>(life, 'subsidy-payment');
  const paidCases = recorded.flatMap(({ fact }) => (fact.type === 'CasePaid' ? [fact.caseId] : []));
  expect(new Set(paidCases).size).toBe(paidCases.length);
  const droppedCases = new Set(
    recorded.flatMap(({ fact }) => (fact.type === 'CasesDropped' ? fact.cases.map(({ caseId }) => caseId) : [])),
  );
  const paidLines = recorded.flatMap(({ fact }) =>
    fact.type === 'CaseLinesPaid' ? fact.lines.map((line) => `${fact.caseId}/${line}`) : [],
  );
  expect(new Set(paidLines).size).toBe(paidLines.length);
  for (const one of await everyCase(life)) {
    const { outcome, reason } = outcomeOf(one);
    if (outcome === 'HELD' || outcome === 'REJECTED')
      expect({ case: one.caseId, reason: reason ?? '' }).not.toEqual({ case: one.caseId, reason: '' });
    expect(paidCases.includes(one.caseId) && droppedCases.has(one.caseId)).toBe(false);
    await revocationLaw(life, one, outcome);
    await findingLaw(life, one, outcome);
    // What arrived although something was found on the way is claimed back.
    const found = one.holds.filter(({ reason: why }) => ['FALSIFIED_TRAINING', 'PROXY_SIGN_IN', 'CERTIFICATE_REVOKED'].includes(why));
    if (found.length > 0) expect({ case: one.caseId, found, outcome }).not.toEqual({ case: one.caseId, found, outcome: 'PAID' });
    if (!paidCases.includes(one.caseId)) continue;
    expect(one.decision?.outcome).toBe('ELIGIBLE');
    expect([...one.paidLines].sort()).toEqual(one.booked.map(({ line }) => line).sort());
    // Three different people said yes to it.
    const officers = [one.firstReviewer, one.secondReviewer, one.releasedBy];
    expect(new Set(officers.filter((officer) => officer !== undefined)).size).toBe(officers.length);
    life.ground.count(outcome === 'PAID' ? 'paid cases' : 'clawed back');
  }
  for (const personId of streams(recorded, entitlements.category)) {
    const { state } = await life.ground.store('subsidy-payment').stateOf(entitlements, personId);
    const uses = [...state.uses.values()];
    uses.forEach((use, place) => {
      const same = uses.find(
        (other, at) => at < place && other.family === use.family && other.occupation === use.occupation && other.level === use.level,
      );
      // The fees of one class are two lines of one use.
      if (same)
        expect([same.classIds, same.programmes.some((programme) => use.programmes.includes(programme))]).toEqual([use.classIds, false]);
    });
  }
}

/** Nobody is paid on a certificate that was revoked: the case is out, the money is claimed back, or it is on its way and stopped. */
async function revocationLaw(life: LivingWorld, one: Case, outcome: string): Promise<void> {
  const certificateId = (one.input?.class?.certificate ?? one.input?.certificate?.found)?.certificateId;
  if (certificateId === undefined) return;
  const { state } = await life.ground.store('certification').stateOf(certificate, certificateId);
  if (state.status !== 'REVOKED') return;
  const stopped = one.holds.some(({ reason }) => reason === 'CERTIFICATE_REVOKED');
  expect({ case: one.caseId, outcome: stopped ? 'REJECTED' : outcome }).not.toEqual({
    case: one.caseId,
    outcome: expect.stringMatching(/ELIGIBLE|HELD|PAID/),
  });
}

/** Nobody is paid for a class at which they were found out, whether the finding or the claim came first. */
async function findingLaw(life: LivingWorld, one: Case, outcome: string): Promise<void> {
  const classId = one.input?.class?.classId;
  if (classId === undefined) return;
  const { state } = await life.ground.store('subsidy-payment').stateOf(classFindings, classId);
  const found = state.findings.find(({ personId }) => personId === undefined || personId === one.personId);
  if (found === undefined) return;
  life.ground.count('found out');
  const stopped = one.holds.some(({ reason }) => reason === found.reason);
  expect({ case: one.caseId, found, outcome: stopped ? 'REJECTED' : outcome }).not.toEqual({
    case: one.caseId,
    found,
    outcome: expect.stringMatching(/ELIGIBLE|HELD|PAID/),
  });
}

/** Ledger, orders and the bank's own book say the same of every row. */
export async function moneyLaws(life: LivingWorld): Promise<void> {
  const booked = await facts<FundRowFact>(life, 'fund-ledger');
  const withheld = booked.filter(({ fact }) => ['MoveWithheld', 'CommitmentWithheld', 'PayoutWithheld'].includes((fact as Fact).type));
  expect(withheld.map(({ id, fact }) => ({ id, fact }))).toEqual([]);
  const orders = await life.money.orders();
  await accountLaw(life, orders);
  const { book } = life.bank;
  const succeeded = (await facts<PayoutFact>(life, 'subsidy-payment')).flatMap(({ fact }) =>
    fact.type === 'PaymentSucceeded' ? [fact.orderId] : [],
  );
  expect(new Set(succeeded).size).toBe(succeeded.length);
  for (const { orderId, state, status, amountFen, code } of orders) {
    const entry = book.get(orderId);
    const neverLeft = code === 'ACCOUNT_CHANGED';
    const said = {
      SUCCEEDED: 'PAID',
      RETURNED: 'RETURNED',
      REPLACED: 'RETURNED',
      ISSUED: undefined,
      WITHDRAWN: undefined,
      WITHHELD: undefined,
    }[state];
    const expected = neverLeft ? undefined : said;
    expect({ orderId, says: entry?.state, amountFen: entry?.amountFen ?? amountFen }).toEqual({ orderId, says: expected, amountFen });
    // Only what the bank may have or not is neither sent nor settled.
    if (state === 'ISSUED') expect(status).toBe('OUTCOME_UNKNOWN');
  }
  expect([...book.keys()].filter((orderId) => !orders.some((order) => order.orderId === orderId))).toEqual([]);
  const cases = await everyCase(life);
  for (const rowId of streams(booked, fundRow.category)) {
    const { state } = await life.ground.store('fund-ledger').stateOf(fundRow, rowId);
    const row = `${state.row?.fund}/${state.row?.region}/${state.row?.year}`;
    const ordered = (wanted: string) =>
      sum(
        orders
          .filter((one) => `${one.row.fund}/${one.row.region}/${one.row.year}` === row && one.state === wanted)
          .map(({ amountFen }) => amountFen),
      );
    rowLaws(state, row);
    const { PAID, RECEIVABLE, IN_TRANSIT, SUSPENSE, COMMITTED } = state.balances;
    expect({ row, paid: PAID + RECEIVABLE }).toEqual({ row, paid: life.money.paidByBank(row) });
    expect({ row, inTransit: IN_TRANSIT, suspense: SUSPENSE }).toEqual({
      row,
      inTransit: ordered('ISSUED'),
      suspense: ordered('RETURNED'),
    });
    const waiting = cases.filter((one) => one.funds === 'COMMITTED' && one.payoutId === undefined).flatMap((one) => one.booked);
    const committed = sum(
      waiting.filter((line) => `${line.row.fund}/${line.row.region}/${line.row.year}` === row).map(({ amountFen }) => amountFen),
    );
    expect({ row, committed: COMMITTED }).toEqual({ row, committed });
  }
  // Whom the ledger lets wait is whom the claims say to wait.
  const inQueues = await Promise.all(
    streams(booked, fundRow.category).map(
      async (rowId) => (await life.ground.store('fund-ledger').stateOf(fundRow, rowId)).state.queue.size,
    ),
  );
  expect(sum(inQueues)).toBe(cases.filter(({ funds }) => funds === 'QUEUED').length);
  expect(cases.filter(({ funds }) => funds === 'PENDING')).toEqual([]);
}

/** Whoever was paid was paid to the account that the reviewers said yes to. */
async function accountLaw(life: LivingWorld, orders: readonly PlacedOrder[]): Promise<void> {
  const cases = new Map((await everyCase(life)).map((one) => [one.caseId, one]));
  for (const { orderId, state, replaces, accountVersion, lines } of orders) {
    if (state !== 'SUCCEEDED' || replaces !== undefined) continue;
    const reviewed = lines.map(({ caseId, line }) => cases.get(caseId)?.accounts.get(line));
    expect({ orderId, reviewed }).toEqual({ orderId, reviewed: lines.map(() => accountVersion) });
  }
  const told = (await facts<ClaimFact>(life, 'subsidy-payment')).flatMap(({ fact }) =>
    fact.type === 'PayeeAccountChanged' ? fact.voided : [],
  );
  told.forEach(() => life.ground.count('voided reviews'));
}

function rowLaws({ balances, allottedFen }: FundRow, row: string): void {
  for (const bucket of buckets) expect({ row, bucket, below: balances[bucket] < 0 }).toEqual({ row, bucket, below: false });
  expect({ row, sum: sum(buckets.map((bucket) => balances[bucket])) }).toEqual({ row, sum: allottedFen });
}

/** Whoever waits in a row is served before everybody who came later: the log is read again, decision by decision. */
export async function queueLaws(life: LivingWorld): Promise<void> {
  const queues = new Map<string, string[]>();
  const recorded = await facts<FundRowFact | FundRowsFact>(life, 'fund-ledger');
  const ofRows = recorded.filter(({ category }) => category !== fundRows.category) as readonly RecordedFact<FundRowFact>[];
  const byDecision = Map.groupBy(
    ofRows.filter(({ category }) => category === fundRow.category),
    ({ streamId, meta }) => `${streamId} ${meta.command}`,
  );
  for (const [name, decision] of byDecision) {
    const rowId = name.slice(0, name.indexOf(' '));
    const queue = queues.get(rowId) ?? [];
    const left = (whys: readonly string[]) =>
      decision.flatMap(({ fact }) => (fact.type === 'CasesLeftQueue' && whys.includes(fact.why) ? fact.caseIds : []));
    const dropped = new Set(left(['DROPPED']));
    const served = left(['COMMITTED', 'MOVED']);
    const waiting = queue.filter((caseId) => !dropped.has(caseId));
    expect({ rowId, served: [...served].sort() }).toEqual({ rowId, served: waiting.slice(0, served.length).sort() });
    const rest = waiting.slice(served.length);
    const given = decision.flatMap(({ fact }) =>
      fact.type === 'FundsMoved' && fact.cause === 'COMMITMENT' ? fact.moves.map(({ caseId = '' }) => caseId) : [],
    );
    const overtaking = rest.length === 0 ? [] : given.filter((caseId) => !served.includes(caseId));
    expect({ rowId, overtaking }).toEqual({ rowId, overtaking: [] });
    const joined = decision.flatMap(({ fact }) => (fact.type === 'CasesQueued' ? fact.cases.map(({ caseId }) => caseId) : []));
    if (served.length > 0) life.ground.count('served from a queue');
    queues.set(rowId, [...rest, ...joined]);
  }
}
