import { describe, expect, it } from '@jest/globals';
import { childId, fen } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { releasePayout } from '../payout/payout-release.decider';
import { payout, type Payout, type PayoutFact } from '../payout/payout.decider';
import { reissuePayment } from '../payout/reissue.decider';
import { caseOf, claimAfter, employer, institution, payableClaim, personOf, unemploymentFund } from '../testing/payable-claim';
import { judgeAnswer, type BankAnswer } from './bank-answer.decider';
import { settleOrder } from './settle-order.decider';

const { given } = spec(payout);
const claimId = childId('testing', 'claim');
const payoutId = childId('testing', 'payout');
const orderTo = (payee: { readonly id: string }) => childId(payoutId, `ORGANISATION/${payee.id}/UI-120000-2025`);
const [toEmployer, toInstitution] = [orderTo(employer), orderTo(institution)];

const filed = payableClaim(claimId, ['a']);
const known = claimAfter(...filed);
const release = { payoutId, releaser: 'cashier1', lives: new Map(), most: { orders: 9, casesOfOrder: 9 }, now: testNow };
const version = known.status === 'FILED' ? known.viewVersion : 0;
const { payout: approved, claims: released } = releasePayout(payout.initial, [{ claimId, state: known, seenVersion: version }], release);
const stored: PayoutFact = {
  type: 'PayoutFileStored',
  messageId: 'm',
  sha256: 'a'.repeat(64),
  count: 2,
  sumFen: fen(221_000),
  accounts: [],
  storedAt: testNow,
};
const sent: PayoutFact = { type: 'PayoutSent', sha256: 'a'.repeat(64), count: 2, sumFen: fen(221_000), sentAt: testNow };
const unknown: PayoutFact = { type: 'PayoutOutcomeUnknown', regions: ['120000'], since: testNow };
const claimNow = claimAfter(...filed, ...(released[0]?.facts ?? []));

const use = { family: 'TRAINING', programmes: ['TRAINING_FEE'], occupation: '6-31-01-03', level: '3', year: 2026, funds: ['UI'] } as const;
const book: Entitlements = entitlements.evolve(entitlements.initial, {
  type: 'EntitlementReserved',
  claimId,
  caseId: caseOf(claimId, 'a'),
  use,
  reservedAt: testNow,
});
const touched = (state: Payout, claim = claimNow) => ({
  payout: state,
  claims: new Map([[claimId, claim]]),
  books: new Map([[personOf('a'), book]]),
});
const paid = (orderId: string): BankAnswer => ({ orderId, said: 'PAID', code: 'NARR', bankReference: 'B1' });
const returned = (orderId: string): BankAnswer => ({ orderId, said: 'RETURNED', code: 'ACCOUNT_INACTIVE', bankReference: 'B2' });
const succeeded: PayoutFact = {
  type: 'PaymentSucceeded',
  orderId: toEmployer,
  row: unemploymentFund,
  amountFen: fen(180_000),
  bankReference: 'B1',
  paidAt: testNow,
};
const cameBack: PayoutFact = {
  type: 'PaymentReturned',
  orderId: toEmployer,
  row: unemploymentFund,
  amountFen: fen(180_000),
  code: 'ACCOUNT_INACTIVE',
  bankReference: 'B2',
  returnedAt: testNow,
};
const replaced: PayoutFact = { type: 'OrderReplaced', orderId: toEmployer, by: childId('testing', 'again'), replacedAt: testNow };
const withheld = (answer: BankAnswer, reason: Extract<PayoutFact, { type: 'BankAnswerWithheld' }>['reason']): PayoutFact => ({
  type: 'BankAnswerWithheld',
  regions: ['120000'],
  orderId: answer.orderId,
  said: answer.said,
  reason,
  bankReference: answer.bankReference,
  at: testNow,
});

describe('an order that the bank has paid', () => {
  it('is paid, with its lines; a case is paid only with the last of its orders, and then its entitlement is used up', () => {
    const { state } = given(...approved, stored, sent);
    const first = settleOrder(touched(state), paid(toEmployer), testNow);
    expect(first.payout).toEqual([succeeded]);
    expect(first.claims.get(claimId)).toEqual([
      { type: 'CaseLinesPaid', caseId: caseOf(claimId, 'a'), orderId: toEmployer, lines: [1], paidAt: testNow },
    ]);
    expect(first.books.size).toBe(0);
    const between = claimAfter(...filed, ...(released[0]?.facts ?? []), ...(first.claims.get(claimId) ?? []));
    const second = settleOrder(touched(payout.evolve(state, succeeded), between), paid(toInstitution), testNow);
    expect(second.claims.get(claimId)?.map(({ type }) => type)).toEqual(['CaseLinesPaid', 'CasePaid']);
    expect(second.books.get(personOf('a'))).toEqual([
      { type: 'EntitlementConsumed', caseId: caseOf(claimId, 'a'), wakes: [], consumedAt: testNow },
    ]);
  });
  it('is claimed back where its case was dropped meanwhile, order by order', () => {
    const { state } = given(...approved, stored, sent);
    const cases = [{ caseId: caseOf(claimId, 'a'), reason: 'PROXY_SIGN_IN' }];
    const gone = [...filed, ...(released[0]?.facts ?? []), { type: 'CasesDropped', cases, droppedAt: testNow } as const];
    const first = settleOrder(touched(state, claimAfter(...gone)), paid(toEmployer), testNow).claims.get(claimId) ?? [];
    expect(first).toMatchObject([{ type: 'CaseLinesPaid' }, { type: 'ClawbackOpened', debts: [{ line: 1 }] }]);
    const between = claimAfter(...gone, ...first);
    const second = settleOrder(touched(payout.evolve(state, succeeded), between), paid(toInstitution), testNow);
    expect(second.claims.get(claimId)).toMatchObject([
      { type: 'CaseLinesPaid' },
      { type: 'CasePaid' },
      { type: 'ClawbackOpened', debts: [{ line: 2 }] },
    ]);
  });
  it('uses up the entitlement that its dropped case had given back, and takes no key that another case may have by now', () => {
    const { state } = given(...approved, stored, sent);
    const withUse = filed.map((fact) => (fact.type === 'CaseDecided' ? { ...fact, decision: { ...fact.decision, use } } : fact));
    const cases = [{ caseId: caseOf(claimId, 'a'), reason: 'PROXY_SIGN_IN' }];
    const gone = claimAfter(...withUse, ...(released[0]?.facts ?? []), { type: 'CasesDropped', cases, droppedAt: testNow });
    const freed = { ...touched(state, gone), books: new Map([[personOf('a'), entitlements.initial]]) };
    const { books, take } = settleOrder(freed, paid(toEmployer), testNow);
    expect(books.get(personOf('a'))?.map(({ type }) => type)).toEqual(['EntitlementReserved', 'EntitlementConsumed']);
    expect(take).toEqual([]);
  });
  it('counts once, however often the bank says so', () => {
    const { state } = given(...approved, stored, sent, succeeded);
    expect(settleOrder(touched(state), { ...paid(toEmployer), bankReference: 'B9' }, testNow)).toMatchObject({
      payout: [],
      claims: new Map(),
    });
  });
  it('tells also that the bank has the file, where that was not known', () => {
    for (const before of [[stored], [stored, unknown]])
      given(...approved, ...before)
        .when((state) => settleOrder(touched(state), paid(toEmployer), testNow).payout)
        .then(sent, succeeded);
  });
});

describe('an order that came back', () => {
  it('holds its cases with the reason of the bank, once', () => {
    const { state } = given(...approved, stored, sent);
    const settled = settleOrder(touched(state), returned(toEmployer), testNow);
    expect(settled.payout).toEqual([cameBack]);
    const held = {
      type: 'CaseLinesReturned',
      caseId: caseOf(claimId, 'a'),
      orderId: toEmployer,
      code: 'ACCOUNT_INACTIVE',
      returnedAt: testNow,
    };
    expect(settled.claims.get(claimId)).toEqual([held]);
    expect(settleOrder(touched(payout.evolve(state, cameBack)), returned(toEmployer), testNow).payout).toEqual([]);
  });
});

describe('what the bank says and cannot be true', () => {
  it.each([
    ['of a replaced order that it was paid', [stored, sent, cameBack, replaced], paid(toEmployer), 'PAYMENT_ORDER_REPLACED'],
    ['of a paid order that it came back', [stored, sent, succeeded], returned(toEmployer), 'ALREADY_PAID'],
    ['of a returned order that it was paid', [stored, sent, cameBack], paid(toEmployer), 'ALREADY_RETURNED'],
    ['of an order that never left', [], paid(toEmployer), 'NOT_SENT'],
    ['of an order over another sum', [stored, sent], { ...paid(toEmployer), amountFen: fen(1) }, 'AMOUNT_DIFFERS'],
  ] as const)('is kept, and moves nothing: %s', (_, history, answer, reason) => {
    const { state } = given(...approved, ...history);
    const settled = settleOrder(touched(state), answer, testNow);
    expect([settled.payout, settled.claims.size]).toEqual([[withheld(answer, reason)], 0]);
    const after = settled.payout.reduce((now: Payout, fact) => payout.evolve(now, fact), state);
    expect([judgeAnswer(after, answer), settleOrder(touched(after), answer, testNow).payout]).toEqual([reason, []]);
  });
  it('is no news of a replaced order that it had come back', () => {
    given(...approved, stored, sent, cameBack, replaced)
      .when((state) => settleOrder(touched(state), returned(toEmployer), testNow).payout)
      .then();
  });
});

describe('paying again', () => {
  const again = {
    orderId: toEmployer,
    from: payoutId,
    payoutId: childId('testing', 'again'),
    account: { ready: true, version: 2 },
    officer: 'cashier1',
    now: testNow,
  };
  it('replaces an order that came back by one over the same', () => {
    const { state } = given(...approved, stored, sent, cameBack);
    const { old, fresh } = reissuePayment(state, again);
    expect(old).toEqual([replaced]);
    const [order] = approved.filter((fact) => fact.type === 'PaymentOrderIssued');
    expect(fresh).toEqual([
      {
        type: 'PaymentReissued',
        orderId: again.payoutId,
        replaces: toEmployer,
        replacesPayoutId: payoutId,
        payee: employer,
        row: unemploymentFund,
        amountFen: fen(180_000),
        lines: order?.lines,
        accountVersion: 2,
        reissuedBy: 'cashier1',
        reissuedAt: testNow,
      },
    ]);
  });
  it.each([
    ['PAYMENT_NOT_RETURNED', [stored, sent], {}],
    ['PAYMENT_NOT_RETURNED', [stored, sent, succeeded], {}],
    ['PAYMENT_ORDER_REPLACED', [stored, sent, cameBack, replaced], {}],
    ['ACCOUNT_NOT_READY', [stored, sent, cameBack], { account: { ready: false, version: 2 } }],
    ['BANK_SILENT', [stored, sent, cameBack], { account: { ready: undefined, version: 2 } }],
    ['PAYMENT_ORDER_NOT_FOUND', [stored, sent, cameBack], { orderId: childId('no', 'order') }],
  ] as const)('is refused: %s', (code, history, more) => {
    given(...approved, ...history)
      .when((state) => reissuePayment(state, { ...again, ...more }).old)
      .refused(code);
  });
});
