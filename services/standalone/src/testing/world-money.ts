// The people of a world who have the money: those who allot it, those who let it go, and the bank that says what became of it.
import { withKeys, type Decider, type Fact, type Streams } from '@libs/event-store';
import { addFen, childId, fen } from '@libs/kernel';
import { fundRow, postAllotment } from '../../../fund-ledger/src/fund-row/fund-row.decider';
import { allRows, fundRows, opens } from '../../../fund-ledger/src/fund-row/fund-rows.decider';
import { settleOrder } from '../../../subsidy-payment/src/bank/settle-order.decider';
import { claim, type Claim } from '../../../subsidy-payment/src/claim/claim.decider';
import { linesReissued, mayReissue } from '../../../subsidy-payment/src/claim/release.decider';
import { entitlements, type Entitlements } from '../../../subsidy-payment/src/entitlements/entitlements.decider';
import { personsPaid, releasePayout } from '../../../subsidy-payment/src/payout/payout-release.decider';
import { payout, type Order, type Payout } from '../../../subsidy-payment/src/payout/payout.decider';
import { reissuePayment } from '../../../subsidy-payment/src/payout/reissue.decider';
import type { Bank, Said } from './world-bank';
import type { Claiming } from './world-claims';
import type { Ground } from './world-ground';
import { accountOf, type OutsideRegistries } from './world-outside';

const cashiers = ['cashier 1', 'cashier 2', 'reviewer 1'];
const most = { orders: 800, casesOfOrder: 320 };
const named = (decider: unknown, id: string) => [decider as Decider<unknown, Fact>, id] as const;
type Named = Readonly<Record<string, unknown>>;
type Sides = { readonly bank: Bank; readonly registries: OutsideRegistries };
export type PlacedOrder = Order & { readonly payoutId: string; readonly status: Payout['status'] };

export class Money {
  constructor(
    private readonly ground: Ground,
    private readonly claiming: Claiming,
    private readonly sides: Sides,
  ) {}

  async allot(fund: 'UI' | 'EMP', region: string, yuan: number): Promise<void> {
    const row = { fund, region, year: 2024 };
    const rowId = childId('fund-row', `${fund}/${region}/2024`);
    await this.ground.ask('fund-ledger', 'treasurer', (store, command) =>
      store.decideTogether(command, { row: [fundRow, rowId], list: [fundRows, allRows] } as const, ({ list }, { now }) => ({
        row: postAllotment({ row, amountFen: fen(yuan * 100), postedBy: 'treasurer' }, now),
        list: opens(list, row),
      })),
    );
  }

  async step(): Promise<void> {
    const { random } = this.ground;
    if (random.chance(0.05))
      return this.allot(random.pick(['UI', 'EMP']), random.pick(['120000', '120000', '120100', '120101']), 300 + random.below(2_000));
    if (random.chance(0.4)) return this.bank();
    if (random.chance(0.25)) return this.#reissue();
    const claimId = await this.claiming.pick(({ stage }) => stage === 'PUBLICITY_ENDED' || stage === 'IN_PUBLICITY');
    const beside = random.chance(0.15) ? random.some(this.claiming.claimIds, 1) : [];
    if (claimId !== undefined) await this.release([...new Set([claimId, ...beside])]);
  }

  async release(claimIds: readonly string[]): Promise<void> {
    const { random } = this.ground;
    if (claimIds.length === 0) return;
    const states = await Promise.all(claimIds.map(async (claimId) => ({ claimId, state: await this.claiming.stateOf(claimId) })));
    const persons = states.flatMap(({ state }) => [...state.cases.values()].flatMap(personsPaid));
    const lives = this.sides.registries.lives(persons);
    const versions = states.map(({ claimId, state }) => ({ claimId, seenVersion: this.claiming.seenVersion(state) }));
    const releaser = random.pick(cashiers);
    await this.ground.meanwhile();
    await this.ground.ask('subsidy-payment', releaser, (store, command) => {
      const payoutId = childId(command.id, 'payout');
      const streams: Streams = { payout: named(payout, payoutId), ...Object.fromEntries(claimIds.map((id) => [id, named(claim, id)])) };
      return store.decideTogether(command, streams, (known: Named, { now }) => {
        const asked = versions.map((version) => ({ ...version, state: known[version.claimId] as Claim }));
        const decision = releasePayout(known['payout'] as Payout, asked, { payoutId, releaser, lives, most, now });
        const ofClaims = Object.fromEntries(decision.claims.map(({ claimId, facts }) => [claimId, facts]));
        return withKeys({ payout: decision.payout, ...ofClaims }, { take: decision.take });
      });
    });
  }

  /** All orders that were ever issued, each with the payout that carries it. */
  async orders(): Promise<readonly PlacedOrder[]> {
    const { log } = this.ground.store('subsidy-payment');
    const payoutIds = new Set(
      (await log.read(0, 100_000)).filter(({ category }) => category === payout.category).map(({ streamId }) => streamId),
    );
    const states = await Promise.all(
      [...payoutIds].map(async (payoutId) => ({ payoutId, state: (await log.stateOf(payout, payoutId)).state })),
    );
    return states.flatMap(({ payoutId, state }) =>
      [...state.orders.values()].map((order) => ({ ...order, payoutId, status: state.status })),
    );
  }

  async #reissue(): Promise<void> {
    const { random } = this.ground;
    const orders = await this.orders();
    const returned = orders.filter(({ state }) => state === 'RETURNED');
    if (orders.length > 0) await this.reissue(returned.length > 0 && random.chance(0.9) ? random.pick(returned) : random.pick(orders));
  }

  async reissue({ orderId, payoutId: from, lines, payee }: PlacedOrder): Promise<void> {
    const { random } = this.ground;
    const officer = random.pick(cashiers);
    const account = { ready: random.chance(0.8), version: await accountOf(this.ground, payee) };
    const dead = payee.kind === 'PERSON' && this.sides.registries.lives([payee.id]).get(payee.id)?.died !== undefined;
    if (dead) return;
    const claimIds = [...new Set(lines.map(({ claimId }) => claimId))];
    await this.ground.ask('subsidy-payment', officer, (store, command) => {
      const payoutId = childId(command.id, 'payout');
      const streams: Streams = {
        old: named(payout, from),
        fresh: named(payout, payoutId),
        ...Object.fromEntries(claimIds.map((id) => [id, named(claim, id)])),
      };
      const casesIn = (claimId: string) => lines.filter((line) => line.claimId === claimId);
      return store.decideTogether(command, streams, (known: Named, { now }) => {
        const take = claimIds.flatMap((id) =>
          mayReissue(known[id] as Claim, { caseIds: casesIn(id).map(({ caseId }) => caseId), officer }),
        );
        const { old, fresh } = reissuePayment(known['old'] as Payout, { orderId, from, payoutId, account, officer, now });
        const ofClaims = claimIds.map((id) => [
          id,
          linesReissued(known[id] as Claim, { orderId: payoutId, replaces: orderId, lines: casesIn(id), now }),
        ]);
        return withKeys({ old, fresh, ...Object.fromEntries(ofClaims) }, { take });
      });
    });
  }

  /** The bank makes up its mind about an order, or says something. */
  async bank(): Promise<void> {
    const { bank } = this.sides;
    if (this.ground.random.chance(0.4) && bank.settle()) return;
    const said = bank.says();
    if (said) await this.#hear(said);
  }

  async #hear(said: Said): Promise<void> {
    const order = (await this.orders()).find(({ orderId }) => orderId === said.orderId);
    if (order === undefined) throw new Error(`the bank speaks of order ${said.orderId}, which nobody issued`);
    const claimIds = [...new Set(order.lines.map(({ claimId }) => claimId))];
    const states = await Promise.all(claimIds.map((id) => this.claiming.stateOf(id)));
    const caseIds = new Set(order.lines.map(({ caseId }) => caseId));
    const people = [
      ...new Set(
        states.flatMap(({ cases }) => [...cases.values()].filter(({ caseId }) => caseIds.has(caseId)).map(({ personId }) => personId)),
      ),
    ];
    const streams: Streams = Object.fromEntries([
      ['payout', named(payout, order.payoutId)],
      ...claimIds.map((id) => [`claim ${id}`, named(claim, id)]),
      ...people.map((id) => [`book ${id}`, named(entitlements, id)]),
    ]);
    const heard = await this.ground.ask('subsidy-payment', 'bank', (store, command) =>
      store.decideTogether(command, streams, (known: Named, { now }) => {
        const claims = new Map(claimIds.map((id) => [id, known[`claim ${id}`] as Claim]));
        const books = new Map(people.map((id) => [id, known[`book ${id}`] as Entitlements]));
        const settled = settleOrder({ payout: known['payout'] as Payout, claims, books }, said, now);
        const facts = [
          ...[...settled.claims].map(([id, own]) => [`claim ${id}`, own] as const),
          ...[...settled.books].map(([id, own]) => [`book ${id}`, own] as const),
        ];
        return withKeys({ payout: settled.payout, ...Object.fromEntries(facts) }, { take: settled.take, free: settled.free });
      }),
    );
    if (heard) this.sides.bank.wasHeard(said);
  }

  /** What the bank has paid from each row, by its own book. */
  paidByBank(row: string): number {
    return addFen(
      ...[...this.sides.bank.book.values()]
        .filter((entry) => entry.row === row && entry.state === 'PAID')
        .map(({ amountFen }) => amountFen),
    );
  }
}
