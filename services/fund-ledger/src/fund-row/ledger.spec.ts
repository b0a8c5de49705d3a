// The books hold under any money facts, true and false, in any number of repeats.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore } from '@libs/event-store';
import { Clock, addFen, fen, fenOf, yuanOf } from '@libs/kernel';
import { fundClaim } from '../commitment/fund-claim.decider';
import { buckets, fundRow, postAllotment, waitingIn, type FundRowFact } from './fund-row.decider';
import { allRows, fundRows, opens } from './fund-rows.decider';
import { isUnder, rowIdOf, type RowName } from './row-name';
import { EveryQueueIsServed } from '../commitment/every-queue-is-served';
import { at, hearing, id, messageOf } from '../testing/money-facts';

class SetClock extends Clock {
  override now = () => at;
}

const rows: readonly RowName[] = (['UI', 'EMP'] as const).flatMap((fund) =>
  ['120000', '120100'].map((region) => ({ fund, region, year: 2025 })),
);
const claims = ['C0', 'C1', 'C2'];
const orders = ['o0', 'o1', 'o2', 'o3'];
const payouts = ['p0', 'p1', 'p2', 'p3'];
const anyOf = <T>(all: readonly T[]) => fc.constantFrom(...all);
const amount = fc.integer({ min: 1, max: 12 }).map((yuan) => `${yuan}00.00`);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('allot' as const), row: anyOf(rows), amount }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('review' as const),
      claim: anyOf(claims),
      cases: fc.array(
        fc.array(fc.record({ fund: anyOf(['UI', 'EMP']), region: anyOf(['120000', '120100', '120101']), amount }), {
          minLength: 1,
          maxLength: 2,
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), claim: anyOf(claims), place: fc.nat(2) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('payout' as const), claim: anyOf(claims), payout: anyOf(payouts), wrong: fc.boolean() }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: anyOf(['paid', 'returned', 'reissued', 'clawback'] as const),
      order: anyOf(orders),
      payout: anyOf(payouts),
      other: anyOf(orders),
      row: anyOf(rows),
      amount,
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const fields = ({ fund, region, year }: RowName) => ({ fund, region, year });

class Ledger {
  readonly store = new MemoryEventStore({ log: 'fund-ledger', clock: new SetClock() });
  private readonly hear = hearing(this.store);
  private readonly told: (() => Promise<unknown>)[] = [];
  private seen = 0;

  /** The same message once more, long after. */
  repeat(nth: number): Promise<unknown> {
    return this.told[nth % Math.max(1, this.told.length)]?.() ?? Promise.resolve();
  }

  async play(one: Step): Promise<void> {
    const tell = await this.messageOf(one, `m${this.told.length}`);
    this.told.push(tell);
    await tell();
    await this.serve();
  }

  private async messageOf(one: Step, message: string): Promise<() => Promise<unknown>> {
    switch (one.do) {
      case 'allot':
        return () => this.allot(one.row, one.amount, message);
      case 'review': {
        const cases = one.cases.map((lines, place) => ({
          caseId: id(`${one.claim}/${place}`),
          lines: lines.map((line, n) => ({ line: n + 1, programme: 'TRAINING', year: 2025, ...line })),
        }));
        const review = { claimId: id(one.claim), round: 1, reviewer: 'r', cases, seen: 'a'.repeat(64), passedAt: at };
        return () => this.hear.review.handle(messageOf(this.hear.review, message, review));
      }
      case 'drop': {
        const cases = [{ caseId: id(`${one.claim}/${one.place}`), reason: 'X' }];
        return () => this.hear.drop.handle(messageOf(this.hear.drop, message, { claimId: id(one.claim), cases, droppedAt: at }));
      }
      case 'payout':
        return this.payout(one, message);
      case 'paid':
      case 'returned':
      case 'reissued':
      case 'clawback':
        return this.settlement(one, message);
    }
  }

  private async payout({ claim, payout, wrong }: Extract<Step, { do: 'payout' }>, message: string) {
    const { state } = await this.store.stateOf(fundClaim, id(claim));
    const cases = [...state]
      .filter(([, { stands }]) => wrong || stands === 'COMMITTED')
      .map(([caseId, { lines }]) => ({
        caseId,
        lines: lines.map(({ line, row, amountFen }) => ({ line, row: fields(row), amount: yuanOf(amountFen) })),
      }));
    const gross = yuanOf(addFen(...cases.flatMap(({ lines }) => lines.map((line) => fenOf(line.amount)))));
    const approved = {
      payoutId: id(payout),
      claimIds: [id(claim)],
      releasedBy: 'c',
      cases,
      gross,
      offset: '0.00',
      net: gross,
      approvedAt: at,
    };
    return () => this.hear.payout.handle(messageOf(this.hear.payout, message, approved));
  }

  private settlement(one: Extract<Step, { order: string }>, message: string): () => Promise<unknown> {
    const common = { orderId: id(one.order), payoutId: id(one.payout), row: fields(one.row), amount: one.amount };
    const { hear } = this;
    switch (one.do) {
      case 'paid':
        return () => hear.paid.handle(messageOf(hear.paid, message, { ...common, bankReference: 'B', paidAt: at }));
      case 'returned':
        return () => hear.returned.handle(messageOf(hear.returned, message, { ...common, code: 'X', bankReference: 'B', returnedAt: at }));
      case 'reissued': {
        const reissue = { ...common, replaces: id(one.other), reissuedBy: 'c', reissuedAt: at };
        return () => hear.reissued.handle(messageOf(hear.reissued, message, reissue));
      }
      case 'clawback': {
        const debt = { debtId: id(message), caseId: id('C0/0'), debtor: { kind: 'PERSON', id: 'x' }, row: common.row, amount: one.amount };
        return () => hear.clawback.handle(messageOf(hear.clawback, message, { ...debt, reason: 'X', openedAt: at }));
      }
    }
  }

  private allot(row: RowName, allotted: string, command: string) {
    return this.store.decideTogether(
      { id: command, actor: 'a', input: null, correlation: 'r', origin: 'http' },
      { row: [fundRow, rowIdOf(row)], list: [fundRows, allRows] } as const,
      ({ list }) => ({ row: postAllotment({ row, amountFen: fenOf(allotted), postedBy: 't' }, at), list: opens(list, row) }),
    );
  }

  private async serve(): Promise<void> {
    const handler = new EveryQueueIsServed(this.store);
    for (;;) {
      const facts = await this.store.read(this.seen, 1_000);
      if (facts.length === 0) return;
      this.seen = facts.at(-1)!.seq;
      for (const due of facts.flatMap((fact) => handler.sets(fact as never).set ?? []))
        await handler.fire({
          ...due,
          attempt: 1,
          command: { id: due.id, actor: 'l', input: due.data, correlation: 'r', origin: 'due' },
          signal: AbortSignal.abort(),
        });
    }
  }

  async rowStates() {
    const ids = new Set(
      (await this.store.read(0, 10_000)).filter(({ category }) => category === 'fund-row').map(({ streamId }) => streamId),
    );
    return Promise.all([...ids].sort().map(async (rowId) => (await this.store.stateOf(fundRow, rowId)).state));
  }
}

describe('the ledger', () => {
  it('adds up after every fact, goes below zero nowhere, and lets nobody wait who could be paid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const ledger = new Ledger();
        for (const one of steps) await ledger.play(one);
        const states = new Map<string, typeof fundRow.initial>();
        for (const { category, streamId, fact } of await ledger.store.read(0, 10_000)) {
          if (category !== 'fund-row') continue;
          const state = fundRow.evolve(states.get(streamId) ?? fundRow.initial, fact as FundRowFact);
          states.set(streamId, state);
          expect(addFen(...buckets.map((bucket) => state.balances[bucket]))).toBe(state.allottedFen);
          expect(Math.min(...buckets.map((bucket) => state.balances[bucket]))).toBeGreaterThanOrEqual(0);
        }
        for (const state of states.values()) {
          const [first] = waitingIn(state);
          const here = first?.lines.filter(({ row }) => state.row && isUnder(row, state.row)).map(({ amountFen }) => amountFen);
          if (here && state.open) expect(addFen(fen(0), ...here)).toBeGreaterThan(state.balances.AVAILABLE);
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('books each message once, however often and however late it comes again', async () => {
    const withRepeats = fc.array(fc.record({ step, again: fc.array(fc.nat(50), { maxLength: 3 }) }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(withRepeats, async (steps) => {
        const [once, often] = [new Ledger(), new Ledger()];
        for (const { step: one, again } of steps) {
          await once.play(one);
          await often.play(one);
          for (const nth of again) await often.repeat(nth);
        }
        expect(await often.store.head()).toBe(await once.store.head());
        expect(await often.rowStates()).toEqual(await once.rowStates());
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
