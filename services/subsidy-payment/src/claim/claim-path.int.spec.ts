// A claim's way from its application to the end of the reviews, over HTTP, on a real database.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock, addDays, businessDate, childId, newId } from '@libs/kernel';
import { eventually, type Answer } from '@libs/testing';
import { RunningSubsidyPayment, officer, person, policyOfficer } from '../testing/running-subsidy-payment';

type CaseSeen = {
  readonly outcome: string;
  readonly reason?: string;
  readonly detail: Record<string, unknown>;
  readonly lines: readonly unknown[];
  readonly stage: string;
};

const today = businessDate(new SystemClock().now());
const certificate = { occupation: '电工', level: '4' };
let service: RunningSubsidyPayment;

const insured = (personId: string, months: number) => {
  service.desk.values.set(`social_insurance/${personId}`, { region: '371000', months, status: 'in_service' });
  service.desk.values.set(`certificates/${personId}`, { issued: addDays(today, -10) });
};
const apply = (personId: string, more: object = {}) =>
  service.post('claims', { programmes: ['UI_SKILL'], personId, certificate }, { as: person(personId), ...more });
const cases = ({ body }: Answer) => body['cases'] as readonly CaseSeen[];
const claimOf = ({ body }: Answer) => String(body['claimId']);

beforeAll(async () => {
  service = await RunningSubsidyPayment.start();
  for (const [registry, value] of Object.entries({
    fund_reserve: { months: 24 },
    other_regions: { answer: 'none' },
    public_payroll: false,
    custody: [],
  }))
    service.desk.values.set(registry, value);
}, 60_000);
afterAll(() => service?.end());

describe('before any pack is published', () => {
  it('refuses a claim outright, and nothing else than that', async () => {
    const personId = newId();
    insured(personId, 14);
    expect((await apply(personId)).body).toMatchObject({ code: 'NO_POLICY_IN_FORCE' });
  });
});

describe('a pack', () => {
  it('is known from the second signature on, of another person', async () => {
    const asked = { as: policyOfficer(1) };
    const signatures = 'packs/weihai-ui-2021/versions/1/signatures';
    expect((await service.post('packs', { packId: 'weihai-ui-2021', version: 1 }, asked)).body).toMatchObject({ status: 'DRAFTED' });
    expect((await service.post(signatures, {}, asked)).body).toMatchObject({ status: 'SIGNED', signers: ['policy1'] });
    expect((await service.post(signatures, {}, asked)).body).toMatchObject({ code: 'SOD_VIOLATION' });
    const published = await service.post(signatures, {}, { as: policyOfficer(2) });
    expect(published.body).toMatchObject({ status: 'PUBLISHED', signers: ['policy1', 'policy2'] });
    const seen = await service.get(`packs/weihai-ui-2021?after=${String(published.body['seq'])}`);
    expect(seen.body).toMatchObject({ versions: [{ packVersion: 1, hash: published.body['hash'] }] });
  });
});

describe('a claim', () => {
  it('is decided when it is filed, with what it would be paid', async () => {
    const personId = newId();
    insured(personId, 14);
    const filed = await apply(personId);
    expect([filed.status, filed.text]).toEqual([201, expect.stringContaining('ELIGIBLE')]);
    expect(filed.body).toMatchObject({ region: '371000', appliedOn: today, version: 2, outcomeCounts: { ELIGIBLE: 1 } });
    expect(cases(filed)[0]).toMatchObject({
      outcome: 'ELIGIBLE',
      detail: { used: '1/3', pack: 'weihai-ui-2021@1' },
      lines: [{ line: 1, programme: 'UI_SKILL', fund: 'UI', payee: { kind: 'PERSON', id: personId }, amount: '1500.00' }],
      stage: 'DECIDED',
    });
  });
  it('is rejected with the values that decide, where a month is missing', async () => {
    const personId = newId();
    insured(personId, 11);
    const [one] = cases(await apply(personId));
    expect(one).toMatchObject({ outcome: 'REJECTED', reason: 'INSURED_MONTHS_SHORT', detail: { have: 11, need: 12 }, lines: [] });
  });
  it('goes through both reviews and publicity, each by somebody fit to act on what they saw', async () => {
    const personId = newId();
    insured(personId, 14);
    const filed = await apply(personId);
    const id = claimOf(filed);
    const review = (which: string, number: number, seen: unknown) =>
      service.post(`claims/${id}/${which}`, {}, { as: officer(number), seen });
    expect((await review('second-reviews', 2, filed.body['version'])).body).toMatchObject({ code: 'REVIEW_ORDER' });
    const first = await review('first-reviews', 1, filed.body['version']);
    expect(cases(first)[0]).toMatchObject({ stage: 'FIRST_REVIEWED', funds: 'PENDING' });
    expect((await review('second-reviews', 1, first.body['version'])).body).toMatchObject({ code: 'SOD_VIOLATION' });
    const second = await review('second-reviews', 2, first.body['version']);
    expect(cases(second)[0]).toMatchObject({ stage: 'SECOND_REVIEWED' });
    expect((await review('second-reviews', 3, first.body['version'])).body).toMatchObject({ code: 'CONCURRENCY_CONFLICT' });
    const posted = await review('publicities', 1, second.body['version']);
    expect(posted.body).toMatchObject({ publicity: { lastDay: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } });
    const list = await service.get(`publicity-lists/${id}`);
    expect(list.body).toMatchObject({ rows: [{ name: '张*', programmes: ['UI_SKILL'], amount: '1500.00' }] });
    expect((await service.post(`claims/${id}/objections`, { personId })).body).toMatchObject({ claimId: id });
    expect(cases(await service.get(`claims/${id}`))[0]).toMatchObject({
      outcome: 'HELD',
      reason: 'PUBLICITY_OBJECTION',
    });
    const upheld = await service.post(`claims/${id}/objection-resolutions`, { personId, upheld: true });
    expect(cases(upheld)[0]).toMatchObject({ outcome: 'REJECTED', reason: 'PUBLICITY_OBJECTION', lines: [] });
    // The entitlement is there again.
    expect(cases(await apply(personId))[0]).toMatchObject({ outcome: 'ELIGIBLE' });
  });
  it('is posted for everybody with the days that are left, and each objection has a number to ask by', async () => {
    const personId = newId();
    insured(personId, 14);
    const filed = await apply(personId);
    const id = claimOf(filed);
    const step = async (which: string, number: number) => {
      const { body } = await service.get(`claims/${id}`);
      return service.post(`claims/${id}/${which}`, {}, { as: officer(number), seen: body['version'] });
    };
    for (const [which, number] of [
      ['first-reviews', 1],
      ['second-reviews', 2],
      ['publicities', 1],
    ] as const)
      await step(which, number);
    const running = await eventually(async () => {
      const { body } = await service.get('publicity-lists?region=3710');
      return (body['items'] as Record<string, unknown>[]).find(({ claimId }) => claimId === id);
    });
    expect(running).toMatchObject({ region: '371000', programmes: ['UI_SKILL'], people: 1, daysLeft: expect.any(Number) });
    expect((await service.get('publicity-lists?region=44')).body).toEqual({ items: [] });
    const { body: list } = await service.get(`publicity-lists/${id}`);
    const [{ caseId } = {}] = list['rows'] as { caseId: string }[];
    const object = (said: object) => service.post(`claims/${id}/objections`, { caseId, ...said });
    expect((await object({ ground: 'OTHER', statement: '请打 138 0000 0000 问' })).body).toMatchObject({
      code: 'STATEMENT_NAMES_SOMEBODY',
    });
    const [one, two] = [await object({ ground: 'NOT_TRAINED', statement: '那两天教室锁着' }), await object({ ground: 'OTHER' })];
    const stateOf = async ({ body }: Answer) => (await service.get(`claims/${id}/objections/${String(body['objectionId'])}`)).body;
    const open = await stateOf(one);
    expect(open).toMatchObject({ claimId: id, ground: 'NOT_TRAINED' });
    expect([open, await stateOf(two)].map((each) => [each['upheld'], each['statement']])).toEqual(Array(2).fill([undefined, undefined]));
    expect(cases(await service.get(`claims/${id}`))[0]).toMatchObject({
      objections: [{ statement: '那两天教室锁着' }, { ground: 'OTHER' }],
    });
    await service.post(`claims/${id}/objection-resolutions`, { caseId, upheld: false });
    expect(await stateOf(two)).toMatchObject({ upheld: false, resolvedAt: expect.any(String) });
    expect((await service.get(`claims/${id}/objections/${newId()}`)).body).toMatchObject({ code: 'OBJECTION_NOT_FOUND' });
  });
  it('shows a trainee their own cases alone, and what became of their money', async () => {
    const personId = newId();
    insured(personId, 14);
    const filed = await apply(personId);
    const own = await service.get(`own-money?after=${String(filed.body['seq'])}`, {
      sub: 'an-account',
      person: personId,
      roles: ['trainee'],
    });
    expect(own.body).toMatchObject({
      cases: [{ claimId: claimOf(filed), outcome: 'ELIGIBLE', stage: 'DECIDED', lines: [{ amount: '1500.00', orders: [] }] }],
    });
    expect((await service.get('own-money', person(newId()))).body).toEqual({ cases: [] });
  });
  it('waits for a registry that does not answer, and is decided again when it is asked again', async () => {
    const personId = newId();
    insured(personId, 14);
    service.desk.silent.add('other_regions');
    const filed = await apply(personId);
    service.desk.silent.delete('other_regions');
    expect(cases(filed)[0]).toMatchObject({ outcome: 'HELD', reason: 'EXTERNAL_CHECK_PENDING', detail: { registry: 'other_regions' } });
    const id = claimOf(filed);
    expect((await service.post(`claims/${id}/first-reviews`, {}, { seen: filed.body['version'] })).body).toMatchObject({
      code: 'EXTERNAL_CHECK_PENDING',
    });
    const again = await service.post(`claims/${id}/rechecks`, {});
    expect(cases(again)[0]).toMatchObject({
      outcome: 'ELIGIBLE',
      decisions: [{ outcome: 'HELD' }, { outcome: 'ELIGIBLE', cause: 'RECHECKED' }],
    });
  });
  it('is seen by the person and the office, and is to nobody else there', async () => {
    const personId = newId();
    insured(personId, 14);
    const filed = await apply(personId);
    const id = claimOf(filed);
    const after = `?after=${String(filed.body['seq'])}`;
    expect((await service.get(`claims/${id}${after}`, person(personId))).body).toMatchObject({ claimId: id, version: 2 });
    expect((await service.get(`claims/${id}`, person(newId()))).status).toBe(404);
    expect((await service.get(`claims/${id}`, { sub: 'far', roles: ['reviewer'], region: '31' })).status).toBe(404);
    const mine = await service.get(`claims${after}`, person(personId));
    expect(mine.body).toMatchObject({ items: [{ claimId: id, cases: 1, version: 2 }] });
  });
  it('can be tried out and replayed without a trace', async () => {
    const personId = newId();
    insured(personId, 11);
    const filed = await apply(personId);
    const claimId = claimOf(filed);
    const tried = await service.post('simulations', { claimId, with: { insured_months_min: 11 } }, { as: policyOfficer(1) });
    expect(tried.body).toMatchObject({ cases: [{ outcome: 'ELIGIBLE', lines: [{ amount: '1500.00' }] }] });
    const replayed = await service.post('replays', { claimId, knownAt: today }, { as: policyOfficer(1) });
    expect(replayed.body).toMatchObject({ cases: [{ outcome: 'REJECTED', reason: 'INSURED_MONTHS_SHORT' }] });
    expect((await service.get(`claims/${claimId}`)).body['version']).toBe(2);
    const noDay = await service.post('replays', { claimId, knownAt: '2026-13-45T25:61:61Z' }, { as: policyOfficer(1) });
    expect(noDay.status).toBe(400);
  });
  it("can be tried out and replayed within one's reach alone", async () => {
    const personId = newId();
    insured(personId, 14);
    const claimId = claimOf(await apply(personId));
    const asked = { programmes: ['UI_SKILL'], personId, certificate };
    const [near, far] = ['37', '31'].map((region) => ({ as: { ...policyOfficer(1), region } }));
    const tried = async (by: typeof near) =>
      Promise.all([
        service.post('simulations', { claimId }, by),
        service.post('simulations', { claim: asked }, by),
        service.post('replays', { claimId, knownAt: today }, by),
      ]);
    expect((await tried(near)).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await tried(far)).map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('history', () => {
  it('stands in the way of what was paid already, under any code of the occupation', async () => {
    const personId = newId();
    insured(personId, 14);
    const paid = {
      personId,
      programme: 'UI_SKILL',
      occupation: '电工',
      level: '4',
      fund: 'UI',
      amount: '1500.00',
      paidOn: '2020-05-20',
      region: '371000',
    };
    const { region: _, ...anywhere } = paid;
    const [near, far] = ['37', '31'].map((region) => ({ as: { ...officer(1), region } }));
    expect((await service.post('imported-subsidies', paid, far)).body).toMatchObject({ code: 'IMPORT_REGION_OUT_OF_REACH' });
    expect((await service.post('imported-subsidies', anywhere, near)).body).toMatchObject({ code: 'IMPORT_REGION_OUT_OF_REACH' });
    expect((await service.post('imported-subsidies', paid, near)).body).toMatchObject({ personId, version: 1 });
    expect(cases(await apply(personId))[0]).toMatchObject({ outcome: 'REJECTED', reason: 'DUPLICATE_OCCUPATION_LEVEL' });
  });
});

describe('two claims for one entitlement', () => {
  it('are both accepted, and exactly one gets it, whichever of three processes decides', async () => {
    const [one, other] = await Promise.all([service.anotherProcess(), service.anotherProcess()]);
    for (let round = 0; round < 5; round += 1) {
      const personId = childId('race', String(round));
      insured(personId, 14);
      const both = await Promise.all([
        apply(personId),
        apply(personId, { url: one }),
        apply(personId, { url: other }),
        apply(personId, { url: other }),
      ]);
      const outcomes = both.map((answer) => cases(answer)[0]).map((one) => one?.reason ?? one?.outcome);
      expect([...outcomes].sort()).toEqual(['ELIGIBLE', ...Array.from({ length: 3 }, () => 'ENTITLEMENT_RESERVED')]);
    }
  }, 120_000);
});
