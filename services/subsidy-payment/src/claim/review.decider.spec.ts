import { describe, it } from '@jest/globals';
import { spec, testNow } from '@libs/testing';
import {
  eligible,
  filedClaim,
  firstReviewed,
  funds,
  held,
  needed,
  posted,
  readyClaim,
  reasonOf,
  rejected,
  released,
  row,
  secondReviewed,
} from '../testing/claims';
import { claim, type ClaimFact } from './claim.decider';
import { freeCases, holdCases } from './hold.decider';
import { passFirstReview, passSecondReview } from './review.decider';

const { given } = spec(claim);
const accounts = new Map([['ORGANISATION/employer', 1]]);
const by = (reviewer: string, seenVersion?: number) => ({ reviewer, seenVersion, accounts, now: testNow, hashOf: () => 'hash' });
const keys = (round: number, officer: string, ...people: readonly string[]) => ({
  take: people.map((personId) => `case/case-${personId}/${round}/${officer}`),
});
/** A first review takes the place of whoever filed, too. */
const firstKeys = (round: number, officer: string, ...people: readonly string[]) => ({
  take: [...keys(round, officer, ...people).take, ...keys(round, 'filer', ...people).take],
});
const two = filedClaim({ ann: eligible, bob: eligible });

describe('the first review', () => {
  it('asks for the money of everybody who is eligible, in roster order', () =>
    given(...filedClaim({ ann: eligible, bob: rejected('NO_CERTIFICATE'), cid: eligible }))
      .when((s) => passFirstReview(s, by('one')))
      .keys(firstKeys(1, 'one', 'ann', 'cid'))
      .then(firstReviewed(['ann', 'cid'])));
  it('is not made twice', () =>
    given(...two, firstReviewed(['ann', 'bob']))
      .when((s) => passFirstReview(s, by('three')))
      .refused('REVIEW_ORDER'));
  it('lost the race against another officer who saw the same', () =>
    given(...two, firstReviewed(['ann', 'bob']))
      .when((s) => passFirstReview(s, by('three', 2)))
      .refused('CONCURRENCY_CONFLICT'));
  it('cannot wave through what an outside registry has not answered', () =>
    given(...filedClaim({ ann: held('EXTERNAL_CHECK_PENDING') }))
      .when((s) => passFirstReview(s, by('one')))
      .refused('EXTERNAL_CHECK_PENDING'));
  it.each(['filer', 'ann'])('is not for whoever filed, nor for whom the money is: %s', (reviewer) => {
    given(...two)
      .when((s) => passFirstReview(s, by(reviewer)))
      .refused('SOD_VIOLATION');
    given(...two, firstReviewed(['ann', 'bob']))
      .when((s) => passSecondReview(s, by(reviewer)))
      .refused('SOD_VIOLATION');
  });
  it('is not for a claim that nobody filed', () =>
    given()
      .when((s) => passFirstReview(s, by('one')))
      .refused('CLAIM_NOT_FOUND'));
});

describe('the second review', () => {
  const reviewed = [...two, firstReviewed(['ann', 'bob'])];
  it('passes who passed the first, whether or not their money is there', () =>
    given(...reviewed, funds(['ann'], ['bob']))
      .when((s) => passSecondReview(s, by('two')))
      .keys(keys(1, 'two', 'ann', 'bob'))
      .then(secondReviewed(['ann', 'bob'])));
  it('is refused to the first reviewer, before anything else is said', () =>
    given(...reviewed)
      .when((s) => passSecondReview(s, by('one', 1)))
      .refused('SOD_VIOLATION'));
  it('is refused to whoever saw another version, before they learn that nothing waits', () =>
    given(...reviewed, secondReviewed(['ann', 'bob']))
      .when((s) => passSecondReview(s, by('three', 3)))
      .refused('CONCURRENCY_CONFLICT'));
  it('comes after the first', () =>
    given(...two)
      .when((s) => passSecondReview(s, by('two')))
      .refused('REVIEW_ORDER'));
});

describe('a review that is made again in another year', () => {
  const again = (answer: ClaimFact) => {
    const stopped: ClaimFact = { type: 'CaseHeld', caseId: 'case-ann', reason: 'AUDIT_HOLD', detail: {}, heldAt: testNow };
    const { type: _, detail: __, heldAt: ___, ...of } = stopped;
    const freed: ClaimFact = { type: 'CaseFreed', ...of, again: true, freedAt: testNow };
    return given(...filedClaim({ ann: eligible }), firstReviewed(['ann']), answer, stopped, freed)
      .when((s) => passFirstReview(s, { ...by('three'), now: '2027-03-02T01:00:00.000Z' }))
      .keys(firstKeys(2, 'three', 'ann'));
  };
  const asked = (...rows: readonly { readonly region: string; readonly year: number }[]): ClaimFact => ({
    type: 'FirstReviewPassed',
    round: 2,
    reviewer: 'three',
    cases: [{ caseId: 'case-ann', lines: rows.map((row) => ({ ...needed, ...row })) }],
    seen: 'hash',
    passedAt: testNow,
  });
  const passedAt = '2027-03-02T01:00:00.000Z';
  const country = { ...row, region: '000000' };
  it('keeps the row in which its money is set aside', () => {
    const lines = [{ line: 1, row: country, amountFen: needed.amountFen }];
    again({ ...funds([]), committed: [{ caseId: 'case-ann', lines }] } as ClaimFact).then({
      ...asked({ region: '000000', year: 2026 }),
      passedAt,
    } as ClaimFact);
  });
  it('keeps the row in whose queue it waits', () =>
    again({ ...funds([]), queued: [{ caseId: 'case-ann', row: country, queue: 1 }] } as ClaimFact).then({
      ...asked({ region: '000000', year: 2026 }),
      passedAt,
    } as ClaimFact));
});

describe('a supervision hold', () => {
  const reviewed = [...two, firstReviewed(['ann', 'bob']), funds(['ann', 'bob'])];
  const stopped = (personId: string): ClaimFact => ({
    type: 'CaseHeld',
    caseId: `case-${personId}`,
    reason: 'AUDIT_HOLD',
    detail: {},
    heldAt: testNow,
  });
  const freed = (personId: string): ClaimFact => ({
    type: 'CaseFreed',
    caseId: `case-${personId}`,
    reason: 'AUDIT_HOLD',
    again: true,
    freedAt: testNow,
  });
  const both = [...reviewed, stopped('ann'), stopped('bob')];
  it('stops everybody unpaid, or who is named', () => {
    given(...reviewed)
      .when((s) => holdCases(s, [], testNow))
      .then(stopped('ann'), stopped('bob'));
    given(...reviewed)
      .when((s) => holdCases(s, ['bob'], testNow))
      .then(stopped('bob'));
    given(...both)
      .when((s) => holdCases(s, [], testNow))
      .then();
  });
  it('does not stop money on its way, and can stop what the bank sent back; that is never reviewed into a second payout', () => {
    const left = [...readyClaim(['ann', 'bob']), released(['ann', 'bob'])];
    const returned: ClaimFact = { type: 'CaseLinesReturned', caseId: 'case-ann', orderId: 'order', code: 'AC04', returnedAt: testNow };
    given(...left, returned)
      .when((s) => holdCases(s, [], testNow))
      .then(stopped('ann'));
    const free = { people: [], removed: [], removedFor: '', now: testNow };
    given(...left, stopped('ann'), returned, stopped('bob'))
      .when((s) => freeCases(s, {}, free).claim)
      .then({ ...freed('ann'), again: false } as ClaimFact);
  });
  it('refuses the next step with its reason', () =>
    given(...both)
      .when((s) => passSecondReview(s, by('two')))
      .refused('AUDIT_HOLD'));
  it('sends who is freed through both reviews again, and lets who is removed go for good', () =>
    given(...both)
      .when((s) => freeCases(s, {}, { people: [], removed: ['ann'], removedFor: 'PROXY_SIGN_IN', now: testNow }).claim)
      .then(freed('bob'), { type: 'CasesDropped', cases: [reasonOf('ann', 'PROXY_SIGN_IN')], droppedAt: testNow }));
  it('leaves the new round open to the officers of the first', () =>
    given(...reviewed, secondReviewed(['ann', 'bob']), posted(['ann', 'bob']), stopped('ann'), stopped('bob'), freed('ann'), freed('bob'))
      .when((s) => passFirstReview(s, by('two')))
      .keys(firstKeys(2, 'two', 'ann', 'bob'))
      .then(firstReviewed(['ann', 'bob'], 2, 'two')));
});
