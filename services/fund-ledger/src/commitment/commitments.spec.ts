import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore, type Fact } from '@libs/event-store';
import { Clock, fenOf, yuanOf } from '@libs/kernel';
import { announce } from '../announce';
import { fundRow, postAllotment, waitingIn } from '../fund-row/fund-row.decider';
import { allRows, fundRows, opens } from '../fund-row/fund-rows.decider';
import { rowIdOf, type RowName } from '../fund-row/row-name';
import { at, hearing, id, messageOf } from '../testing/money-facts';
import { EveryQueueIsServed } from './every-queue-is-served';

class SetClock extends Clock {
  override now = () => at;
}

const ui: RowName = { fund: 'UI', region: '120000', year: 2025 };
const emp: RowName = { fund: 'EMP', region: '120000', year: 2025 };
let store: MemoryEventStore;
let hear: ReturnType<typeof hearing>;
let seen: number;
let allotted: number;

beforeEach(() => {
  store = new MemoryEventStore({ log: 'fund-ledger', clock: new SetClock() });
  hear = hearing(store);
  seen = 0;
  allotted = 0;
});

const allot = (row: RowName, amount: string) =>
  store.decideTogether(
    { id: `allot-${(allotted += 1)}`, actor: 'a', input: null, correlation: 'r', origin: 'http' },
    { row: [fundRow, rowIdOf(row)], list: [fundRows, allRows] } as const,
    ({ list }) => ({ row: postAllotment({ row, amountFen: fenOf(amount), postedBy: 'treasurer1' }, at), list: opens(list, row) }),
  );

type Lines = readonly (readonly [fund: string, amount: string, region?: string])[];
const needs = (lines: Lines) =>
  lines.map(([fund, amount, region = '120000'], place) => ({
    line: place + 1,
    programme: 'TRAINING_FEE',
    fund,
    region,
    year: 2025,
    amount,
  }));
const review = (claim: string, cases: Readonly<Record<string, Lines>>, { round = 1, message }: { round?: number; message?: string } = {}) =>
  hear.review.handle(
    messageOf(hear.review, message ?? `${claim}/${round}`, {
      claimId: id(claim),
      round,
      reviewer: 'officer1',
      cases: Object.entries(cases).map(([name, lines]) => ({ caseId: id(name), lines: needs(lines) })),
      seen: 'a'.repeat(64),
      passedAt: at,
    }),
  );
const drop = (claim: string, cases: readonly string[], message = `drop-${claim}-${cases.join()}`) =>
  hear.drop.handle(
    messageOf(hear.drop, message, {
      claimId: id(claim),
      cases: cases.map((name) => ({ caseId: id(name), reason: 'PUBLICITY_OBJECTION' })),
      droppedAt: at,
    }),
  );

/** Fires the due rows that the facts since the last time have set. */
async function serve(): Promise<void> {
  const handler = new EveryQueueIsServed(store);
  for (;;) {
    const facts = await store.read(seen, 1_000);
    if (facts.length === 0) return;
    seen = facts.at(-1)!.seq;
    for (const due of facts.flatMap((fact) => handler.sets(fact as never).set ?? [])) {
      const command = { id: due.id, actor: 'fund-ledger', input: due.data, correlation: 'r', origin: 'due' } as const;
      const now = { ...due, attempt: 1, command, signal: new AbortController().signal };
      await handler.fire(now);
      await handler.fire(now);
    }
  }
}

const balances = async (row: RowName) => {
  const { state } = await store.stateOf(fundRow, rowIdOf(row));
  return { available: yuanOf(state.balances.AVAILABLE), committed: yuanOf(state.balances.COMMITTED), queue: [...waitingIn(state)].length };
};
/** What was announced, in the order of the log, with names in place of ids. */
async function announced(names: readonly string[]): Promise<readonly string[]> {
  const named = new Map(names.map((name) => [id(name), name]));
  return (await store.read(0, 1_000)).flatMap((fact) =>
    announce(fact as never).flatMap(({ contract, data }) => {
      const {
        cases = [],
        caseIds = [],
        served,
      } = data as { cases?: { caseId: string; queue?: number }[]; caseIds?: string[]; served?: true };
      const ids = [
        ...cases.map(({ caseId, queue }) => `${named.get(caseId)}${queue === undefined ? '' : `#${queue}`}`),
        ...caseIds.map((one) => named.get(one)),
      ];
      if (ids.length === 0) return [];
      return [`${contract.type.replace(/^.*\.(.*)\..*$/, '$1')}${served ? ' served' : ''} ${ids.join()}`];
    }),
  );
}
const factsOf = async (type: string): Promise<readonly Fact[]> =>
  (await store.read(0, 1_000)).map(({ fact }) => fact).filter((fact) => fact.type === type);

describe('a first review', () => {
  it('commits case by case, all lines of a person or none, and queues whom the row cannot pay', async () => {
    await allot(ui, '1000.00');
    await review('C', {
      a: [
        ['UI', '400.00'],
        ['UI', '100.00'],
      ],
      b: [['UI', '600.00']],
      c: [['UI', '100.00']],
    });
    expect(await balances(ui)).toEqual({ available: '500.00', committed: '500.00', queue: 2 });
    // c would fit, and stands behind b.
    expect(await announced(['a', 'b', 'c'])).toEqual(['funds-committed a', 'fund-exhausted b#1,c#2']);
  });

  it('asks nothing twice, however often it is heard', async () => {
    await allot(ui, '1000.00');
    await review('C', { a: [['UI', '400.00']] });
    await review('C', { a: [['UI', '400.00']] });
    expect(await balances(ui)).toMatchObject({ committed: '400.00' });
    await review('C', { a: [['UI', '400.00']] }, { round: 2 });
    expect(await balances(ui)).toMatchObject({ committed: '400.00' });
    expect(await announced(['a'])).toEqual(['funds-committed a', 'funds-committed a']);
  });

  it('of the same case with another amount gives the old back and takes the new', async () => {
    await allot(ui, '1000.00');
    await allot(emp, '1000.00');
    await review('C', { a: [['UI', '900.00']] });
    await review('C', { a: [['UI', '950.00']] }, { round: 2 });
    expect(await balances(ui)).toEqual({ available: '50.00', committed: '950.00', queue: 0 });
    // Into another row, which was not read for what is held.
    await review('C', { a: [['EMP', '10.00']] }, { round: 3 });
    expect([await balances(ui), await balances(emp)]).toMatchObject([{ committed: '0.00' }, { committed: '10.00' }]);
  });

  it('takes the row of the region, or of the nearest above that has one', async () => {
    await allot(ui, '1000.00');
    await allot({ ...ui, region: '120100' }, '300.00');
    await review('C', { a: [['UI', '300.00', '120101']], b: [['UI', '50.00', '120200']] });
    expect(await balances({ ...ui, region: '120100' })).toMatchObject({ available: '0.00', committed: '300.00' });
    expect(await balances(ui)).toMatchObject({ committed: '50.00' });
  });

  it('finds a row that is none as empty; once one opens above, those who wait are served from it', async () => {
    await review('C', { a: [['UI', '300.00', '120101']], b: [['UI', '300.00', '120101']] });
    expect(await announced(['a', 'b'])).toEqual(['fund-exhausted a#1,b#2']);
    await allot(ui, '500.00');
    await serve();
    expect(await balances(ui)).toMatchObject({ available: '200.00', committed: '300.00' });
    await allot(ui, '100.00');
    await serve();
    expect(await balances(ui)).toEqual({ available: '0.00', committed: '600.00', queue: 0 });
    const told = await announced(['a', 'b']);
    expect(told.filter((one) => one.startsWith('funds-committed served'))).toEqual([
      'funds-committed served a',
      'funds-committed served b',
    ]);
  });
});

describe('the queue', () => {
  it('is served from the front whenever there is more, and nobody overtakes', async () => {
    await allot(ui, '100.00');
    await review('C', { a: [['UI', '300.00']], b: [['UI', '50.00']] });
    await review('D', { c: [['UI', '50.00']] });
    await allot(ui, '100.00');
    await serve();
    expect(await balances(ui)).toMatchObject({ committed: '0.00', queue: 3 });
    await allot(ui, '150.00');
    await serve();
    expect(await announced(['a', 'b', 'c'])).toEqual(['fund-exhausted a#1,b#2', 'fund-exhausted c#3', 'funds-committed served a,b']);
    expect(await balances(ui)).toEqual({ available: '0.00', committed: '350.00', queue: 1 });
  });

  it('moves up when its front is dropped, and when somebody gives back', async () => {
    await allot(ui, '100.00');
    await review('C', { a: [['UI', '60.00']], b: [['UI', '300.00']], c: [['UI', '40.00']] });
    await drop('C', ['b']);
    await serve();
    expect(await balances(ui)).toEqual({ available: '0.00', committed: '100.00', queue: 0 });
    await review('D', { d: [['UI', '60.00']] });
    await drop('C', ['a']);
    await serve();
    expect(await announced(['a', 'b', 'c', 'd'])).toEqual([
      'funds-committed a',
      'fund-exhausted b#1,c#2',
      'commitment-released b',
      'funds-committed served c',
      'fund-exhausted d#1',
      'commitment-released a',
      'funds-committed served d',
    ]);
  });

  it('lets a case that another row cannot pay wait there', async () => {
    await allot(ui, '100.00');
    await allot(emp, '0.01');
    await review('C', {
      a: [
        ['UI', '200.00'],
        ['EMP', '50.00'],
      ],
      b: [['UI', '100.00']],
    });
    await allot(ui, '200.00');
    await serve();
    expect(await balances(ui)).toEqual({ available: '200.00', committed: '100.00', queue: 0 });
    await allot(emp, '50.00');
    await serve();
    expect([await balances(ui), await balances(emp)]).toEqual([
      { available: '0.00', committed: '300.00', queue: 0 },
      { available: '0.01', committed: '50.00', queue: 0 },
    ]);
  });
});

describe('a case that waits where no row is, after it waited elsewhere', () => {
  it('is served when a row opens above', async () => {
    await allot(ui, '100.00');
    await review('C', {
      a: [
        ['UI', '200.00'],
        ['EMP', '50.00', '120101'],
      ],
    });
    await allot(ui, '100.00');
    await serve();
    expect(await balances(ui)).toEqual({ available: '200.00', committed: '0.00', queue: 0 });
    await allot(emp, '50.00');
    await serve();
    expect([await balances(ui), await balances(emp)]).toMatchObject([{ committed: '200.00' }, { committed: '50.00' }]);
  });
});

describe('dropped cases', () => {
  it('give back what they hold, once, and what never asked gives nothing', async () => {
    await allot(ui, '100.00');
    await review('C', { a: [['UI', '60.00']] });
    await drop('C', ['a', 'x']);
    await drop('C', ['a', 'x']);
    await drop('C', ['a'], 'another message');
    expect(await balances(ui)).toMatchObject({ available: '100.00', committed: '0.00' });
    expect(await factsOf('CommitmentsReleased')).toHaveLength(1);
  });

  it('may be asked for again', async () => {
    await allot(ui, '100.00');
    await review('C', { a: [['UI', '60.00']] });
    await drop('C', ['a']);
    await review('C', { a: [['UI', '60.00']] }, { round: 2 });
    await drop('C', ['a']);
    expect(await balances(ui)).toMatchObject({ committed: '60.00' });
  });
});
