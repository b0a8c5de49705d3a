import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, businessDate, childId } from '@libs/kernel';
import type { Person } from '@libs/testing';
import { RunningAttendance, TestDevice } from '../testing/running-attendance';

const institutionId = childId('wall', 'institution');
const classId = childId('wall', 'class');
const yesterday = addDays(businessDate(new Date().toISOString()), -1);
const at = (time: string) => new Date(`${yesterday}T${time}:00+08:00`).toISOString();
const am = { sessionId: childId(classId, 'am'), startsAt: at('08:30'), endsAt: at('12:00'), classHours: 4 };
const people = ['one', 'two', 'three'].map((name) => childId(classId, name));

let world: RunningAttendance;
let registrar: Person;
const device = new TestDevice();

const signIn = (personId: string | undefined) =>
  registrar.post(`devices/${device.deviceId}/captures`, {
    captures: [device.shoot({ sessionId: am.sessionId, personId: personId ?? '', direction: 'IN', deviceAt: am.startsAt })],
  });

/** Reads events until there are so many, or the stream has ended. */
async function eventsOf(answer: Response, wanted: number): Promise<readonly { readonly id: string; readonly personId: string }[]> {
  const found: { id: string; personId: string }[] = [];
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    const parts = text.split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts.filter((each) => each.includes('event: capture'))) {
      const { personId } = JSON.parse(/^data: (.*)$/m.exec(part)?.[1] ?? '{}') as { personId: string };
      found.push({ id: /^id: (\d+)$/m.exec(part)?.[1] ?? '', personId });
    }
    if (found.length >= wanted) break;
  }
  return found;
}

beforeAll(async () => {
  world = await RunningAttendance.start({ ANSWER_TIMEOUT_MS: '12000' });
  registrar = await world.as({ sub: 'registrar', roles: ['registrar'], organisation: institutionId });
  const opened = { classId, institutionId, region: '120101', occupation: '6-31-01-03', level: '3', mode: 'OFFLINE', venue: 'ORDINARY' };
  const site = { latitude: 39.1, longitude: 117.2, radiusMetres: 300 };
  const days = { startsOn: yesterday, endsOn: yesterday, classHours: 4, approvedAt: at('08:00') };
  await world.openClass({ ...opened, mode: 'OFFLINE', venue: 'ORDINARY', site, ...days, sessions: [am] });
  for (const [index, personId] of people.entries()) {
    const enrolmentId = childId(classId, `enrolment/${personId}`);
    await world.enrol({ classId, personId, enrolmentId, place: index + 1, group: '企业职工', tags: [], enrolledAt: at('08:00') });
  }
  const { body } = await registrar.post('devices', { name: '门口', region: '120101', publicKey: device.publicKey });
  device.deviceId = String(body['deviceId']);
});
afterAll(() => world?.stop());

describe('the wall of a class', () => {
  it('shows who comes while somebody watches, and goes on where a watcher left off', async () => {
    await signIn(people[0]);
    const answer = await registrar.stream(`classes/${classId}/wall?sessionId=${am.sessionId}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const watching = eventsOf(answer, 2);
    await signIn(people[1]);
    const seen = await watching;
    expect(seen.map(({ personId }) => personId)).toEqual([people[0], people[1]]);
    await signIn(people[2]);
    const later = await registrar.stream(`classes/${classId}/wall`, { 'last-event-id': seen[1]?.id ?? '' });
    expect((await eventsOf(later, 1)).map(({ personId }) => personId)).toEqual([people[2]]);
  });

  it('ends by itself before the longest time for an answer, and is not broken off', async () => {
    const text = await (await registrar.stream(`classes/${classId}/wall`, { 'last-event-id': '999999' })).text();
    expect(text).toContain('retry: ');
  });

  it('is not there for another institution', async () => {
    const other = await world.as({ sub: 'other', roles: ['registrar'], organisation: 'another' });
    expect((await other.get(`classes/${classId}/wall`)).status).toBe(404);
  });

  it('ends when the process lets nobody in any more', async () => {
    const answer = await registrar.stream(`classes/${classId}/wall`, { 'last-event-id': '999999' });
    const begun = performance.now();
    const closing = world.service.running.close();
    await answer.text();
    await closing;
    expect(performance.now() - begun).toBeLessThan(6_000);
  });
});
