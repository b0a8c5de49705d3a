import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { entitlements } from '../entitlements/entitlements.decider';
import { caseOf, personOf, toPerson } from '../testing/payable-claim';
import { bankId } from './payment-file';
import { RunningPayouts, cashier, command, report } from '../testing/running-payouts';

let here: RunningPayouts;

beforeAll(async () => {
  here = await RunningPayouts.start();
});
afterAll(() => here?.end());
beforeEach(() => {
  Object.assign(here.world, { bankAnswers: [], accountIsActive: true, registriesAnswer: true });
});

describe('the answer of the bank', () => {
  it('pays order by order; the case is paid with the last one, and its entitlement used up', async () => {
    const { claimId } = await here.sent(['a']);
    const use = {
      family: 'TRAINING',
      programmes: ['TRAINING_FEE'],
      occupation: '6-31-01-03',
      level: '3',
      year: 2025,
      funds: ['UI'],
    } as const;
    const reserved = {
      type: 'EntitlementReserved',
      claimId,
      caseId: caseOf(claimId, 'a'),
      use,
      reservedAt: '2025-02-10T01:00:00.000Z',
    } as const;
    await here.store.decide(entitlements, personOf('a'), command(), () => [reserved]);
    const [first, second] = await here.orders(claimId, 'ISSUED,ISSUED');
    const message = report([{ orderId: first!.orderId, status: 'ACSC' }]);
    const recorded = { outcome: 'RECORDED', kind: 'pain.002', answers: [{ orderId: first!.orderId, said: 'PAID' }] };
    expect((await here.bankSays(message)).body).toMatchObject(recorded);
    expect((await here.bankSays(message)).body).toMatchObject(recorded);
    expect((await here.caseNow(claimId, 'a'))?.stage).toBe('RELEASED');
    await here.bankSays(report([{ orderId: second!.orderId, status: 'ACSC' }]));
    expect((await here.caseNow(claimId, 'a'))?.stage).toBe('PAID');
    const { uses } = (await here.store.stateOf(entitlements, personOf('a'))).state;
    expect(uses.get(caseOf(claimId, 'a'))?.state).toBe('CONSUMED');
    await here.orders(claimId, 'SUCCEEDED,SUCCEEDED');
  });

  it('says that money came back, twice; it is paid again once the account takes it, and the old order never succeeds', async () => {
    const { claimId } = await here.sent(['a'], { linesOf: toPerson });
    const [order] = await here.orders(claimId, 'ISSUED');
    const returned = report([{ orderId: order!.orderId, status: 'RJCT', code: 'ACCOUNT_INACTIVE' }]);
    for (let time = 0; time < 2; time += 1) expect((await here.bankSays(returned)).status).toBe(201);
    expect((await here.caseNow(claimId, 'a'))?.holds).toEqual([{ reason: 'BANK_RETURN_ACCOUNT_INACTIVE', detail: {} }]);
    await here.orders(claimId, 'RETURNED');
    const reissue = (as = cashier(1), key: string = randomUUID()) =>
      here.running.post(`payment-orders/${order!.orderId}/reissues`, {}, { as, key });
    here.world.accountIsActive = false;
    expect((await reissue()).body).toMatchObject({ code: 'ACCOUNT_NOT_READY' });
    here.world.accountIsActive = true;
    expect((await reissue({ sub: 'officer2', roles: ['finance'] })).body).toMatchObject({ code: 'SOD_VIOLATION' });
    const key = randomUUID();
    const again = await reissue(cashier(1), key);
    expect(again.body).toMatchObject({ replaces: order!.orderId, amount: '1200.00', repeated: false });
    expect((await reissue(cashier(1), key)).body).toEqual({ ...again.body, repeated: true });
    expect((await reissue()).body).toMatchObject({ code: 'PAYMENT_ORDER_REPLACED' });
    expect((await here.caseNow(claimId, 'a'))?.holds).toEqual([]);
    const late = await here.bankSays(report([{ orderId: order!.orderId, status: 'ACSC' }]));
    expect([late.status, late.body['code']]).toEqual([409, 'PAYMENT_ORDER_REPLACED']);
    const payoutId = String(again.body['payoutId']);
    await here.ledgerBooks(payoutId, 'REISSUE');
    await here.becomes(payoutId, 'SENT');
    expect((await here.bankSays(report([{ orderId: String(again.body['orderId']), status: 'ACSC' }]))).status).toBe(201);
    expect((await here.caseNow(claimId, 'a'))?.stage).toBe('PAID');
    expect((await here.orders(claimId, 'REPLACED,SUCCEEDED'))[0]?.replacedBy).toBe(again.body['orderId']);
  });

  it('that says two things of one order is settled for all the others, however often it comes', async () => {
    const { claimId } = await here.sent(['a']);
    const [first, second] = await here.orders(claimId, 'ISSUED,ISSUED');
    const twice = report([
      { orderId: first!.orderId, status: 'ACSC' },
      { orderId: first!.orderId, status: 'ACSC' },
      { orderId: second!.orderId, status: 'ACSC' },
      { orderId: randomUUID(), status: 'ACSC' },
    ]).replace('B-ACSC', 'B-OTHER');
    for (let time = 0; time < 2; time += 1) expect((await here.bankSays(twice)).status).toBe(201);
    expect((await here.caseNow(claimId, 'a'))?.stage).toBe('PAID');
  });

  it('sends a whole payout back, with all its orders', async () => {
    const { claimId, payoutId } = await here.sent(['a']);
    const why = '<GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>';
    const whole = `<OrgnlGrpInfAndSts><OrgnlMsgId>${bankId(payoutId)}</OrgnlMsgId>${why}</OrgnlGrpInfAndSts>`;
    const { status, body } = await here.bankSays(report([]).replace('<OrgnlPmtInfAndSts>', `${whole}<OrgnlPmtInfAndSts>`));
    expect([status, (body['answers'] as { readonly said: string }[]).map(({ said }) => said)]).toEqual([201, ['RETURNED', 'RETURNED']]);
    const [first, second] = await here.orders(claimId, 'RETURNED,RETURNED');
    expect((await here.caseNow(claimId, 'a'))?.holds).toEqual([{ reason: 'BANK_RETURN_AM04', detail: {} }]);
    const again = async (orderId: string) => (await here.running.post(`payment-orders/${orderId}/reissues`, {}, { as: cashier(2) })).status;
    expect([await again(first!.orderId), await again(second!.orderId)]).toEqual([201, 201]);
  });

  it('is not paid again to a person of whom the deaths registry says nothing', async () => {
    const { claimId } = await here.sent(['a'], { linesOf: toPerson });
    const [order] = await here.orders(claimId, 'ISSUED');
    await here.bankSays(report([{ orderId: order!.orderId, status: 'RJCT', code: 'AC04' }]));
    await here.orders(claimId, 'RETURNED');
    here.world.registriesAnswer = false;
    const { body } = await here.running.post(`payment-orders/${order!.orderId}/reissues`, {}, { as: cashier(1) });
    expect(body).toMatchObject({ code: 'EXTERNAL_CHECK_PENDING' });
  });

  it('of an order that nobody here knows, or that is no message at all, is refused', async () => {
    const stranger = await here.bankSays(report([{ orderId: randomUUID(), status: 'ACSC' }]));
    expect([stranger.status, stranger.body['code']]).toEqual([409, 'PAYMENT_ORDER_UNKNOWN']);
    const nonsense = await here.bankSays('<hello/>');
    expect([nonsense.status, nonsense.body['code']]).toEqual([409, 'BANK_MESSAGE_UNREADABLE']);
    expect((await here.running.post('bank-answers', { message: '<hello/>' }, { as: cashier(1) })).status).toBe(403);
  });
});
