// Who may say yes and who may say no to a claim, over HTTP, on a real database.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventStore } from '@libs/event-store';
import { SystemClock, addDays, businessDate, newId } from '@libs/kernel';
import { RunningSubsidyPayment, officer, person } from '../testing/running-subsidy-payment';
import { claim } from './claim.decider';

const today = businessDate(new SystemClock().now());
const certificate = { occupation: '电工', level: '4' };
const clerk = (sub: string, who: string) => ({ sub, roles: ['reviewer' as const], person: who });
let service: RunningSubsidyPayment;

beforeAll(async () => {
  service = await RunningSubsidyPayment.start();
  const answers = { fund_reserve: { months: 24 }, other_regions: { answer: 'none' }, public_payroll: false, custody: [] };
  for (const [registry, value] of Object.entries(answers)) service.desk.values.set(registry, value);
  await service.publish('weihai-ui-2021');
}, 60_000);
afterAll(() => service?.end());

async function filed(as?: Parameters<RunningSubsidyPayment['post']>[2]): Promise<{ readonly claimId: string; readonly personId: string }> {
  const personId = newId();
  service.desk.values.set(`social_insurance/${personId}`, { region: '371000', months: 14, status: 'in_service' });
  service.desk.values.set(`certificates/${personId}`, { issued: addDays(today, -10) });
  const { body } = await service.post('claims', { programmes: ['UI_SKILL'], personId, certificate }, as ?? { as: person(personId) });
  return { claimId: String(body['claimId']), personId };
}
const act = (claimId: string, what: string, as: Parameters<RunningSubsidyPayment['post']>[2]) =>
  service.post(`claims/${claimId}/${what}`, {}, as);
const refused = { status: 409, body: expect.objectContaining({ code: 'SOD_VIOLATION' }) };

describe('the duties on a claim', () => {
  it('lie with different people, whichever accounts they use', async () => {
    const [filer, reviewer] = [newId(), newId()];
    const { claimId } = await filed({ as: clerk('counter', filer) });
    expect(await act(claimId, 'first-reviews', { as: clerk('counter', filer) })).toMatchObject(refused);
    expect(await act(claimId, 'first-reviews', { as: clerk('desk', filer) })).toMatchObject(refused);
    expect((await act(claimId, 'first-reviews', { as: clerk('desk', reviewer) })).status).toBe(201);
    expect(await act(claimId, 'second-reviews', { as: clerk('another-desk', reviewer) })).toMatchObject(refused);
    expect(await act(claimId, 'second-reviews', { as: clerk('desk', filer) })).toMatchObject(refused);
    expect((await act(claimId, 'second-reviews', { as: officer(2) })).status).toBe(201);
  });
  it('do not lie with whom the money is for', async () => {
    const { claimId, personId } = await filed();
    expect(await act(claimId, 'first-reviews', { as: clerk('own', personId) })).toMatchObject(refused);
  });
});

describe('an objection', () => {
  const posted = async () => {
    const { claimId, personId } = await filed();
    await act(claimId, 'first-reviews', { as: officer(1) });
    await act(claimId, 'second-reviews', { as: officer(2) });
    expect((await act(claimId, 'publicities', { as: officer(1) })).status).toBe(201);
    return { claimId, personId };
  };
  it('is heard from somebody who does not say who they are, once however often it is sent', async () => {
    const { claimId, personId } = await posted();
    const asked = { as: null, key: randomUUID() };
    const object = () => service.post(`claims/${claimId}/objections`, { personId }, asked);
    const first = await object();
    expect([first.status, first.body]).toEqual([201, { claimId, caseId: expect.any(String), seq: expect.any(Number) }]);
    expect(await object()).toEqual(first);
    const { state } = await service.running.app.get(EventStore).stateOf(claim, claimId);
    const holds = state.status === 'FILED' ? [...state.cases.values()].flatMap((one) => one.holds) : [];
    expect(holds.map(({ reason }) => reason)).toEqual(['PUBLICITY_OBJECTION']);
  });
  it('does not tell one of them what another asked under the same key', async () => {
    const [one, other] = [await posted(), await posted()];
    const key = randomUUID();
    for (const { claimId, personId } of [one, other])
      expect((await service.post(`claims/${claimId}/objections`, { personId }, { as: null, key })).body).toMatchObject({ claimId });
  });
  it('needs a key like any other change, and a token that holds where there is one', async () => {
    const { claimId, personId } = await posted();
    expect((await service.post(`claims/${claimId}/objections`, { personId }, { as: null, key: '' })).body).toMatchObject({
      code: 'IDEMPOTENCY_KEY_MISSING',
    });
    const url = `${service.running.url}/api/subsidy-payment/claims/${claimId}/objections`;
    const headers = { authorization: 'Bearer nothing', 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
    const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ personId }) });
    expect(status).toBe(401);
  });
  it('is all that may be said without a name', async () => {
    const { claimId, personId } = await posted();
    expect((await act(claimId, 'first-reviews', { as: null })).status).toBe(401);
    expect((await service.post(`claims/${claimId}/objection-resolutions`, { personId, upheld: false }, { as: null })).status).toBe(401);
  });
});
