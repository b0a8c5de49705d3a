// The second yes of the officer who lets money go, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { releaseNonce, type ShownRelease } from '@libs/kernel';
import { signToken } from '@libs/platform';
import { eventually } from '@libs/testing';
import { bankId } from '../bank/payment-file';
import { employer, personOf, toPerson } from '../testing/payable-claim';
import { RunningPayouts, cashier, type SaidYes } from '../testing/running-payouts';

let here: RunningPayouts;
beforeAll(async () => {
  here = await RunningPayouts.start();
});
afterAll(() => here?.end());

const asked = async (claimId: string) => [{ claimId, version: (await here.claimNow(claimId)).viewVersion }];
const release = (claims: readonly object[], saidYes: object) => here.running.post('payouts', { claims, ...saidYes }, { as: cashier(1) });
const preview = (claims: readonly object[]) => here.running.post('payout-previews', { claims }, { as: cashier(1) });

const database = () => here.running.running.app.get(DataSource);
const drafts = async (payoutId: unknown) =>
  (await database().query<unknown[]>('select from payout_draft where payout_id = $1', [payoutId])).length;
const sha256Of = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const sentAs = (payoutId: unknown) =>
  here.world.delivered.filter(({ key }) => key === bankId(String(payoutId))).map(({ message }) => message);
async function saidYesTo(shown: Readonly<Record<string, unknown>>): Promise<SaidYes> {
  const salt = randomUUID();
  const nonce = releaseNonce(shown as unknown as ShownRelease, salt);
  return { payoutId: String(shown['payoutId']), stepUp: { idToken: await here.stepUp('cashier1', nonce), salt } };
}

describe('a preview', () => {
  it('says what would leave, and changes nothing', async () => {
    const claims = await asked(await here.filed(['a', 'b']));
    const { status, body } = await preview(claims);
    const hash = expect.stringMatching(/^[0-9a-f]{64}$/);
    const payoutId = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect([status, body]).toEqual([201, { payoutId, count: 2, sum: '4420.00', linesHash: hash, fileSha256: hash, claims }]);
    // Another file each time, for each names its payout; the lines are the same.
    const again = (await preview(claims)).body;
    expect(again).toEqual({ ...body, payoutId, fileSha256: hash });
    expect([again['payoutId'] === body['payoutId'], again['fileSha256'] === body['fileSha256']]).toEqual([false, false]);
    expect(await here.payoutNow(String(body['payoutId']))).toMatchObject({ status: 'NONE' });
  });

  it('is refused while an account that was approved is another one already, and its case on its way back', async () => {
    const claims = await asked(await here.filed(['a']));
    here.world.accountVersions.set(employer.id, 2);
    expect(await preview(claims)).toMatchObject({ status: 409, body: { code: 'ACCOUNT_CHANGED', values: { payee: employer.id } } });
    here.world.accountVersions.clear();
    expect(await preview(claims)).toMatchObject({ status: 201 });
  });

  it('is refused where the release would be', async () => {
    const [claim] = await asked(await here.filed(['a']));
    expect(await preview([{ ...claim, version: (claim?.version ?? 0) + 1 }])).toMatchObject({
      status: 409,
      body: { code: 'CONCURRENCY_CONFLICT' },
    });
    expect(await preview([{ claimId: randomUUID(), version: 1 }])).toMatchObject({ status: 404, body: { code: 'CLAIM_NOT_FOUND' } });
  });
});

describe('a release', () => {
  it('goes with what was shown, and the bank gets the file that was shown, byte for byte', async () => {
    const claims = await asked(await here.filed(['a']));
    const shown = (await preview(claims)).body;
    const { payoutId, linesHash, fileSha256 } = shown;
    const { status, body } = await release(claims, await saidYesTo(shown));
    expect([status, body['payoutId']]).toEqual([201, payoutId]);
    expect((await here.payoutNow(String(payoutId))).shown).toMatchObject({ linesHash, fileSha256 });
    await here.ledgerBooks(String(payoutId));
    await here.becomes(String(payoutId), 'SENT');
    expect(sentAs(payoutId).map(sha256Of)).toEqual([fileSha256]);
    const seen = async () => (await here.running.get(`payouts/${String(payoutId)}`, cashier(1))).body;
    await eventually(async () => ((await seen())['fileSha256'] === fileSha256 ? true : undefined));
    expect(await seen()).toMatchObject({ fileSha256, shownSha256: fileSha256 });
    expect(await drafts(payoutId)).toBe(0);
  });

  it('of which an order is withdrawn afterwards sends a file of the others, and tells it from the one that was shown', async () => {
    const claims = await asked(await here.filed(['moved', 'stays'], { linesOf: toPerson }));
    const shown = (await preview(claims)).body;
    const { payoutId, fileSha256 } = shown;
    expect((await release(claims, await saidYesTo(shown))).status).toBe(201);
    here.world.accountVersions.set(personOf('moved'), 2);
    await here.ledgerBooks(String(payoutId));
    await here.becomes(String(payoutId), 'SENT');
    const [sent = ''] = sentAs(payoutId);
    expect([sent.match(/<NbOfTxs>(\d+)</)?.[1], sha256Of(sent) === fileSha256]).toEqual(['1', false]);
    expect(await here.payoutNow(String(payoutId))).toMatchObject({ file: { sha256: sha256Of(sent) }, shown: { fileSha256 } });
    expect(await drafts(payoutId)).toBe(0);
  });

  it('of which no payment leaves yet has no file', async () => {
    const claims = await asked(await here.filed(['a'], { queued: ['a'] }));
    const shown = (await preview(claims)).body;
    expect([shown['count'], shown['fileSha256'], await drafts(shown['payoutId'])]).toEqual([0, undefined, 0]);
    expect(await release(claims, await saidYesTo(shown))).toMatchObject({ status: 201, body: { orders: [] } });
  });

  it('is refused with another file than the one that was shown', async () => {
    const claims = await asked(await here.filed(['a']));
    const [shown, other] = [(await preview(claims)).body, (await preview(claims)).body];
    const yes = await saidYesTo(shown);
    for (const payoutId of [other['payoutId'], randomUUID()])
      expect(await release(claims, { ...yes, payoutId })).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
    const forged = await saidYesTo({ ...shown, fileSha256: other['fileSha256'] });
    expect(await release(claims, forged)).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
    expect(await release(claims, yes)).toMatchObject({ status: 201 });
  });

  it('leaves nothing of what nobody said yes to when a day has gone', async () => {
    const claims = await asked(await here.filed(['a']));
    const shown = (await preview(claims)).body;
    await database().query(
      `insert into payout_draft select gen_random_uuid(), wrapped_key, bytes, accounts, sha256, lines_hash,
      drawn_up_at - interval '25 hours' from payout_draft where payout_id = $1`,
      [shown['payoutId']],
    );
    const left = async () =>
      (await database().query<unknown[]>('select from payout_draft where sha256 = $1', [shown['fileSha256']])).length;
    expect(await left()).toBe(2);
    await preview(claims);
    expect(await left()).toBe(1);
  });

  it('is refused for what was not shown', async () => {
    const [one, other] = [await asked(await here.filed(['a'])), await asked(await here.filed(['b']))];
    const yes = await here.shown(one, 'cashier1');
    expect(await release(other, yes)).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
    expect(await release([...one, ...other], yes)).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
  });

  it('is refused with the sign-in of somebody else, with one factor, and with any other token', async () => {
    const claims = await asked(await here.filed(['a']));
    const shown = (await preview(claims)).body;
    const { payoutId } = shown;
    const salt = randomUUID();
    const nonce = releaseNonce(shown as unknown as ShownRelease, salt);
    const tokens = [
      await here.stepUp('cashier2', nonce),
      await here.stepUp('cashier1', nonce, ['pwd']),
      await signToken(here.running.environment.KEYS_DIR, cashier(1)),
      'none',
    ];
    for (const idToken of tokens)
      expect(await release(claims, { payoutId, stepUp: { idToken, salt } })).toMatchObject({
        status: 403,
        body: { code: 'STEP_UP_INVALID' },
      });
    expect(await release(claims, { payoutId })).toMatchObject({ status: 400 });
    const stepUp = { idToken: await here.stepUp('cashier1', nonce), salt };
    expect(await release(claims, { stepUp })).toMatchObject({ status: 400 });
    expect(await release(claims, { payoutId, stepUp })).toMatchObject({ status: 201 });
  });

  it('uses its sign-in up: two at once with the same one are one release', async () => {
    const claims = await asked(await here.filed(['a']));
    const yes = await here.shown(claims, 'cashier1');
    const both = await Promise.all([release(claims, yes), release(claims, yes)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await release(claims, yes)).toMatchObject({ status: 409 });
  });
});
