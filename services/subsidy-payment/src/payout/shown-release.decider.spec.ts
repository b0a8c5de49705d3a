import { describe, expect, it } from '@jest/globals';
import { Refused, childId, fen, releaseNonce, type ShownRelease } from '@libs/kernel';
import { testNow } from '@libs/testing';
import { hashOf } from '../claim/hash-of';
import type { Claim } from '../claim/claim.decider';
import { caseOf, claimAfter, employer, institution, payableClaim } from '../testing/payable-claim';
import { payout } from './payout.decider';
import { releasePayout, type PayoutDecision } from './payout-release.decider';
import { asShown, moneyLines, mustBeAsShown, releaseOf, type DrawnUp, type Release, type Showing } from './shown-release.decider';

const claimId = childId('testing', 'claim');
const payoutId = childId('testing', 'payout');
const salt = 'a-salt-of-the-officer';

type Options = Parameters<typeof payableClaim>[2];
function released(names: readonly string[], more: Options = {}): { readonly decision: PayoutDecision; readonly release: Release } {
  const state = claimAfter(...payableClaim(claimId, names, more));
  const asked = [{ claimId, state, seenVersion: state.status === 'FILED' ? state.viewVersion : 0 }];
  const most = { orders: 10, casesOfOrder: 10 };
  const decision = releasePayout(payout.initial, asked, { payoutId, releaser: 'cashier1', lives: new Map(), most, now: testNow });
  return { decision, release: releaseOf(decision, new Map<string, Claim>([[claimId, state]]), hashOf) };
}
const fileSha256 = 'f'.repeat(64);
const drawnUpOf = ({ linesHash }: Release): DrawnUp => ({ linesHash, sha256: fileSha256, drawnUpAt: testNow });
/** An officer who saw this, with this file drawn up of it. */
const showing = (seen: ShownRelease, drawnUp: DrawnUp | undefined): Showing => ({
  drawnUp,
  saidYes: { nonce: releaseNonce(seen, salt), salt, digest: 'd'.repeat(64) },
  now: testNow,
});
const shownWhole = (release: Release): Showing => showing({ ...release, fileSha256 }, drawnUpOf(release));
const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return 'done';
};

describe('what is shown of a release', () => {
  it('is how many payments, over how much, and a hash over lines in one order', () => {
    const { decision, release } = released(['a', 'b']);
    expect(release).toMatchObject({ count: 2, sum: '4420.00', linesHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const orders = decision.payout.filter((fact) => fact.type === 'PaymentOrderIssued');
    expect(moneyLines(orders)).toEqual(moneyLines([...orders].reverse()));
    const ofA = { caseId: caseOf(claimId, 'a'), accountVersion: 1 };
    expect(moneyLines(orders).filter(({ caseId }) => caseId === ofA.caseId)).toEqual([
      { ...ofA, line: 1, payee: employer, amountFen: fen(180_000) },
      { ...ofA, line: 2, payee: institution, amountFen: fen(41_000) },
    ]);
  });

  it('covers those as well whose money is still to come', () => {
    const [all, later] = [released(['a', 'b']).release, released(['a', 'b'], { queued: ['b'] }).release];
    const less = released(['a']).release;
    expect([later.count, later.sum]).toEqual([less.count, less.sum]);
    expect(new Set([all, later, less].map(({ linesHash }) => linesHash)).size).toBe(3);
  });

  it('is another with another account, though the money is the same', () => {
    const { decision } = released(['a']);
    const orders = decision.payout.filter((fact) => fact.type === 'PaymentOrderIssued');
    const moved = orders.map((order) => ({ ...order, accountVersion: 2 }));
    expect(hashOf(moneyLines(moved))).not.toBe(hashOf(moneyLines(orders)));
  });
});

describe('a release', () => {
  it('that was shown goes, uses up the sign-in, and keeps what was shown', () => {
    const { decision, release } = released(['a']);
    const gone = asShown(decision, release, shownWhole(release));
    expect(gone.take).toEqual([...decision.take, `step-up/${'d'.repeat(64)}`]);
    const { linesHash, toComeHash } = release;
    const [approved] = gone.payout;
    expect(approved).toMatchObject({ type: 'PayoutApproved', shown: { linesHash, toComeHash, fileSha256, stepUp: 'd'.repeat(64) } });
    expect(gone.payout.slice(1)).toEqual(decision.payout.slice(1));
  });

  it.each<readonly [string, Partial<ShownRelease>]>([
    ['one payment more', { count: 3 }],
    ['another sum', { sum: '2210.01' }],
    ['other lines', { linesHash: 'e'.repeat(64) }],
    ['another file', { fileSha256: 'e'.repeat(64) }],
    ['no file', { fileSha256: '' }],
  ])('with %s than was shown is refused', (_, change) => {
    const { decision, release } = released(['a']);
    const seen = { ...release, fileSha256, ...change };
    expect(codeOf(() => asShown(decision, release, showing(seen, drawnUpOf(release))))).toBe('RELEASE_CHANGED');
  });

  it('is refused under another salt', () => {
    const { decision, release } = released(['a']);
    const { saidYes, ...shown } = shownWhole(release);
    const other = { ...shown, saidYes: { ...saidYes, salt: 'another salt' } };
    expect(codeOf(() => asShown(decision, release, other))).toBe('RELEASE_CHANGED');
  });

  it.each<readonly [string, (release: Release) => DrawnUp | undefined]>([
    ['was never drawn up', () => undefined],
    ['is of other lines', (release) => ({ ...drawnUpOf(release), linesHash: 'e'.repeat(64) })],
    ['was drawn up the day before', (release) => ({ ...drawnUpOf(release), drawnUpAt: '2026-03-01T15:59:00.000Z' })],
  ])('whose file %s is refused', (_, drawnUp) => {
    const { decision, release } = released(['a']);
    const seen = { ...release, fileSha256 };
    expect(codeOf(() => asShown(decision, release, showing(seen, drawnUp(release))))).toBe('RELEASE_CHANGED');
  });

  it('of which no payment leaves yet needs no file', () => {
    const { decision, release } = released(['a'], { queued: ['a'] });
    expect(codeOf(() => asShown(decision, release, showing(release, undefined)))).toBe('done');
  });
});

describe('the file', () => {
  const { decision, release } = released(['a', 'b'], { queued: ['b'] });
  const orders = decision.payout.filter((fact) => fact.type === 'PaymentOrderIssued');
  const { linesHash, toComeHash } = release;
  const shown = { linesHash, toComeHash };

  it('has the lines that were shown', () => expect(() => mustBeAsShown(shown, orders, hashOf)).not.toThrow());
  it('is not made with another payee, amount or account, nor with one order less', () => {
    const [first, ...others] = orders;
    if (!first) throw new Error('nothing is released');
    const forged = [
      { ...first, payee: institution },
      { ...first, accountVersion: 2 },
      { ...first, lines: first.lines.map((line) => ({ ...line, amountFen: fen(line.amountFen + 1) })) },
    ];
    for (const one of forged) expect(() => mustBeAsShown(shown, [one, ...others], hashOf)).toThrow(/not those that were shown/);
    expect(() => mustBeAsShown(shown, others, hashOf)).toThrow(/not those that were shown/);
  });
  it('of money that came late has been shown before', () => expect(() => mustBeAsShown(undefined, orders, hashOf)).not.toThrow());
});
