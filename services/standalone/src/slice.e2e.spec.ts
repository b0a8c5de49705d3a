import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@libs/testing';
import { Slice, type Person, type Way } from './testing/slice';

const morning = { startsAt: '2026-04-20T00:30:00Z', endsAt: '2026-04-20T04:00:00Z', classHours: 4 };
const afternoon = { startsAt: '2026-04-20T05:30:00Z', endsAt: '2026-04-20T09:00:00Z', classHours: 4 };
const plan = (change: object = {}) => ({
  classNo: `E2E-${randomUUID().slice(0, 8).toUpperCase()}`,
  region: '120101',
  title: '中式烹调师四级第一期',
  occupation: '4-03-02-01',
  level: '4',
  mode: 'OFFLINE',
  site: { name: '实训楼', address: '和平区某路 1 号', latitude: 39.1, longitude: 117.2 },
  sessions: [morning, afternoon],
  ...change,
});

describe.each<Way>(['PostgreSQL and the poller', 'Kafka and Bull'])('a class plan on %s', (way) => {
  let slice: Slice;
  let registrar: Person;
  let otherRegistrar: Person;
  let reviewer: Person;
  let otherReviewer: Person;

  beforeAll(async () => {
    slice = await Slice.start(way, '2026-03-02');
    registrar = await slice.as({ sub: 'registrar-a', roles: ['registrar'], organisation: 'institution-a', region: '12' });
    otherRegistrar = await slice.as({ sub: 'registrar-b', roles: ['registrar'], organisation: 'institution-b' });
    reviewer = await slice.as({ sub: 'reviewer-1', roles: ['reviewer'], region: '120101' });
    otherReviewer = await slice.as({ sub: 'reviewer-2', roles: ['reviewer'], region: '31' });
  }, 90_000);
  afterAll(async () => slice?.stop(), 60_000);

  const filed = async (change: object = {}) => {
    const answer = await registrar.post('enrolment/class-plans', plan(change));
    expect(answer).toMatchObject({ status: 201, body: { status: 'APPLIED', version: 1 } });
    return answer.body as { classId: string; seq: number; sessions: { sessionId: string }[] };
  };
  const sessionsOf = async (classId: string) =>
    (await registrar.get(`attendance/class-sessions?classId=${classId}`)).body['items'] as { sessionId: string; startsAt: string }[];

  it('is filed, approved, and its sessions appear in attendance', async () => {
    const { classId, seq, sessions } = await filed();
    await expect(registrar.get(`enrolment/class-plans/${classId}?after=${seq}`)).resolves.toMatchObject({
      status: 200,
      body: { status: 'APPLIED', institutionId: 'institution-a', silenceApprovesAt: '2026-03-09T16:00:00.000Z' },
    });
    const approved = await reviewer.post(`enrolment/class-plans/${classId}/approvals`, {}, randomUUID(), { 'if-match': '"1"' });
    expect(approved).toMatchObject({ status: 201, body: { status: 'APPROVED', version: 2 } });
    const scheduled = await eventually(
      async () => {
        const found = await sessionsOf(classId);
        return found.length === 2 ? found : undefined;
      },
      { withinMs: 30_000 },
    );
    expect(scheduled.map(({ sessionId, startsAt }) => [sessionId, startsAt])).toEqual([
      [sessions[0]!.sessionId, '2026-04-20T00:30:00.000Z'],
      [sessions[1]!.sessionId, '2026-04-20T05:30:00.000Z'],
    ]);
  }, 60_000);

  it('answers the same for the same Idempotency-Key, and refuses another input under it', async () => {
    const [key, body] = [randomUUID(), plan()];
    const first = await registrar.post('enrolment/class-plans', body, key);
    const again = await registrar.post('enrolment/class-plans', body, key);
    expect(again).toEqual({ ...first, body: { ...first.body, repeated: true } });
    await expect(registrar.post('enrolment/class-plans', { ...body, title: '另一期' }, key)).resolves.toMatchObject({
      status: 422,
      body: { code: 'COMMAND_ID_REUSED' },
    });
  });

  it('names what is wrong with the input', async () => {
    const bad = await registrar.post('enrolment/class-plans', plan({ level: '9', sessions: [{ ...morning, startsAt: 'tomorrow' }] }));
    expect(bad).toMatchObject({
      status: 400,
      type: expect.stringContaining('application/problem+json'),
      body: { code: 'VALIDATION_FAILED' },
    });
    expect((bad.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/level', '/sessions/0/startsAt']),
    );
    const overlapping = await registrar.post(
      'enrolment/class-plans',
      plan({ sessions: [morning, { ...afternoon, startsAt: '2026-04-20T03:00:00Z' }] }),
    );
    expect(overlapping).toMatchObject({ status: 409, body: { code: 'SESSIONS_OVERLAP', detail: '第 2 节与第 1 节时间重叠。' } });
  });

  it('keeps its opening number to itself', async () => {
    const classNo = `TWICE-${randomUUID().slice(0, 8).toUpperCase()}`;
    await filed({ classNo });
    await expect(otherRegistrar.post('enrolment/class-plans', plan({ classNo }))).resolves.toMatchObject({
      status: 409,
      body: { code: 'CLASS_NO_TAKEN' },
    });
  });

  it('is to another institution, and to an office elsewhere, as if it did not exist', async () => {
    const { classId, seq } = await filed();
    for (const stranger of [otherRegistrar, otherReviewer]) {
      await expect(stranger.get(`enrolment/class-plans/${classId}?after=${seq}`)).resolves.toMatchObject({ status: 404 });
      await expect(stranger.get('enrolment/class-plans')).resolves.toMatchObject({ status: 200, body: { items: [] } });
    }
    await expect(otherReviewer.post(`enrolment/class-plans/${classId}/approvals`)).resolves.toMatchObject({
      status: 404,
      body: { code: 'CLASS_PLAN_NOT_FOUND' },
    });
    await expect(otherRegistrar.post(`enrolment/class-plans/${classId}/filings`, plan())).resolves.toMatchObject({ status: 404 });
    await expect(registrar.post(`enrolment/class-plans/${classId}/approvals`)).resolves.toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED' },
    });
  });

  it('is returned with a reason, filed again, and then approved by the silence of the office', async () => {
    const { classId, sessions } = await filed();
    const returned = await reviewer.post(`enrolment/class-plans/${classId}/returns`, { reason: '缺少消防验收材料' });
    expect(returned).toMatchObject({ status: 201, body: { status: 'RETURNED', returnReason: '缺少消防验收材料' } });
    const again = await registrar.post(`enrolment/class-plans/${classId}/filings`, plan());
    expect(again).toMatchObject({ status: 201, body: { status: 'APPLIED', round: 2, version: 3 } });
    await expect(
      reviewer.post(`enrolment/class-plans/${classId}/approvals`, {}, randomUUID(), { 'if-match': '"1"' }),
    ).resolves.toMatchObject({ status: 412, body: { code: 'CLASS_PLAN_CHANGED' } });
    await slice.clockTo('2026-03-10');
    const seen = await registrar.get(`enrolment/class-plans/${classId}`);
    expect(seen).toMatchObject({
      status: 200,
      body: { status: 'APPROVED', approvalBasis: 'SILENCE', approvedAt: '2026-03-09T16:00:00.000Z' },
    });
    const scheduled = await sessionsOf(classId);
    expect(scheduled).toHaveLength(2);
    expect(scheduled.map(({ sessionId }) => sessionId)).not.toContain(sessions[0]!.sessionId);
  }, 120_000);
});
