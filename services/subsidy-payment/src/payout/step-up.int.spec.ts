// The second yes of the officer who lets money go, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { releaseNonce, type ShownRelease } from '@libs/kernel';
import { signToken } from '@libs/platform';
import { RunningPayouts, cashier, type StepUp } from '../testing/running-payouts';

let here: RunningPayouts;
beforeAll(async () => {
  here = await RunningPayouts.start();
});
afterAll(() => here?.end());

const asked = async (claimId: string) => [{ claimId, version: (await here.claimNow(claimId)).viewVersion }];
const release = (claims: readonly object[], stepUp: Partial<StepUp>) =>
  here.running.post('payouts', { claims, stepUp }, { as: cashier(1) });
const preview = (claims: readonly object[]) => here.running.post('payout-previews', { claims }, { as: cashier(1) });

describe('a preview', () => {
  it('says what would leave, and changes nothing', async () => {
    const claims = await asked(await here.filed(['a', 'b']));
    const { status, body } = await preview(claims);
    expect([status, body]).toEqual([201, { count: 2, sum: '4420.00', linesHash: expect.stringMatching(/^[0-9a-f]{64}$/), claims }]);
    expect((await preview(claims)).body).toEqual(body);
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
  it('goes with what was shown, and keeps it', async () => {
    const claims = await asked(await here.filed(['a']));
    const shown = (await preview(claims)).body;
    const { status, body } = await release(claims, await here.shown(claims, 'cashier1'));
    expect(status).toBe(201);
    expect((await here.payoutNow(String(body['payoutId']))).shown).toMatchObject({ linesHash: shown['linesHash'] });
  });

  it('is refused for what was not shown', async () => {
    const [one, other] = [await asked(await here.filed(['a'])), await asked(await here.filed(['b']))];
    const stepUp = await here.shown(one, 'cashier1');
    expect(await release(other, stepUp)).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
    expect(await release([...one, ...other], stepUp)).toMatchObject({ status: 409, body: { code: 'RELEASE_CHANGED' } });
  });

  it('is refused with the sign-in of somebody else, with one factor, and with any other token', async () => {
    const claims = await asked(await here.filed(['a']));
    const shown = (await preview(claims)).body as unknown as ShownRelease;
    const salt = randomUUID();
    const nonce = releaseNonce(shown, salt);
    const tokens = [
      await here.stepUp('cashier2', nonce),
      await here.stepUp('cashier1', nonce, ['pwd']),
      await signToken(here.running.environment['KEYS_DIR'] ?? '', cashier(1)),
      'none',
    ];
    for (const idToken of tokens)
      expect(await release(claims, { idToken, salt })).toMatchObject({ status: 403, body: { code: 'STEP_UP_INVALID' } });
    expect(await release(claims, {})).toMatchObject({ status: 400 });
    expect(await release(claims, { idToken: await here.stepUp('cashier1', nonce), salt })).toMatchObject({ status: 201 });
  });

  it('uses its sign-in up: two at once with the same one are one release', async () => {
    const claims = await asked(await here.filed(['a']));
    const stepUp = await here.shown(claims, 'cashier1');
    const both = await Promise.all([release(claims, stepUp), release(claims, stepUp)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await release(claims, stepUp)).toMatchObject({ status: 409 });
  });
});
