import { describe, expect, it } from '@jest/globals';
import { spec, testNow } from '@libs/testing';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { eligible, ended, filedClaim, firstReviewed, funds, posted, reasonOf, secondReviewed } from '../testing/claims';
import { claim, type ClaimFact } from './claim.decider';
import { endPublicity, raiseObjection, resolveObjection, startPublicity } from './publicity.decider';

const { given } = spec(claim);
const people = ['ann', 'bob'];
const reviewed = [...filedClaim({ ann: eligible, bob: eligible }), firstReviewed(people), funds(people), secondReviewed(people)];
const endsAt = '2026-03-09T16:00:00.000Z';
const noExceptions = { publishedYears: [], workingDays: [], daysOff: [] };
const start = (more = {}) => ({ actor: 'one', now: testNow, workingDaysOf: () => 5, calendar: noExceptions, ...more });
const ann = { personId: 'ann' };
const objected = { type: 'ObjectionRaised', caseId: 'case-ann', raisedAt: testNow } as const;

describe('posting', () => {
  it('lasts the working days of the pack, the day of posting not counted', () =>
    given(...reviewed)
      .when((s) => startPublicity(s, start()))
      .then(posted(people)));
  it('passes over days off', () =>
    given(...reviewed)
      .when((s) => startPublicity(s, start({ calendar: { ...noExceptions, daysOff: ['2026-03-05'] } })))
      .then({ ...posted(people), lastDay: '2026-03-10', endsAt: '2026-03-10T16:00:00.000Z' } as ClaimFact));
  it('is not started twice, and not before both reviews', () => {
    given(...reviewed, posted(people))
      .when((s) => startPublicity(s, start()))
      .refused('REVIEW_ORDER');
    given(...filedClaim({ ann: eligible }))
      .when((s) => startPublicity(s, start()))
      .refused('REVIEW_ORDER');
    given(...reviewed)
      .when((s) => startPublicity(s, start({ seenVersion: 1 })))
      .refused('CONCURRENCY_CONFLICT');
  });
});

describe('its end', () => {
  it('is 24:00 of the last day, however late that was noticed', () =>
    given(...reviewed, posted(people))
      .when((s) => endPublicity(s, endsAt, '2026-03-20T00:00:00.000Z'))
      .then(ended(people)));
  it('comes once', () =>
    given(...reviewed, posted(people), ended(people))
      .when((s) => endPublicity(s, endsAt, endsAt))
      .then());
  it('waits for its moment', () =>
    given(...reviewed, posted(people))
      .when((s) => endPublicity(s, endsAt, testNow))
      .refused('PUBLICITY_NOT_ENDED'));
});

describe('an objection', () => {
  it('holds that person, once', () => {
    given(...reviewed, posted(people))
      .when((s) => raiseObjection(s, ann, testNow))
      .then(objected);
    given(...reviewed, posted(people), objected)
      .when((s) => raiseObjection(s, ann, testNow))
      .then();
  });
  it('is kept each time when it says why, up to as many as are read, and one decision answers all', () => {
    const said = { objectionId: 'first', ground: 'NOT_TRAINED', statement: 'the room was locked' } as const;
    const other = { objectionId: 'second', ground: 'OTHER' } as const;
    const heard: ClaimFact = { ...objected, said };
    given(...reviewed, posted(people), objected)
      .when((s) => raiseObjection(s, { ...ann, said }, testNow))
      .then(heard);
    given(...reviewed, posted(people), heard)
      .when((s) => raiseObjection(s, { ...ann, said: other, most: 1 }, testNow))
      .refused('OBJECTIONS_ENOUGH', { most: 1 });
    const resolved: ClaimFact = { type: 'ObjectionResolved', caseId: 'case-ann', upheld: false, officer: 'officer', resolvedAt: testNow };
    const { state } = given(...reviewed, posted(people), heard, { ...objected, said: other }, resolved);
    const kept = state.status === 'FILED' ? state.cases.get('case-ann')?.objections : [];
    expect(kept?.map(({ objectionId, resolved: how }) => [objectionId, how?.upheld])).toEqual([
      ['first', false],
      ['second', false],
    ]);
  });
  it('comes too late when the last day is over, and too early before anything is posted', () => {
    given(...reviewed, posted(people))
      .when((s) => raiseObjection(s, ann, endsAt))
      .refused('PUBLICITY_OVER', { last_day: '2026-03-09' });
    given(...reviewed)
      .when((s) => raiseObjection(s, ann, testNow))
      .refused('REVIEW_ORDER');
    given(...reviewed, posted(people))
      .when((s) => raiseObjection(s, { personId: 'nobody' }, testNow))
      .refused('CASE_NOT_FOUND');
  });
});

describe('resolving it', () => {
  const history = [...reviewed, posted(people), objected];
  const use = { ...eligible.use, state: 'RESERVED' as const, caseId: 'case-ann' };
  const book = { ...entitlements.initial, uses: new Map([['case-ann', use]]) } as Entitlements;
  const asked = (upheld: boolean) => ({ ...ann, upheld, officer: 'one', now: testNow });
  const resolved = (upheld: boolean): ClaimFact => ({
    type: 'ObjectionResolved',
    caseId: 'case-ann',
    upheld,
    officer: 'one',
    resolvedAt: testNow,
  });
  it('lets the case go on where it stood, or lets it go for good with its entitlement', () => {
    given(...history)
      .when((s) => resolveObjection(s, book, asked(false)).claim)
      .then(resolved(false));
    given(...history)
      .when((s) => resolveObjection(s, book, asked(true)).claim)
      .then(resolved(true), { type: 'CasesDropped', cases: [reasonOf('ann', 'PUBLICITY_OBJECTION')], droppedAt: testNow });
    expect(resolveObjection(given(...history).state, book, asked(true)).free).toEqual(['ENT/ann/TRAINING/6-31-01-03/3']);
  });
  it('is done once', () =>
    given(...history, resolved(false))
      .when((s) => resolveObjection(s, book, asked(true)).claim)
      .refused('NO_OBJECTION'));
});
