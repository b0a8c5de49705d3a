// Claims for a class: from what other services said, to reviews and publicity, on a real database.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { CertificateV1, ClassOpeningApprovedV1 } from '@libs/contracts';
import { SystemClock, addDays, businessDate, childId, newId, startOfDay } from '@libs/kernel';
import type { TokenClaims } from '@libs/platform';
import { eventually, type Answer } from '@libs/testing';
import { ClassRecords } from '../class-record/class-records';
import { ClassRoster } from '../class-record/class-roster';
import { RunningSubsidyPayment, officer, policyOfficer } from '../testing/running-subsidy-payment';

type CaseSeen = {
  readonly personId: string;
  readonly outcome: string;
  readonly reason?: string;
  readonly detail: Record<string, unknown>;
  readonly lines: readonly { readonly programme: string; readonly payee: { readonly id: string }; readonly amount: string }[];
};

const today = businessDate(new SystemClock().now());
const startsOn = addDays(today, -30);
const institutionId = newId();
const employerId = newId();
const registrar: TokenClaims = { sub: 'registrar', roles: ['registrar'], organisation: institutionId, region: '12' };
let service: RunningSubsidyPayment;
let rows: DataSource;
let records: ClassRecords;

const cases = ({ body }: Answer) => body['cases'] as readonly CaseSeen[];

type Trainee = { readonly personId: string; readonly group?: string; readonly absent?: number; readonly passed?: boolean };

const approved = (classId: string): ClassOpeningApprovedV1 => ({
  classId,
  institutionId,
  region: '120000',
  occupation: '6-31-01-03',
  level: '3',
  mode: 'OFFLINE',
  venue: 'ORDINARY',
  site: { latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
  startsOn,
  endsOn: addDays(startsOn, 9),
  classHours: 80,
  approvedAt: startOfDay(startsOn),
  sessions: [],
});

const certificateOf = (classId: string, personId: string): CertificateV1 => ({
  certificateId: childId(classId, `certificate/${personId}`),
  number: 'Y120112000001263000001',
  personId,
  occupation: '6-31-01-03',
  level: '3',
  kind: 'SKILL_LEVEL',
  issuedOn: addDays(today, -10),
  classId,
});

/** A class as it was announced by enrolment, attendance and certification, each fact once more and out of order. */
async function heard(classId: string, trainees: readonly Trainee[], present = trainees.length): Promise<void> {
  const days = Array.from({ length: 10 }, (_, day) => ({ day: day + 1, on: addDays(startsOn, day), present, enrolled: trainees.length }));
  await records.keepDays({ classId, days, closedAt: startOfDay(today) }, 90);
  await records.keepClass({ ...approved(classId), region: '990000' }, 1);
  await records.keepClass(approved(classId), 3);
  await records.keepClass({ ...approved(classId), region: '990000' }, 2);
  for (const [at, { personId, group = '企业职工', absent = 0, passed = true }] of trainees.entries()) {
    const enrolmentId = childId(classId, `enrolment/${personId}`);
    const enrolled = { enrolmentId, classId, personId, place: at + 1, group, employerId, tags: [], enrolledAt: startOfDay(startsOn) };
    await records.keepEnrolment(enrolled, 10 + at);
    const countedHours = 80 - absent;
    await records.keepAttendance(
      { classId, enrolmentId, personId, countedHours, scheduledHours: 80, days: [], faceFlags: 0, summarisedAt: startOfDay(today) },
      50 + at,
    );
    await records.keepResult({ classId, personId, passed, assessorId: 'assessor', assessedOn: addDays(today, -10) }, 70 + at);
    if (!passed) continue;
    await records.keepCertificate(certificateOf(classId, personId), { verified: true }, 81);
    await records.keepCertificate(certificateOf(classId, personId), {}, 80);
  }
}

beforeAll(async () => {
  service = await RunningSubsidyPayment.start();
  rows = await new DataSource({ type: 'postgres', url: service.database.appUrl }).initialize();
  records = new ClassRecords(rows);
  const silent = {
    fund_reserve: { months: 24 },
    other_regions: { answer: 'none' },
    public_payroll: false,
    custody: [],
    pension: null,
    deaths: null,
  };
  for (const [registry, value] of Object.entries(silent)) service.desk.values.set(registry, value);
  await service.publish('tj-2022-20');
  await records.keepOrganisation(
    {
      organisationId: institutionId,
      kind: 'training_institution',
      name: '某校',
      region: '120000',
      uscc: '',
      registeredAt: startOfDay(startsOn),
    },
    1,
  );
}, 60_000);
afterAll(async () => {
  await rows?.destroy();
  await service?.end();
});

const apply = (classId: string, more: object = {}, as = registrar) =>
  service.post('claims', { programmes: ['TRAINING_FEE', 'EXAM_FEE'], classIds: [classId], ...more }, { as });

describe('a claim for a class', () => {
  it('covers the roster in its order, each trainee by what was heard of them', async () => {
    const [classId, full, exact, short, failed] = [newId(), newId(), newId(), newId(), newId()];
    await heard(classId, [
      { personId: full },
      { personId: exact, absent: 16 },
      { personId: short, absent: 17 },
      { personId: failed, passed: false },
    ]);
    const filed = await apply(classId);
    expect([filed.status, filed.body['region'], filed.body['organisationId']]).toEqual([201, '120000', institutionId]);
    expect(cases(filed).map(({ personId, outcome, reason }) => [personId, outcome, reason])).toEqual([
      [full, 'ELIGIBLE', undefined],
      [exact, 'ELIGIBLE', undefined],
      [short, 'REJECTED', 'ATTENDANCE_BELOW_80'],
      [failed, 'REJECTED', 'NO_CERTIFICATE'],
    ]);
    expect(cases(filed)[0]?.lines.map(({ programme, payee, amount }) => [programme, payee.id, amount])).toEqual([
      ['TRAINING_FEE', employerId, expect.stringMatching(/^\d+\.00$/)],
      ['EXAM_FEE', institutionId, expect.stringMatching(/^\d+\.00$/)],
    ]);
    expect(cases(filed)[2]?.detail).toMatchObject({ have: '78.75%', need: '80%', counted: 63, scheduled: 80 });
  });
  it('covers the people named, in the order in which they are named', async () => {
    const [classId, one, two, three] = [newId(), newId(), newId(), newId()];
    await heard(classId, [{ personId: one }, { personId: two }, { personId: three }]);
    expect(cases(await apply(classId, { personIds: [three, one] })).map(({ personId }) => personId)).toEqual([three, one]);
    expect((await apply(classId, { personIds: [newId()] })).body).toMatchObject({ code: 'PERSON_NOT_ON_ROSTER' });
  });
  it('is void as a whole for a day on which too few came', async () => {
    const [classId, one] = [newId(), newId()];
    await heard(classId, [{ personId: one }, { personId: newId() }, { personId: newId() }, { personId: newId() }], 3);
    expect(cases(await apply(classId))[0]).toMatchObject({
      outcome: 'REJECTED',
      reason: 'CLASS_DAY_ATTENDANCE_BELOW_80',
      detail: { day: 1, have: '75%', need: '80%' },
    });
  });
  it('is filed again for those who came to the roster, and a lost answer is given again although it grew', async () => {
    const [classId, first, second] = [newId(), newId(), newId()];
    await heard(classId, [{ personId: first }]);
    const file = (key: string, more: object = {}) =>
      service.post('claims', { programmes: ['TRAINING_FEE', 'EXAM_FEE'], classIds: [classId], ...more }, { as: registrar, key });
    const filed = await file('first-filing');
    await heard(classId, [{ personId: first }, { personId: second }]);
    expect(await file('first-filing')).toEqual(filed);
    expect((await file('first-filing', { personIds: [second] })).body).toMatchObject({ code: 'COMMAND_ID_REUSED' });
    const again = await file('second-filing');
    expect(again.body['claimId']).not.toBe(filed.body['claimId']);
    expect(cases(again).map(({ personId, outcome, reason }) => [personId, outcome, reason])).toEqual([
      [first, 'HELD', 'ENTITLEMENT_RESERVED'],
      [second, 'ELIGIBLE', undefined],
    ]);
  });
  it('is asked by the institution of the class, or by the employer of everybody in it, and by nobody else', async () => {
    const [classId, one] = [newId(), newId()];
    await heard(classId, [{ personId: one }]);
    const employer = (organisation: string): TokenClaims => ({ sub: 'employer', roles: ['employer'], organisation });
    expect((await apply(classId, {}, { ...registrar, organisation: newId() })).body).toMatchObject({ code: 'CLASS_NOT_FOUND' });
    expect((await apply(classId, {}, employer(newId()))).body).toMatchObject({ code: 'CLASS_NOT_FOUND' });
    expect((await apply(newId())).body).toMatchObject({ code: 'CLASS_NOT_FOUND' });
    expect((await apply(classId, {}, employer(employerId))).status).toBe(201);
  });
  it('waits for another one that has reserved the same, and is decided again by itself when that is out', async () => {
    const [classId, further, personId] = [newId(), newId(), newId()];
    await heard(classId, [{ personId }]);
    await heard(further, [{ personId }]);
    const won = await apply(classId);
    const lost = await apply(further);
    expect(cases(lost)[0]).toMatchObject({ outcome: 'HELD', reason: 'ENTITLEMENT_RESERVED' });
    const id = String(won.body['claimId']);
    await service.post(`claims/${id}/first-reviews`, {}, { as: officer(1) });
    await service.post(`claims/${id}/second-reviews`, {}, { as: officer(2) });
    await service.post(`claims/${id}/publicities`, {}, { as: officer(1) });
    await service.post(`claims/${id}/objections`, { personId });
    await service.post(`claims/${id}/objection-resolutions`, { personId, upheld: true });
    const after = () => service.get(`claims/${String(lost.body['claimId'])}`);
    await eventually(async () => cases(await after())[0]?.outcome === 'ELIGIBLE');
    expect(cases(await after())[0]).toMatchObject({
      decisions: [{ reason: 'ENTITLEMENT_RESERVED' }, { cause: 'RESERVATION_FREED', outcome: 'ELIGIBLE' }],
    });
  });
  it('is stopped and freed by supervision, for everybody or for who is removed', async () => {
    const [classId, one, two] = [newId(), newId(), newId()];
    await heard(classId, [{ personId: one }, { personId: two }]);
    const filed = await apply(classId);
    const supervisor: TokenClaims = { sub: 'supervisor', roles: ['supervisor'] };
    await service.get(`claims?after=${String(filed.body['seq'])}`);
    expect((await service.post('holds', { classId }, { as: supervisor })).body).toMatchObject({ claimIds: [filed.body['claimId']] });
    const seen = async () =>
      cases(await service.get(`claims/${String(filed.body['claimId'])}`)).map(({ outcome, reason }) => reason ?? outcome);
    expect(await seen()).toEqual(['AUDIT_HOLD', 'AUDIT_HOLD']);
    await service.post('holds/releases', { classId, remove: [one], reason: 'PROXY_SIGN_IN' }, { as: supervisor });
    expect(await seen()).toEqual(['PROXY_SIGN_IN', 'ELIGIBLE']);
  });
});

describe('a pre-check', () => {
  it('says of each what filing comes to, and writes nothing', async () => {
    const [classId, full, short] = [newId(), newId(), newId()];
    await heard(classId, [{ personId: full }, { personId: short, absent: 17 }]);
    const body = { programmes: ['TRAINING_FEE', 'EXAM_FEE'], classIds: [classId] };
    const facts = async () => (await rows.query<{ count: string }[]>('select count(*) from "log_subsidy-payment".fact'))[0]?.count;
    const before = await facts();
    const checked = await service.post('claim-pre-checks', body, { as: registrar });
    expect(await facts()).toBe(before);
    expect(checked.body).toMatchObject({ region: '120000', organisationId: institutionId, outcomeCounts: { ELIGIBLE: 1, REJECTED: 1 } });
    const filed = await apply(classId);
    const said = (answer: Answer) =>
      cases(answer).map(({ personId, outcome, reason, lines }) => [personId, outcome, reason, lines.map(({ amount }) => amount)]);
    expect(said(checked)).toEqual(said(filed));
    const again = await service.post('claim-pre-checks', body, { as: registrar });
    expect(cases(again)[0]).toMatchObject({ outcome: 'HELD', reason: 'ENTITLEMENT_RESERVED' });
  });
  it('is for those who may file', async () => {
    const classId = newId();
    await heard(classId, [{ personId: newId() }]);
    const body = { programmes: ['TRAINING_FEE'], classIds: [classId] };
    const other = { ...registrar, organisation: newId() };
    expect((await service.post('claim-pre-checks', body, { as: other })).body).toMatchObject({ code: 'CLASS_NOT_FOUND' });
  });
});

describe('a reassessment', () => {
  it('decides rejected cases again, under what is known now', async () => {
    const [classId, one] = [newId(), newId()];
    await heard(classId, [{ personId: one, passed: false }]);
    const filed = await apply(classId);
    await records.keepResult({ classId, personId: one, passed: true, assessorId: 'assessor', assessedOn: today }, 99);
    await records.keepCertificate(certificateOf(classId, one), { verified: true }, 100);
    expect((await service.post('reassessments', { programme: 'TRAINING_FEE' }, { as: policyOfficer(1) })).status).toBe(201);
    const seen = async () => cases(await service.get(`claims/${String(filed.body['claimId'])}`))[0];
    await eventually(async () => (await seen())?.outcome === 'ELIGIBLE');
  });
});

describe('what others said', () => {
  it('stands as the last of them said it, whatever comes late or twice', async () => {
    const [classId, personId] = [newId(), newId()];
    await heard(classId, [{ personId, absent: 8 }]);
    const roster = new ClassRoster(rows);
    expect(await roster.classes([classId])).toMatchObject([{ region: '120000', classHours: 80 }]);
    expect(await roster.entries([classId])).toMatchObject([
      {
        personId,
        place: 1,
        passed: true,
        attendance: { countedHours: 72 },
        certificate: { verified: true, number: 'Y120112000001263000001' },
      },
    ]);
    await records.keepCertificate(certificateOf(classId, personId), { revokedCause: 'ISSUER_AT_FAULT' }, 120);
    await records.keepCertificate(certificateOf(classId, personId), { verified: true }, 81);
    expect(await roster.certificate(personId, '6-31-01-03', '3')).toMatchObject({ verified: true, revoked: { cause: 'ISSUER_AT_FAULT' } });
  });
});
