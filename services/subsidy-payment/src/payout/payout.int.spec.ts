import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { logSchema } from '@libs/event-store';
import { eventually } from '@libs/testing';
import { DataSource } from 'typeorm';
import { bankId } from '../bank/payment-file';
import { claim } from '../claim/claim.decider';
import { employer, institution, moneyCame, personOf, toPerson } from '../testing/payable-claim';
import { RunningPayouts, cashier, command, report } from '../testing/running-payouts';
import { EveryPayoutFileLeaves } from './every-payout-file-leaves';
import { PayoutFiles } from './payout-files';

let here: RunningPayouts;

beforeAll(async () => {
  here = await RunningPayouts.start();
});
afterAll(() => here?.end());
beforeEach(() => {
  Object.assign(here.world, { enquiryAnswer: undefined, bankAnswers: [], witnessIsThere: true, accountIsActive: true });
});

describe('the way of a payout to the bank', () => {
  it('waits for the ledger, then for the witness, and then leaves once', async () => {
    const claimId = await here.filed(['a', 'b']);
    here.world.witnessIsThere = false;
    const { status, body } = await here.release(claimId);
    const claims = [{ claimId, version: (await here.claimNow(claimId)).viewVersion }];
    expect([status, body]).toEqual([201, expect.objectContaining({ gross: '4420.00', offset: '0.00', net: '4420.00', claims })]);
    expect(body['orders']).toEqual([
      expect.objectContaining({ payee: employer, row: { fund: 'UI', region: '120000', year: 2025 }, amount: '3600.00' }),
      expect.objectContaining({ payee: institution, amount: '820.00' }),
    ]);
    const payoutId = String(body['payoutId']);
    expect((await here.payoutNow(payoutId)).booked).toBe(false);
    await here.ledgerBooks(payoutId);
    await here.ledgerBooks(payoutId);
    expect((await here.payoutNow(payoutId)).witnessed).toBeUndefined();
    const before = here.world.delivered.length;
    here.world.witnessIsThere = true;
    await here.becomes(payoutId, 'SENT');
    expect(here.world.delivered.length).toBe(before + 1);
    const { key, message } = here.world.delivered[before]!;
    expect([key, message.match(/<MsgId>(\w+)</)?.[1]]).toEqual([bankId(payoutId), bankId(payoutId)]);
    const view = await eventually(async () => {
      const seen = await here.running.get(`payouts/${payoutId}`, cashier(1));
      return seen.body['status'] === 'SENT' ? seen.body : undefined;
    });
    expect(view).toMatchObject({
      booked: true,
      count: 2,
      net: '4420.00',
      messageId: key,
      fileSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const masked = expect.stringMatching(/^\*{4}\d{4}$/);
    const shown = (await here.orders(claimId, 'ISSUED,ISSUED')).map(({ inTransit, account }) => [inTransit, account]);
    expect(shown).toEqual(Array(2).fill([true, masked]));
  });

  it('shows an institution what comes of its own claims, and nothing to a token of none', async () => {
    const mine = randomUUID();
    const [own, other] = [
      await here.filed(['own'], { organisationId: mine }),
      await here.filed(['other'], { organisationId: randomUUID() }),
    ];
    const claims = await Promise.all(
      [own, other].map(async (claimId) => ({ claimId, version: (await here.claimNow(claimId)).viewVersion })),
    );
    const { status } = await here.releasing(claims, { as: cashier(1) });
    expect(status).toBe(201);
    const whole = await here.orders(own, 'ISSUED,ISSUED');
    expect(whole.map(({ amount }) => amount)).toEqual(['3600.00', '820.00']);
    const seenBy = async (role: 'registrar' | 'employer', organisation?: string) =>
      (await here.running.get('payment-orders', { sub: 'somebody', roles: [role], ...(organisation !== undefined && { organisation }) }))
        .body['items'] as readonly { readonly amount: string; readonly lines: readonly { readonly claimId: string }[] }[];
    const seen = await seenBy('registrar', mine);
    expect(seen.map(({ amount, lines }) => [amount, lines.map(({ claimId }) => claimId)])).toEqual([
      ['1800.00', [own]],
      ['410.00', [own]],
    ]);
    expect([await seenBy('registrar'), await seenBy('employer')]).toEqual([[], []]);
  });

  it('answers a repeated release as before, and lets a second officer only lose', async () => {
    const claimId = await here.filed(['a']);
    const version = (await here.claimNow(claimId)).viewVersion;
    const [first, second] = [cashier(1), cashier(2)].map((as) => ({ as, key: randomUUID() }));
    const both = await Promise.all([here.release(claimId, first, version), here.release(claimId, second, version)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'CONCURRENCY_CONFLICT' });
    const won = both[0]?.status === 201 ? 0 : 1;
    expect((await here.release(claimId, won === 0 ? first : second, version)).body).toEqual({ ...both[won]?.body, repeated: true });
    await here.orders(claimId, 'ISSUED,ISSUED');
  });

  it('keeps names and accounts out of facts and tables, and what lies there opens only with the key', async () => {
    const { payoutId, claimId } = await here.sent(['a']);
    const { message } = here.world.delivered.at(-1)!;
    const account = message.match(/<CdtrAcct><Id><Othr><Id>(\d+)</)?.[1] ?? '';
    expect(account).toHaveLength(16);
    const database = here.running.running.app.get(DataSource);
    const everything: { readonly text: string }[] = await database.query(
      `select data as text from "${logSchema('subsidy-payment')}".fact union all select t::text from payment_order t
       union all select encode(bytes, 'escape') from payout_file union all select encode(accounts, 'escape') from payout_file`,
    );
    const text = everything.map((row) => row.text).join('\n');
    expect([text.includes(account), text.includes('甲乙'), text.includes(claimId)]).toEqual([false, false, true]);
    expect((await here.running.running.app.get(PayoutFiles).find(payoutId))?.bytes.toString('utf8')).toBe(message);
    await expect(database.query('update payout_file set bytes = $1', [Buffer.from('x')])).rejects.toThrow(/permission denied/);
  });
});

describe('what may go wrong on the way', () => {
  it('finds the bank silent once: the same bytes go again as the same message', async () => {
    here.world.bankAnswers = [0];
    const before = here.world.delivered.length;
    await here.sent(['a']);
    const [first, second, ...more] = here.world.delivered.slice(before);
    expect([second, more]).toEqual([first, []]);
  });

  it('never learns whether the bank has it: nothing is sent again until the bank itself says what became of it', async () => {
    here.world.bankAnswers = [422];
    const claimId = await here.filed(['a']);
    const payoutId = String((await here.release(claimId)).body['payoutId']);
    await here.ledgerBooks(payoutId);
    await here.becomes(payoutId, 'OUTCOME_UNKNOWN');
    const before = here.world.delivered.length;
    const { messageId, sha256 } = (await here.payoutNow(payoutId)).file!;
    const data = { payoutId, messageId, sha256 };
    const due = { id: 'd', dueAt: '2025-03-02T01:00:00.000Z', attempt: 1, data, command: command(), signal: new AbortController().signal };
    const handler = here.running.running.app.get(EveryPayoutFileLeaves);
    await handler.fire(due);
    await handler.gaveUp(due);
    expect([here.world.delivered.length, (await here.payoutNow(payoutId)).status]).toEqual([before, 'OUTCOME_UNKNOWN']);
    const orders = await here.orders(claimId, 'ISSUED,ISSUED');
    expect((await here.bankSays(report(orders.map(({ orderId }) => ({ orderId, status: 'ACSC' }))))).status).toBe(201);
    expect([(await here.payoutNow(payoutId)).status, (await here.caseNow(claimId, 'a'))?.stage]).toEqual(['SENT', 'PAID']);
  });

  it('is not booked by the ledger: the same officer may release the same again, and nothing of the first ever leaves', async () => {
    const claimId = await here.filed(['a']);
    const payoutId = String((await here.release(claimId)).body['payoutId']);
    await here.ledgerWithholds(payoutId);
    await here.ledgerWithholds(payoutId);
    const held = await here.orders(claimId, 'WITHHELD,WITHHELD');
    expect(held).toMatchObject([{ code: 'NOT_COMMITTED' }, { code: 'NOT_COMMITTED' }]);
    expect((await here.running.get(`claims/${claimId}`)).body).toMatchObject({ cases: [{ outcome: 'HELD', reason: 'BOOKING_WITHHELD' }] });
    await here.ledgerBooks(payoutId);
    expect((await here.payoutNow(payoutId)).status).toBe('WITHHELD');
    const again = String((await here.release(claimId)).body['payoutId']);
    await here.ledgerBooks(again);
    await here.becomes(again, 'SENT');
    const [order] = await here.orders(claimId, 'WITHHELD,WITHHELD,ISSUED,ISSUED').then((orders) => orders.slice(2));
    const { orderId = '' } = order ?? {};
    await here.bankSays(report([{ orderId, status: 'RJCT', code: 'ACCOUNT_INACTIVE' }]));
    await here.orders(claimId, 'WITHHELD,WITHHELD,RETURNED,ISSUED');
    const reissue = () => here.running.post(`payment-orders/${orderId}/reissues`, {}, { as: cashier(1) });
    await here.ledgerWithholds(String((await reissue()).body['payoutId']), 'REISSUE');
    expect((await here.caseNow(claimId, 'a'))?.holds).toEqual([
      { reason: 'BANK_RETURN_ACCOUNT_INACTIVE', detail: { withheld: 'NOT_COMMITTED' } },
    ]);
    expect((await reissue()).status).toBe(201);
  });

  it('asks the bank whether it has the file, and goes on where it has', async () => {
    Object.assign(here.world, { bankAnswers: [422], enquiryAnswer: 'TAKEN' });
    const { payoutId } = await here.sent(['a']);
    expect((await here.payoutNow(payoutId)).enquiry).toBe('TAKEN');
  });

  it('leaves to two people what the bank does not know: not paid is a return, and can be paid again', async () => {
    Object.assign(here.world, { bankAnswers: [422], enquiryAnswer: 'NOT_TAKEN' });
    const claimId = await here.filed(['a']);
    const payoutId = String((await here.release(claimId)).body['payoutId']);
    await here.ledgerBooks(payoutId);
    await eventually(async () => (await here.payoutNow(payoutId)).enquiry === 'NOT_TAKEN');
    const body = { outcome: 'NOT_PAID', reason: 'LETTER_OF_THE_BANK' };
    const say = (number: number) => here.running.post(`payouts/${payoutId}/resolutions`, body, { as: cashier(number) });
    await here.orders(claimId, 'ISSUED,ISSUED');
    expect((await here.running.post(`payouts/${randomUUID()}/resolutions`, body, { as: cashier(1) })).status).toBe(404);
    expect((await say(1)).body).toMatchObject({ resolved: false, orderIds: [expect.any(String), expect.any(String)] });
    expect((await say(1)).body).toMatchObject({ code: 'SOD_VIOLATION' });
    const otherAccount = { ...cashier(7), person: cashier(1).sub };
    const again = await here.running.post(`payouts/${payoutId}/resolutions`, body, { as: otherAccount });
    expect(again.body).toMatchObject({ code: 'SOD_VIOLATION' });
    expect((await say(2)).body).toMatchObject({ resolved: true });
    const [first] = await here.orders(claimId, 'RETURNED,RETURNED');
    expect((await here.caseNow(claimId, 'a'))?.holds).toEqual([{ reason: 'BANK_RETURN_NOT_PAID', detail: {} }]);
    expect((await say(3)).body).toMatchObject({ code: 'PAYOUT_OUTCOME_KNOWN' });
    const view = await here.running.get(`payouts/${payoutId}`, cashier(1));
    expect(view.body).toMatchObject({ status: 'RESOLVED', enquiry: 'NOT_TAKEN', resolution: 'NOT_PAID' });
    const word = { ...body, saidAt: expect.any(String) };
    expect(view.body['said']).toEqual([expect.objectContaining(word), expect.objectContaining(word)]);
    expect((await here.running.post(`payment-orders/${first?.orderId ?? ''}/reissues`, {}, { as: cashier(1) })).status).toBe(201);
  });

  it('ends with the process between any two steps: another process goes on, with the file that was kept', async () => {
    const claimId = await here.filed(['a']);
    const payoutId = String((await here.release(claimId)).body['payoutId']);
    // As if a process had died after it kept the file and before it could say so.
    const shown = (await here.payoutNow(payoutId)).shown?.fileSha256 ?? '';
    const files = here.running.running.app.get(PayoutFiles);
    const kept = await files.keepAsShown(payoutId, shown);
    expect((await files.keep(payoutId, ['<another/>'], [])).sha256).toBe(kept.sha256);
    here.world.witnessIsThere = false;
    await here.ledgerBooks(payoutId);
    await here.running.another();
    here.world.witnessIsThere = true;
    await here.becomes(payoutId, 'SENT');
    expect((await here.payoutNow(payoutId)).file?.sha256).toBe(shown);
    const delivered = here.world.delivered.filter(({ key }) => key === bankId(payoutId)).map(({ message }) => message);
    expect(delivered).toEqual([kept.bytes.toString('utf8')]);
  });
});

describe('money that comes after the release', () => {
  it('leaves by itself, in the name of the officer who released, as one order for those of one payee', async () => {
    const claimId = await here.filed(['a', 'b', 'c'], { queued: ['b', 'c'] });
    const { body } = await here.release(claimId);
    expect(body).toMatchObject({ gross: '2210.00' });
    const payoutsOf = async () => [(await here.caseNow(claimId, 'a'))?.payoutId, (await here.caseNow(claimId, 'b'))?.payoutId];
    expect(await payoutsOf()).toEqual([body['payoutId'], undefined]);
    await here.store.decide(claim, claimId, command(), () => [moneyCame(claimId, ['b', 'c'])]);
    const payoutId = await eventually(async () => (await here.caseNow(claimId, 'b'))?.payoutId);
    expect((await here.caseNow(claimId, 'c'))?.payoutId).toBe(payoutId);
    const { releasedBy, netFen, orders } = await here.payoutNow(payoutId);
    expect([releasedBy, netFen, orders.size]).toEqual(['cashier1', 442_000, 2]);
    await here.ledgerBooks(payoutId);
    await here.becomes(payoutId, 'SENT');
  });

  it('is not sent to the dead', async () => {
    here.world.deaths.set(personOf('late'), '2025-02-20');
    const claimId = await here.filed(['late'], { linesOf: toPerson });
    const died = { status: 409, body: expect.objectContaining({ code: 'SUCCESSOR_PAYEE_REQUIRED', values: { died: '2025-02-20' } }) };
    expect(await here.release(claimId)).toMatchObject(died);
    expect((await here.caseNow(claimId, 'late'))?.holds).toEqual([{ reason: 'SUCCESSOR_PAYEE_REQUIRED', detail: { died: '2025-02-20' } }]);
    expect(await here.release(claimId)).toMatchObject(died);
  });
});

describe('who sees what', () => {
  it('is bounded by the region of the claim and by its institution', async () => {
    const { claimId, payoutId } = await here.sent(['a'], { organisationId: institution.id });
    await here.orders(claimId, 'ISSUED,ISSUED');
    const seen = async (reach: { readonly region?: string; readonly organisation?: string }) =>
      ((await here.running.get(`payment-orders?claimId=${claimId}`, { ...cashier(3), ...reach })).body['items'] as unknown[]).length;
    const reaches = [{ region: '12' }, { region: '31' }, { organisation: institution.id }, { organisation: employer.id }];
    expect(await Promise.all(reaches.map(seen))).toEqual([2, 0, 2, 0]);
    expect((await here.running.get(`payouts/${payoutId}`, { ...cashier(3), region: '31' })).status).toBe(404);
    const other = await here.filed(['a']);
    expect((await here.release(other, { as: { ...cashier(1), region: '31' } })).body).toMatchObject({ code: 'CLAIM_NOT_FOUND' });
  });
});
