import { describe, expect, it } from '@jest/globals';
import * as compare from './compare';
import type { CaseView } from './played';

const people = new Map([
  ['a', 'id-a'],
  ['t.1', 'id-1'],
  ['t.2', 'id-2'],
]);
const naming: compare.Naming = {
  peopleIn: (reference) =>
    (reference === 't' ? ['t.1', 't.2'] : Array.isArray(reference) ? reference : [reference]).map((who: string) => ({
      who,
      personId: people.get(who) ?? '',
    })),
  idOf: (name) => ({ firm: 'id-firm', K: 'id-class' })[String(name)] ?? people.get(String(name)) ?? name,
  whoIs: (id) => [...people].find(([, each]) => each === id)?.[0] ?? String(id),
  payeeName: (id) => (id === 'id-firm' ? 'firm' : naming.whoIs(id)),
};
const line = (amount: string, payee = 'id-firm', fund = 'UI') => ({
  programme: 'TRAINING_FEE',
  fund,
  payee: { kind: 'ORGANISATION', id: payee },
  amount,
});
const told = (personId: string, rest: Partial<CaseView>): CaseView => ({
  caseId: `case-${personId}`,
  personId,
  outcome: 'ELIGIBLE',
  lines: [],
  ...rest,
});
const one = told('id-1', { lines: [line('1800.00')] });
const two = told('id-2', {
  outcome: 'REJECTED',
  reason: 'ATTENDANCE_BELOW_80',
  detail: { have: '78.75%', counted: 63, class: 'id-class' },
});

describe('decisions', () => {
  const wanted = [
    { who: 't.1', outcome: 'ELIGIBLE', lines: [{ programme: 'TRAINING_FEE', fund: 'UI', payee: 'firm', amount: '1800.00' }] },
    { who: 't.2', outcome: 'REJECTED', reason: 'ATTENDANCE_BELOW_80', detail: { have: '78.75%', counted: 63, class: 'K' } },
  ];
  const against = (...cases: readonly CaseView[]) => compare.compareDecisions(wanted, cases, naming).join('; ');

  it('hold where everybody has exactly what is named, in any order', () => expect(against(two, one)).toBe(''));
  it.each([
    [
      'another outcome',
      [{ ...one, outcome: 'HELD', reason: 'AUDIT_HOLD' }, two],
      't.1: expected {"outcome":"ELIGIBLE"} got {"outcome":"HELD","reason":"AUDIT_HOLD"}',
    ],
    ['another reason', [one, { ...two, reason: 'NO_CERTIFICATE' }], 't.2: expected'],
    ['another detail', [one, { ...two, detail: { ...two.detail, counted: 64 } }], 't.2 counted: expected 63 got 64'],
    ['a missing detail', [one, { ...two, detail: { have: '78.75%', counted: 63 } }], 't.2 class: expected "id-class" got nothing'],
    ['another amount', [{ ...one, lines: [line('1800.01')] }, two], 't.1 lines: expected'],
    ['another payee', [{ ...one, lines: [line('1800.00', 'id-a')] }, two], 't.1 lines: expected'],
    ['a line too many', [{ ...one, lines: [line('1800.00'), line('1.00')] }, two], 't.1 lines: expected'],
    ['a line of somebody rejected', [one, { ...two, lines: [line('1.00')] }], 't.2 lines: expected []'],
    ['somebody missing', [one], 't.2: expected'],
    ['somebody too many', [one, two, told('id-a', {})], 'a has a case that is not expected'],
    ['somebody twice', [one, two, one], 'somebody has two cases'],
  ])('differ with %s', (_, cases, sentence) => expect(against(...(cases as readonly CaseView[]))).toContain(sentence));

  it('compare the sum of the lines where an amount is named, without what people pay themselves', () => {
    const paid = told('id-1', { lines: [line('1800.00'), line('410.00'), line('300.00', 'id-firm', 'SELF')] });
    const sum = (amount: string) => compare.compareDecisions([{ who: 't.1', outcome: 'ELIGIBLE', amount }], [paid], naming);
    expect(sum('2210.00')).toEqual([]);
    expect(sum('2510.00')).toEqual(['t.1 amount: expected "2510.00" got "2210.00"']);
  });

  it('see the units of a line', () => {
    const days = { ...line('325.00'), units: 13, unit: '25.00' };
    const lines = [{ programme: 'TRAINING_FEE', fund: 'UI', payee: 'firm', amount: '325.00', units: 13, unit: '25.00' }];
    expect(compare.compareDecisions([{ who: 't.1', outcome: 'ELIGIBLE', lines }], [told('id-1', { lines: [days] })], naming)).toEqual([]);
    expect(
      compare.compareDecisions([{ who: 't.1', outcome: 'ELIGIBLE', lines }], [told('id-1', { lines: [line('325.00')] })], naming),
    ).toHaveLength(1);
  });

  it('take the person of the case where a line is paid to a crowd', () => {
    const own = (id: string) => told(id, { lines: [line('5.00', id)] });
    const lines = [{ programme: 'TRAINING_FEE', fund: 'UI', payee: 't', amount: '5.00' }];
    expect(compare.compareDecisions([{ who: 't', outcome: 'ELIGIBLE', lines }], [own('id-1'), own('id-2')], naming)).toEqual([]);
    expect(
      compare.compareDecisions(
        [{ who: 't', outcome: 'ELIGIBLE', lines }],
        [own('id-1'), told('id-2', { lines: [line('5.00', 'id-1')] })],
        naming,
      ),
    ).toHaveLength(1);
  });
});

describe('heads and totals', () => {
  const cases = [
    told('id-1', { outcome: 'PAID', lines: [line('10.00')] }),
    told('id-2', { outcome: 'ELIGIBLE', lines: [line('5.00')] }),
    told('id-a', { outcome: 'HELD', lines: [line('2.50')] }),
    told('id-b', { outcome: 'CLAWBACK_OPENED', lines: [line('1.00')] }),
  ];
  it('count the paid among the eligible', () => {
    expect(compare.compareHeads({ eligible: 2, paid: 1, held: 1, rejected: 0, clawback: 1 }, cases)).toEqual([]);
    expect(compare.compareHeads({ eligible: 1 }, cases)).toEqual(['heads eligible: expected 1 got 2']);
  });
  it('add up to the fen', () => {
    expect(compare.compareTotals({ eligible: '15.00', paid: '10.00', held: '2.50', self: '0.00' }, cases, undefined)).toEqual([]);
    expect(compare.compareTotals({ held: '2.51' }, cases, undefined)).toEqual(['totals held: expected "2.51" got "2.50"']);
  });
  it('fail where nobody tells what is owed', () => {
    expect(compare.compareTotals({ receivable: '0.00' }, cases, undefined)).toHaveLength(1);
  });
});

describe('lists', () => {
  it('of facts are found in their order with others between', () => {
    const announced = ['ClaimSubmitted', 'ClaimEvaluated', 'FirstReviewPassed', 'ClaimHeld', 'FirstReviewPassed'];
    expect(compare.compareFacts(['ClaimSubmitted', 'FirstReviewPassed', 'FirstReviewPassed'], announced)).toEqual([]);
    expect(compare.compareFacts(['FirstReviewPassed', 'ClaimSubmitted'], announced)[0]).toContain('not after FirstReviewPassed');
    expect(compare.compareFacts(['FundExhausted'], announced)[0]).toContain('never announced');
    expect(compare.compareFacts(['ClaimHeld', 'ClaimHeld'], announced)).toHaveLength(1);
  });
  it('of decisions are compared whole and in order', () => {
    const log = [{ outcome: 'HELD', reason: 'AUDIT_HOLD' }, { outcome: 'ELIGIBLE' }];
    expect(compare.compareLog(log, log, naming)).toEqual([]);
    expect(compare.compareLog(log, log.slice(1), naming)).toHaveLength(1);
    expect(compare.compareLog(log, [...log].reverse(), naming)).toHaveLength(2);
  });
  it('of entries are compared whole, in any order', () => {
    const alerts = [
      { who: 'a', kind: 'PROXY_SIGN_IN' },
      { who: 't.1', kind: 'PROXY_SIGN_IN' },
    ];
    expect(compare.compareEntries('alerts', alerts, [...alerts].reverse())).toEqual([]);
    expect(compare.compareEntries('alerts', alerts.slice(1), alerts)).toHaveLength(1);
    expect(compare.compareEntries('alerts', alerts, alerts.slice(1))).toHaveLength(1);
  });
});

describe('a race', () => {
  const got = { ok: 1, refused: { CONCURRENCY_CONFLICT: 1 }, outcomes: { HELD: 1 } };
  it('is compared by what came of it', () => {
    expect(compare.compareRace({ ok: 1, refused: { CONCURRENCY_CONFLICT: 1 } }, got)).toEqual([]);
    expect(compare.compareRace({ ok: 2 }, got)).toHaveLength(1);
    expect(compare.compareRace({ refused: { SOD_VIOLATION: 1 } }, got)).toHaveLength(1);
    expect(compare.compareRace({ outcomes: { HELD: 1, ELIGIBLE: 1 } }, got)).toHaveLength(1);
  });
});
