import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { OrganisationAccountChangedV1, PersonAccountChangedV1 } from '@libs/contracts';
import type { Message } from '@libs/messaging';
import { eventually } from '@libs/testing';
import { bankId } from '../bank/payment-file';
import { OnOrganisationAccountChanged } from '../claim/on-organisation-account-changed';
import { OnPersonAccountChanged } from '../claim/on-person-account-changed';
import { claim } from '../claim/claim.decider';
import { employer, payableClaim, personOf, toPerson } from '../testing/payable-claim';
import { RunningPayouts, cashier, command, report } from '../testing/running-payouts';
import { officer } from '../testing/running-subsidy-payment';

let here: RunningPayouts;
let seq = 0;

beforeAll(async () => {
  here = await RunningPayouts.start();
});
afterAll(() => here?.end());
beforeEach(() => here.world.accountVersions.clear());

const message = <Data extends object>(data: Data): Message<Data> =>
  ({ id: randomUUID(), data, command: command(), seq: (seq += 1) }) as Message<Data>;
const employerChanges = (accountVersion: number) =>
  here.running.running.app
    .get(OnOrganisationAccountChanged)
    .handle(message({ organisationId: employer.id, accountVersion, changedAt: '2026-03-02T01:00:00Z' } as OrganisationAccountChangedV1));
const personChanges = (name: string, accountVersion: number) =>
  here.running.running.app
    .get(OnPersonAccountChanged)
    .handle(message({ personId: personOf(name), kind: 'BANK', accountVersion } as PersonAccountChangedV1));
const delivered = (payoutId: string) => here.world.delivered.filter(({ key }) => key === bankId(payoutId)).map((one) => one.message);

describe('an account that changes', () => {
  it('before the release sends the cases back to the reviews, which say yes to the new one', async () => {
    const claimId = await here.filed(['a', 'b']);
    await employerChanges(2);
    const shown = await here.running.get(`claims/${claimId}`);
    expect(shown.body['cases']).toEqual(
      Array(2).fill(expect.objectContaining({ stage: 'DECIDED', sentBack: 'ACCOUNT_CHANGED', funds: 'COMMITTED' })),
    );
    expect((await here.release(claimId)).body).toMatchObject({ code: 'REVIEW_ORDER' });
    const reviewed = await here.running.post(`claims/${claimId}/first-reviews`, {}, { as: officer(3) });
    expect(reviewed.body['cases']).toEqual(
      Array(2).fill(
        expect.objectContaining({
          stage: 'FIRST_REVIEWED',
          lines: [expect.objectContaining({ payee: employer, accountVersion: 2 }), expect.objectContaining({ accountVersion: 0 })],
        }),
      ),
    );
  });

  it('between the release and the file stops everything that is tied to it, and nothing is sent', async () => {
    const claimId = await here.filed(['a']);
    const payoutId = String((await here.release(claimId)).body['payoutId']);
    here.world.accountVersions.set(employer.id, 3);
    await employerChanges(3);
    expect((await here.caseNow(claimId, 'a'))?.stage).toBe('RELEASED');
    await here.ledgerBooks(payoutId);
    await here.becomes(payoutId, 'WITHDRAWN');
    expect(delivered(payoutId)).toEqual([]);
    expect(await here.caseNow(claimId, 'a')).toMatchObject({ stage: 'DECIDED', sentBack: 'ACCOUNT_CHANGED', funds: 'COMMITTED' });
    // The payout and its orders are read one after the other, and may be of two moments.
    await eventually(async () => {
      const { body } = await here.running.get(`payouts/${payoutId}`, cashier(1));
      expect(body['status']).toBe('WITHDRAWN');
      expect(body['orders']).toEqual(Array(2).fill(expect.objectContaining({ state: 'WITHDRAWN', inTransit: false })));
      return true;
    });
  });

  it('of one person does not stop the others of the payout', async () => {
    const claimId = await here.filed(['one', 'other'], { linesOf: toPerson });
    const payoutId = String((await here.release(claimId)).body['payoutId']);
    here.world.accountVersions.set(personOf('one'), 2);
    await here.ledgerBooks(payoutId);
    await here.becomes(payoutId, 'SENT');
    expect(delivered(payoutId).join()).toMatch(/<NbOfTxs>1<.*<CtrlSum>1200\.00</);
    expect((await here.caseNow(claimId, 'one'))?.stage).toBe('DECIDED');
    expect((await here.caseNow(claimId, 'other'))?.stage).toBe('RELEASED');
    // The bank knows nothing of an order that was not in its file.
    const orders = [...(await here.payoutNow(payoutId)).orders.values()];
    const never = orders.find(({ state }) => state === 'WITHDRAWN')?.orderId ?? '';
    expect((await here.bankSays(report([{ orderId: never, status: 'ACSC' }]))).body).toMatchObject({ code: 'PAYMENT_ORDER_NOT_SENT' });
  });

  it('after the bank sent money back, and again before that money goes again, keeps it here', async () => {
    const { claimId } = await here.sent(['back'], { linesOf: toPerson });
    const [order] = await here.orders(claimId, 'ISSUED');
    await here.bankSays(report([{ orderId: order!.orderId, status: 'RJCT', code: 'ACCOUNT_NOT_ACTIVE' }]));
    await here.orders(claimId, 'RETURNED');
    here.world.accountVersions.set(personOf('back'), 2);
    const again = await here.running.post(`payment-orders/${order!.orderId}/reissues`, {}, { as: cashier(1) });
    const payoutId = String(again.body['payoutId']);
    here.world.accountVersions.set(personOf('back'), 3);
    await here.ledgerBooks(payoutId, 'REISSUE');
    await here.becomes(payoutId, 'WITHDRAWN');
    expect(delivered(payoutId)).toEqual([]);
    expect((await here.caseNow(claimId, 'back'))?.holds).toEqual([{ reason: 'ACCOUNT_CHANGED', detail: {} }]);
    const third = await here.running.post(`payment-orders/${payoutId}/reissues`, {}, { as: cashier(1) });
    await here.ledgerBooks(String(third.body['payoutId']), 'REISSUE');
    await here.becomes(String(third.body['payoutId']), 'SENT');
  });
});

describe('an account that changes at the same moment', () => {
  let version = 10;
  const changesNow = () => {
    version += 1;
    here.world.accountVersions.set(employer.id, version);
    return employerChanges(version);
  };
  it('as a release goes to nobody, whichever of them is first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const claimId = await here.filed(['a']);
      const [released] = await Promise.all([here.release(claimId), changesNow()]);
      const { payoutId } = released.body;
      if (typeof payoutId === 'string') {
        await here.ledgerBooks(payoutId);
        await here.becomes(payoutId, 'WITHDRAWN');
        expect(delivered(payoutId)).toEqual([]);
      }
      expect(await here.caseNow(claimId, 'a')).toMatchObject({ stage: 'DECIDED', funds: 'COMMITTED' });
    }
  });
  it.each([
    ['first', 0],
    ['second', 1],
  ])('as a %s review leaves no yes to the old one', async (which, reviewed) => {
    for (let round = 0; round < 5; round += 1) {
      const claimId = randomUUID();
      const whole = payableClaim(claimId, ['a']);
      const until = whole.findIndex(({ type }) => type === 'FirstReviewPassed') + reviewed;
      await here.store.decide(claim, claimId, command(), () => whole.slice(0, until));
      const review = here.running.post(`claims/${claimId}/${which}-reviews`, {}, { as: officer(3) });
      await Promise.all([review, changesNow()]);
      const one = await here.caseNow(claimId, 'a');
      const approved = one?.stage === 'DECIDED' ? 'nothing' : one?.accounts.get(1);
      expect([version, 'nothing']).toContain(approved);
      expect(one?.stage).not.toBe('SECOND_REVIEWED');
    }
  });
});

describe('a payee without an account', () => {
  it('is named in the answer, and the others go', async () => {
    const claimId = await here.filed(['none', 'some'], { linesOf: toPerson, withoutAccount: ['none'] });
    const { status, body } = await here.release(claimId);
    const held = { claimId, caseId: (await here.caseNow(claimId, 'none'))?.caseId, reason: 'ACCOUNT_MISSING' };
    expect([status, body['net'], body['held']]).toEqual([201, '1200.00', [held]]);
    expect((await here.release(claimId)).body).toMatchObject({ code: 'ACCOUNT_MISSING' });
    await personChanges('none', 1);
    expect(await here.caseNow(claimId, 'none')).toMatchObject({ stage: 'DECIDED', holds: [], sentBack: 'ACCOUNT_CHANGED' });
  });
  it('alone in a release refuses it', async () => {
    const claimId = await here.filed(['nobody'], { linesOf: toPerson, withoutAccount: ['nobody'] });
    expect((await here.release(claimId)).body).toMatchObject({ code: 'ACCOUNT_MISSING' });
  });
});
