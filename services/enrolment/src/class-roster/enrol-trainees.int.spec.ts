import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningEnrolment, idNoOf } from '../testing/running-enrolment';

let enrolment: RunningEnrolment;
let institution = '';
let sequence = 0;
const someone = (born = '1990-01-01', more = {}, name = '王小明') => {
  sequence += 2;
  return enrolment.register(idNoOf(born, 100 + sequence + 1), name, more);
};
const woman = (born: string) => {
  sequence += 2;
  const idNo = idNoOf(born, 100 + sequence);
  return enrolment.register(idNo, '李梅').then((personId) => ({ personId, idNo }));
};
const enrol = async (classId: string, people: readonly string[], more = {}) =>
  enrolment.post(`classes/${classId}/enrolments`, { people, ...more }, { token: await enrolment.registrar(institution) });

beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
  institution = 'institution-a';
});
afterAll(() => enrolment?.end());

describe('enrolling a roster', () => {
  it('gives all of them a place in the order of naming, and shows them masked', async () => {
    const classId = await enrolment.approvedClass(institution, '2030-03-11');
    const people = await Promise.all(Array.from({ length: 60 }, () => someone('1990-01-01', { group: '登记失业人员' })));
    const { status, body } = await enrol(classId, people);
    expect(status).toBe(201);
    expect((body['enrolled'] as { personId: string; place: number }[]).map(({ personId }) => personId)).toEqual(people);
    const roster = await enrolment.get(`classes/${classId}/roster?after=${String(body['seq'])}`, await enrolment.registrar(institution));
    expect((roster.body['items'] as object[])[0]).toMatchObject({
      personId: people[0],
      place: 1,
      name: '王**',
      group: '登记失业人员',
      tags: [],
    });
    const plan = await enrolment.get(`class-plans/${classId}?after=${String(body['seq'])}`, await enrolment.registrar(institution));
    expect(plan.body).toMatchObject({ enrolled: 60, occupation: '6-31-01-03', site: { radiusMetres: 300 }, startsOn: '2030-03-11' });
  });

  it('is invisible to another institution', async () => {
    const classId = await enrolment.approvedClass(institution, '2030-03-12');
    const other = await enrolment.registrar('institution-b');
    expect((await enrolment.get(`classes/${classId}/roster`, other)).status).toBe(404);
    expect((await enrolment.post(`classes/${classId}/enrolments`, { people: [await someone()] }, { token: other })).body).toMatchObject({
      code: 'CLASS_PLAN_NOT_FOUND',
    });
  });

  it('names the other class of somebody who is busy, keeps the rejection, and says the same to a repeat', async () => {
    const first = await enrolment.approvedClass(institution, '2030-04-01');
    const second = await enrolment.approvedClass(institution, '2030-04-01');
    const [busy, free] = [await someone(), await someone()];
    expect((await enrol(first, [busy])).status).toBe(201);
    const asked = { token: await enrolment.registrar(institution), key: 'the-same-key-1' };
    const refused = await enrolment.post(`classes/${second}/enrolments`, { people: [free, busy] }, asked);
    expect(refused).toMatchObject({ status: 409, body: { code: 'OVERLAPPING_ENROLMENT', values: { class: first, person: busy } } });
    expect((await enrolment.post(`classes/${second}/enrolments`, { people: [free, busy] }, asked)).body['code']).toBe(
      'OVERLAPPING_ENROLMENT',
    );
    expect((await enrol(second, [free])).body['enrolled']).toMatchObject([{ personId: free, place: 1 }]);
  });

  it('asks the registry of retirements about those whom its answer can change, and tells the day of retirement to nobody but the asker', async () => {
    // 国务院关于渐进式延迟法定退休年龄的办法: 50 in December 2029, 59 months after January 2025, so 30 months later.
    const { personId, idNo } = await woman('1979-12-10');
    const [before, on] = [
      await enrolment.approvedClass(institution, '2032-06-09'),
      await enrolment.approvedClass(institution, '2032-06-10'),
    ];
    enrolment.world.values.set(`retirement/${idNo}`, { track: 'woman_50' });
    const questions = () => enrolment.world.asked.filter(({ path }) => path.includes('retirement')).map(({ body }) => body['idNo']);
    expect((await enrol(before, [personId])).status).toBe(201);
    expect(questions()).toEqual([]);
    const refused = await enrol(on, [personId]);
    expect(refused.body).toMatchObject({ code: 'OVER_AGE', values: { person: personId, retire_on: '2032-06-10' } });
    expect(questions()).toEqual([idNo]);
  });

  it('lets exactly one of two processes win somebody whom both enrol at the same time', async () => {
    const other = await enrolment.another();
    const token = await enrolment.registrar(institution);
    for (let round = 0; round < 5; round += 1) {
      const day = `2030-06-0${round + 3}`;
      const [one, two] = await Promise.all([enrolment.approvedClass(institution, day), enrolment.approvedClass(institution, day)]);
      const people = await Promise.all([someone(), someone()]);
      const answers = await Promise.all([
        enrolment.post(`classes/${one}/enrolments`, { people }, { token }),
        enrolment.post(`classes/${two}/enrolments`, { people: [people[1]] }, { token, url: other.url }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body['code']).toBe('OVERLAPPING_ENROLMENT');
    }
  });
});
