import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { addDays, businessDate, childId } from '@libs/kernel';
import type { Person } from '@libs/testing';
import { RunningAttendance, TestDevice, type Shot } from './testing/running-attendance';

const institutionId = childId('attendance', 'institution');
const classId = childId('attendance', 'class');
const yesterday = addDays(businessDate(new Date().toISOString()), -1);
const at = (time: string) => new Date(`${yesterday}T${time}:00+08:00`).toISOString();
const am = { sessionId: childId(classId, 'am'), startsAt: at('08:30'), endsAt: at('12:00'), classHours: 4 };
const pm = { sessionId: childId(classId, 'pm'), startsAt: at('13:30'), endsAt: at('17:00'), classHours: 4 };
const people = ['one', 'two', 'three', 'four', 'five'].map((name) => childId(classId, name));
const [one = '', two = '', three = '', four = '', five = ''] = people;

let world: RunningAttendance;
let registrar: Person;
let elsewhere: Person;
const device = new TestDevice();

const shot = (personId: string, direction: 'IN' | 'OUT', more: Partial<Shot> = {}): Shot => ({
  sessionId: am.sessionId,
  personId,
  direction,
  deviceAt: direction === 'IN' ? am.startsAt : am.endsAt,
  ...more,
});
const send = async (captures: readonly unknown[], key?: string, by = registrar) =>
  by.post(`devices/${device.deviceId}/captures`, { captures }, { key });
const outcomes = ({ body }: Awaited<ReturnType<typeof send>>) =>
  (body['captures'] as { outcome: string; code?: string; flags?: string[] }[]).map(
    ({ outcome, code, flags }) => code ?? (flags?.length ? flags : outcome),
  );

beforeAll(async () => {
  world = await RunningAttendance.start();
  registrar = await world.as({ sub: 'registrar', roles: ['registrar', 'reviewer'], organisation: institutionId });
  elsewhere = await world.as({ sub: 'other', roles: ['registrar'], organisation: 'another' });
  await world.openClass({
    classId,
    institutionId,
    region: '120101',
    occupation: '6-31-01-03',
    level: '3',
    mode: 'OFFLINE',
    venue: 'ORDINARY',
    site: { latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
    startsOn: yesterday,
    endsOn: yesterday,
    classHours: 8,
    approvedAt: at('08:00'),
    sessions: [am, pm],
  });
  for (const [index, personId] of people.entries()) {
    const enrolmentId = childId(classId, `enrolment/${personId}`);
    await world.enrol({ classId, personId, enrolmentId, place: index + 1, group: '企业职工', tags: [], enrolledAt: at('08:00') });
  }
  const { status, body } = await registrar.post('devices', { name: '门口', region: '120101', publicKey: device.publicKey });
  expect(status).toBe(201);
  device.deviceId = String(body['deviceId']);
});
afterAll(() => world?.stop());

describe('a device', () => {
  it('is registered once, with a key that is one', async () => {
    const again = await registrar.post('devices', { name: '后门', region: '120101', publicKey: device.publicKey });
    expect(again).toMatchObject({ status: 409, body: { code: 'DEVICE_KEY_TAKEN' } });
    const noKey = await registrar.post('devices', { name: '后门', region: '120101', publicKey: 'A'.repeat(60) });
    expect(noKey).toMatchObject({ status: 409, body: { code: 'DEVICE_KEY_INVALID' } });
  });
  it('does not exist for another institution', async () => {
    expect(await send([device.shoot(shot(one, 'IN'))], undefined, elsewhere)).toMatchObject({
      status: 404,
      body: { code: 'DEVICE_NOT_FOUND' },
    });
    expect((await elsewhere.get('devices')).body['items']).toEqual([]);
  });
  it('takes nothing once it is revoked', async () => {
    const lost = new TestDevice();
    const { body } = await registrar.post('devices', { name: '丢失', region: '120101', publicKey: lost.publicKey });
    lost.deviceId = String(body['deviceId']);
    await registrar.post(`devices/${lost.deviceId}/revocations`);
    expect(await registrar.post(`devices/${lost.deviceId}/captures`, { captures: [lost.shoot(shot(one, 'IN'))] })).toMatchObject({
      status: 409,
      body: { code: 'DEVICE_REVOKED' },
    });
  });
});

describe('captures', () => {
  it('are taken once, each answered for itself, and the same again for the same request', async () => {
    const key = randomUUID();
    const batch = [
      device.shoot(shot(one, 'IN')),
      device.shoot(shot(one, 'OUT')),
      device.shoot(shot(two, 'IN', { faceScore: '0.41' })),
      device.shoot(shot(three, 'IN', { latitude: 39.12 })),
      device.shoot(shot(childId(classId, 'stranger'), 'IN')),
      device.shoot(shot(four, 'IN', { sessionId: randomUUID() })),
    ];
    const expected = ['ACCEPTED', 'ACCEPTED', ['FACE_SCORE'], ['OUTSIDE_FENCE'], 'NOT_ENROLLED', 'SESSION_NOT_FOUND'];
    const first = await send(batch, key);
    expect([first.status, outcomes(first)]).toEqual([201, expected]);
    const again = await send(batch, key);
    expect(again.body).toMatchObject({ repeated: true, seq: first.body['seq'] });
    expect(outcomes(again)).toEqual(expected);
    expect(outcomes(await send(batch))).toEqual(['DUPLICATE', 'DUPLICATE', 'DUPLICATE', 'DUPLICATE', 'NOT_ENROLLED', 'SESSION_NOT_FOUND']);
  });
  it('are refused when anybody but the device has written them', async () => {
    const real = device.shoot(shot(four, 'IN'));
    const other = new TestDevice();
    other.deviceId = device.deviceId;
    const forged = other.shoot(shot(four, 'IN', { counter: 900 }));
    const moved = { ...device.shoot(shot(four, 'IN', { latitude: 39.9 })), latitude: 39.1 };
    expect(outcomes(await send([forged, moved, { ...real, personId: five }]))).toEqual(Array(3).fill('SIGNATURE_INVALID'));
    expect(outcomes(await send([real]))).toEqual(['ACCEPTED']);
  });
  it('are refused when their counter was used before', async () => {
    const first = device.shoot(shot(five, 'IN'));
    const replayed = device.shoot(shot(five, 'OUT', { counter: first.counter }));
    expect(outcomes(await send([first, replayed]))).toEqual(['ACCEPTED', 'COUNTER_REPLAYED']);
  });
  it('are shown live, person by person', async () => {
    const { body } = await send([device.shoot(shot(five, 'OUT'))]);
    const seen = await registrar.get(`class-sessions/${am.sessionId}/sign-ins?after=${String(body['seq'])}`);
    const items = seen.body['items'] as { personId: string }[];
    expect(items.find(({ personId }) => personId === five)).toMatchObject({
      inAt: am.startsAt,
      outAt: am.endsAt,
      face: 'MATCHED',
      flags: [],
    });
    expect(items.find(({ personId }) => personId === three)).toMatchObject({ flags: ['OUTSIDE_FENCE'] });
    expect(await elsewhere.get(`class-sessions/${am.sessionId}/sign-ins`)).toMatchObject({ status: 404 });
  });
});

describe('a trainee', () => {
  it('sees their own sessions with both times and the hours so far, and nobody else', async () => {
    const { body } = await send([device.shoot(shot(four, 'OUT'))]);
    const trainee = await world.as({ sub: 'account-four', person: four, roles: ['trainee'] });
    const seen = await trainee.get(`own-attendance?after=${String(body['seq'])}`);
    expect(seen.body).toEqual({
      classes: [
        {
          ...{ classId, institutionId, status: 'OPEN', countedHours: 4, scheduledHours: 8 },
          sessions: [
            expect.objectContaining({ sessionId: am.sessionId, inAt: am.startsAt, inReceivedAt: expect.any(String), flags: [] }),
            { ...pm, flags: [], faceAccepted: false },
          ],
        },
      ],
    });
    expect(JSON.stringify(seen.body)).not.toContain(five);
    expect((await (await world.as({ sub: 'stranger', roles: ['trainee'] })).get('own-attendance')).body).toEqual({ classes: [] });
    expect(await registrar.get('own-attendance')).toMatchObject({ status: 403 });
  });
});

describe('a face that was reviewed by hand', () => {
  it('is one again, and the mark stays', async () => {
    const review = { personId: two, accepted: true, note: '同一人' };
    const answer = await registrar.post(`class-sessions/${am.sessionId}/flag-reviews`, review);
    expect(answer).toMatchObject({ status: 201, body: { faceAccepted: true } });
    expect(await registrar.post(`class-sessions/${am.sessionId}/flag-reviews`, { ...review, personId: three })).toMatchObject({
      body: { code: 'NO_FACE_FLAG' },
    });
  });
});

describe('closing the class', () => {
  it('sums up, freezes and shows every person by the roster', async () => {
    await send(
      [one, two, three, four].flatMap((personId) => [
        device.shoot(shot(personId, 'IN', { sessionId: pm.sessionId, deviceAt: pm.startsAt })),
      ]),
    );
    expect(await elsewhere.post(`classes/${classId}/closings`)).toMatchObject({ status: 404, body: { code: 'CLASS_NOT_FOUND' } });
    const closed = await registrar.post(`classes/${classId}/closings`);
    const day = { day: 1, on: yesterday, present: 5, enrolled: 5 };
    expect(closed).toMatchObject({ status: 201, body: { status: 'CLOSED', days: [day], repeated: false } });
    expect(closed.body).not.toHaveProperty('below');
    const { body } = await registrar.get(`classes/${classId}/attendance?after=${String(closed.body['seq'])}`);
    expect(body).toMatchObject({ status: 'CLOSED', days: [day] });
    const hours = (body['people'] as { countedHours: number; scheduledHours: number; faceFlags: number }[]).map(
      ({ countedHours, scheduledHours, faceFlags }) => [countedHours, scheduledHours, faceFlags],
    );
    expect(hours).toEqual([
      [8, 8, 0],
      [8, 8, 1],
      [4, 8, 0],
      [8, 8, 0],
      [4, 8, 0],
    ]);
  });
  it('happens once, and nothing is captured after it', async () => {
    expect(await registrar.post(`classes/${classId}/closings`)).toMatchObject({ status: 409, body: { code: 'CLASS_CLOSED' } });
    expect(outcomes(await send([device.shoot(shot(four, 'OUT'))]))).toEqual(['CLASS_CLOSED']);
  });
});
