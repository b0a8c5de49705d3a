import { describe, expect, it } from '@jest/globals';
import { spec, testNow } from '@libs/testing';
import {
  eligible,
  filedClaim,
  firstReviewed,
  funds,
  posted,
  readyClaim,
  reasonOf,
  rejected,
  released,
  secondReviewed,
} from '../testing/claims';
import { claim, outcomeOf, type ClaimFact } from './claim.decider';
import {
  casesToRelease,
  casesWithLateMoney,
  linesPaid,
  linesReissued,
  linesReturned,
  mayReissue,
  releaseCases,
  waitingCasesLeft,
} from './release.decider';

const { given } = spec(claim);
const after = '2026-03-09T16:00:00.000Z';
const before = '2026-03-09T15:59:59.999Z';
const release = (releaser = 'cashier', now = after, seenVersion?: number) => ({ releaser, now, seenVersion });
const ids = (cases: readonly { readonly caseId: string }[]) => cases.map(({ caseId }) => caseId);
const objected: ClaimFact = { type: 'ObjectionRaised', caseId: 'case-ann', raisedAt: testNow };
const line = (personId: string) => ({ caseId: `case-${personId}`, line: 1 });

// A release is decided together with its payout: here its cases stand for the facts.
const releasing = (...history: readonly ClaimFact[]) => ({
  when: (asked: ReturnType<typeof release>) =>
    given(...history).when((state) =>
      releaseCases(state, { payoutId: 'payout', ...casesToRelease(state, asked), releaser: asked.releaser, now: testNow }),
    ),
});

describe('which cases a release lets go', () => {
  it('are those that have ended and have their money, and, to follow, those that wait for it', () => {
    const { ready, waiting } = casesToRelease(given(...readyClaim(['ann', 'bob'], ['cid'])).state, release());
    expect([ids(ready), ids(waiting)]).toEqual([['case-ann', 'case-bob'], ['case-cid']]);
  });
  it('compares the end of publicity with now, and trusts no timer', () => {
    const all = ['ann'];
    const history = [...filedClaim({ ann: eligible }), firstReviewed(all), funds(all), secondReviewed(all), posted(all)];
    expect(ids(casesToRelease(given(...history).state, release('cashier', after)).ready)).toEqual(['case-ann']);
    releasing(...history)
      .when(release('cashier', before))
      .refused('PUBLICITY_NOT_ENDED', { last_day: '2026-03-09' });
  });
  it('leaves out who is held, and names the reason where nobody else is there', () => {
    expect(ids(casesToRelease(given(...readyClaim(['ann', 'bob']), objected).state, release()).ready)).toEqual(['case-bob']);
    releasing(...readyClaim(['ann']), objected)
      .when(release())
      .refused('PUBLICITY_OBJECTION');
  });
  it('is asked duties first, then what was seen, then whether it is time', () => {
    const all = ['ann'];
    const early = [...filedClaim({ ann: eligible }), firstReviewed(all), funds(all), secondReviewed(all), posted(all)];
    releasing(...early)
      .when(release('one', before, 1))
      .refused('SOD_VIOLATION');
    releasing(...early)
      .when(release('two', before, 1))
      .refused('SOD_VIOLATION');
    releasing(...early)
      .when(release('cashier', before, 1))
      .refused('CONCURRENCY_CONFLICT');
    releasing(...filedClaim({ ann: eligible }))
      .when(release())
      .refused('REVIEW_ORDER');
    releasing().when(release()).refused('CLAIM_NOT_FOUND');
  });
  it('goes once: the second officer, who saw the same, comes too late', () => {
    const history = readyClaim(['ann']);
    const { viewVersion } = given(...history).state as { viewVersion: number };
    releasing(...history)
      .when(release('cashier', after, viewVersion))
      .then(released(['ann']));
    releasing(...history, released(['ann']))
      .when(release('cashier2', after, viewVersion))
      .refused('CONCURRENCY_CONFLICT');
    releasing(...history, released(['ann']))
      .when(release('cashier2', after, viewVersion + 1))
      .refused('REVIEW_ORDER');
  });
  it('names no payout where all of them wait for money', () =>
    releasing(...readyClaim([], ['ann']))
      .when(release())
      .then(released([], ['ann'])));
});

describe('money that comes late', () => {
  const history = [...readyClaim(['ann'], ['bob']), released(['ann'], ['bob'])];
  it('lets go who was released and waits, and nobody else', () => {
    expect(ids(casesWithLateMoney(given(...history).state))).toEqual([]);
    const served = [...history, funds(['bob'], [], true)];
    expect(ids(casesWithLateMoney(given(...served).state))).toEqual(['case-bob']);
    const left: ClaimFact = { type: 'WaitingCasesLeft', payoutId: 'late', caseIds: ['case-bob'], leftAt: testNow };
    given(...served)
      .when((s) => waitingCasesLeft(s, { payoutId: 'late', caseIds: ['case-bob'], now: testNow }))
      .then(left);
    expect(ids(casesWithLateMoney(given(...served, left).state))).toEqual([]);
  });
});

describe('what the bank says', () => {
  const history = [...readyClaim(['ann', 'bob']), released(['ann', 'bob'])];
  const paid = (personId: string): readonly ClaimFact[] => [
    { type: 'CaseLinesPaid', caseId: `case-${personId}`, orderId: 'order', lines: [1], paidAt: testNow },
    { type: 'CasePaid', caseId: `case-${personId}`, personId, paidAt: testNow },
  ];
  it('pays each case of which all lines are paid', () =>
    given(...history)
      .when((s) => linesPaid(s, 'order', [line('ann'), line('bob')], testNow).facts)
      .then(...paid('ann'), ...paid('bob')));
  it('pays once', () =>
    given(...history, ...paid('ann'))
      .when((s) => linesPaid(s, 'order', [line('ann')], testNow).facts)
      .then());
  it('claims back at once what arrived after its certificate was revoked', () => {
    const revoked: ClaimFact = { type: 'CaseHeld', caseId: 'case-ann', reason: 'CERTIFICATE_REVOKED', detail: {}, heldAt: testNow };
    const { facts } = linesPaid(given(...history, revoked).state, 'order', [line('ann')], testNow);
    expect(facts.map(({ type }) => type)).toEqual(['CaseLinesPaid', 'CasePaid', 'ClawbackOpened']);
  });
  it('holds a case until another order takes the place of the one that came back', () => {
    const returned: ClaimFact = {
      type: 'CaseLinesReturned',
      caseId: 'case-ann',
      orderId: 'order',
      code: 'ACCOUNT_INACTIVE',
      returnedAt: testNow,
    };
    const again: ClaimFact = { type: 'CaseLinesReissued', caseId: 'case-ann', orderId: 'next', replaces: 'order', reissuedAt: testNow };
    given(...history)
      .when((s) => linesReturned(s, 'order', 'ACCOUNT_INACTIVE', [line('ann')], testNow))
      .then(returned);
    given(...history, returned)
      .when((s) => linesReissued(s, { orderId: 'next', replaces: 'order', lines: [line('ann')], now: testNow }))
      .then(again);
    const seen = (...more: readonly ClaimFact[]) => {
      const { state } = given(...history, ...more);
      const one = state.status === 'FILED' ? state.cases.get('case-ann') : undefined;
      return one && outcomeOf(one);
    };
    expect(seen(returned)).toEqual({ outcome: 'HELD', reason: 'BANK_RETURN_ACCOUNT_INACTIVE', detail: {} });
    expect(seen(returned, again)).toEqual({ outcome: 'ELIGIBLE', detail: {} });
  });
  it('may be answered by whoever released, and by no reviewer', () => {
    const { state } = given(...history);
    const again = (officer: string) => mayReissue(state, { caseIds: ['case-ann'], officer });
    expect(again('cashier')).toEqual([]);
    expect(again('cashier2')).toEqual(['case/case-ann/1/cashier2']);
    expect(() => again('two')).toThrow('SOD_VIOLATION');
  });
  it('is not answered by paying again while supervision, or anything but the return, holds the case, nor when it is over', () => {
    const returned: ClaimFact = { type: 'CaseLinesReturned', caseId: 'case-ann', orderId: 'order', code: 'AC04', returnedAt: testNow };
    const stopped: ClaimFact = { type: 'CaseHeld', caseId: 'case-ann', reason: 'AUDIT_HOLD', detail: {}, heldAt: testNow };
    const dropped: ClaimFact = { type: 'CasesDropped', cases: [reasonOf('ann', 'PROXY_SIGN_IN')], droppedAt: testNow };
    const again = (...more: readonly ClaimFact[]) =>
      given(...history, returned, ...more).when((s) => {
        mayReissue(s, { caseIds: ['case-ann'], officer: 'cashier' });
        return [];
      });
    again().then();
    again(stopped).refused('AUDIT_HOLD');
    again(stopped, dropped).refused('PROXY_SIGN_IN');
  });
  it('claims back what arrives for a case that was dropped meanwhile, and counts its entitlement as used', () => {
    const dropped: ClaimFact = { type: 'CasesDropped', cases: [reasonOf('ann', 'PROXY_SIGN_IN')], droppedAt: testNow };
    const { facts, paidCases } = linesPaid(given(...history, dropped).state, 'order', [line('ann')], testNow);
    expect(facts.map(({ type }) => type)).toEqual(['CaseLinesPaid', 'CasePaid', 'ClawbackOpened']);
    expect(facts.at(-1)).toMatchObject({ reason: 'PROXY_SIGN_IN', debts: [{ line: 1, amountFen: 180_000 }] });
    expect(ids(paidCases)).toEqual(['case-ann']);
    const { state } = given(...history, dropped, ...facts);
    const one = state.status === 'FILED' ? state.cases.get('case-ann') : undefined;
    expect(one && outcomeOf(one)).toMatchObject({ outcome: 'CLAWBACK_OPENED', reason: 'PROXY_SIGN_IN' });
  });
});

describe('an outcome', () => {
  it('is the reason for which a case was dropped, whatever was decided', () => {
    const dropped: ClaimFact = { type: 'CasesDropped', cases: [reasonOf('ann', 'PROXY_SIGN_IN')], droppedAt: testNow };
    const { state } = given(...filedClaim({ ann: eligible, bob: rejected('NO_CERTIFICATE') }), dropped);
    const outcomes = state.status === 'FILED' ? [...state.cases.values()].map((one) => outcomeOf(one).reason) : [];
    expect(outcomes).toEqual(['PROXY_SIGN_IN', 'NO_CERTIFICATE']);
  });
});
