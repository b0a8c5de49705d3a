import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningEnrolment, idNoOf } from '../testing/running-enrolment';

let enrolment: RunningEnrolment;
const registrar = () => enrolment.registrar('institution-a');
const good = idNoOf('1990-01-01', 101);

beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
});
afterAll(() => enrolment?.end());

describe('a roster that is checked before it is handed in', () => {
  it('is told of every row what is wrong with it, and nobody is entered by it', async () => {
    const classId = await enrolment.approvedClass('institution-a', '2030-03-11');
    const other = await enrolment.approvedClass('institution-a', '2030-03-11');
    const token = await registrar();
    const [busyNo, inNo, namedNo] = [idNoOf('1990-01-01', 103), idNoOf('1990-01-01', 105), idNoOf('1990-01-01', 107)];
    const [busy, enrolled] = [await enrolment.register(busyNo, '赵一'), await enrolment.register(inNo, '钱二')];
    await enrolment.register(namedNo, '孙三');
    await enrolment.post(`classes/${other}/enrolments`, { people: [busy] }, { token });
    await enrolment.post(`classes/${classId}/enrolments`, { people: [enrolled] }, { token });
    const rows = [
      { idNo: good, name: '王小明' },
      { idNo: `${good.slice(0, 17)}_`, name: '王小明' },
      { idNo: idNoOf('2020-01-01', 101), name: '王小童' },
      { idNo: idNoOf('1950-01-01', 101), name: '王老明' },
      { idNo: busyNo, name: '赵一' },
      { idNo: inNo, name: '钱二' },
      { idNo: namedNo, name: '李四' },
    ];
    const { status, body } = await enrolment.post(`classes/${classId}/roster-checks`, { rows }, { token });
    expect(status).toBe(201);
    expect((body['rows'] as { outcome: string; code?: string }[]).map(({ outcome, code }) => code ?? outcome)).toEqual([
      'READY',
      'ID_INVALID',
      'UNDER_AGE',
      'OVER_AGE',
      'OVERLAPPING_ENROLMENT',
      'ENROLLED',
      'NAME_MISMATCH',
    ]);
    const { body: people } = await enrolment.get('people', await enrolment.reviewer());
    expect(people['items']).toHaveLength(3);
    const stranger = await enrolment.registrar('institution-b');
    expect((await enrolment.post(`classes/${classId}/roster-checks`, { rows }, { token: stranger })).body['code']).toBe(
      'CLASS_PLAN_NOT_FOUND',
    );
  });
});

describe('many people at once', () => {
  it('are entered each for themselves, and nobody twice when the batch comes again', async () => {
    const asked = { token: await registrar(), key: 'batch-of-three-1' };
    const people = [
      { idNo: idNoOf('1991-01-01', 101), name: '周五', group: '登记失业人员' },
      { idNo: '123', name: '吴六' },
      { idNo: idNoOf('1991-01-01', 103), name: '郑七' },
    ];
    const first = await enrolment.post('people-batches', { people }, asked);
    const rows = first.body['rows'] as { place: number; personId?: string; code?: string }[];
    expect(first.status).toBe(201);
    expect(rows.map(({ place, code }) => [place, code])).toEqual([
      [1, undefined],
      [2, 'ID_INVALID'],
      [3, undefined],
    ]);
    expect((await enrolment.post('people-batches', { people }, asked)).body['rows']).toEqual(rows);
    const seen = await enrolment.get(`people/${String(rows[0]?.personId)}?after=${String(first.body['seq'])}`, asked.token);
    expect(seen.body).toMatchObject({ name: '周*', group: '登记失业人员' });
  });
});
