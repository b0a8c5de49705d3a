// What a step expects, key by key: asked of the system from outside and compared.
import { addFen, fenOf, lessFen, noFen, yuanOf, type Fen } from '@libs/kernel';
import { announcedFacts } from './announced';
import { NotBuilt } from './api';
import { bookOf, cashOf, inBook, ordersOf } from './bank-book';
import * as compare from './compare';
import type { Difference } from './compare';
import { compareDraw } from './drawn';
import type { Keyed } from './fault';
import { compareBalances, fundRowsNow } from './fund-rows';
import type { Step } from './parse-story';
import type { CaseView, Played } from './played';
import { occupationCode, onlooker, type Scene } from './scene';
import { compareTraces } from './trace';

type ClaimView = {
  readonly claimId: string;
  readonly cases: readonly CaseView[];
  readonly publicity?: { readonly lastDay: string };
};

/** One step's looking around; what several expectations need is asked once. */
/** Of the finding that was confirmed last. */
const fineOf = (finding: Keyed | undefined): Keyed | undefined => {
  const confirmed = finding?.['findings'] as readonly Keyed[] | undefined;
  return confirmed?.at(-1)?.['fineReference'] as Keyed | undefined;
};

export class Outlook {
  readonly #claims = new Map<string, Promise<ClaimView>>();

  constructor(
    readonly scene: Scene,
    readonly step: Step,
    readonly played: Played,
  ) {}

  claim(name: string): Promise<ClaimView> {
    const known = this.#claims.get(name);
    const asked = known ?? this.scene.api.get<ClaimView>(onlooker, `subsidy-payment/claims/${this.scene.claimId(name)}`);
    this.#claims.set(name, asked);
    return asked;
  }

  /** The claims that the step names, or all of them. */
  get names(): readonly string[] {
    return this.played.claims ?? [...this.scene.claims.keys()];
  }

  async views(): Promise<readonly ClaimView[]> {
    const views = await Promise.all(this.names.map((name) => this.claim(name)));
    // A race may give a claim a second name.
    return [...new Map(views.map((view) => [view.claimId, view])).values()];
  }

  async cases(): Promise<readonly CaseView[]> {
    return this.played.cases ?? (await this.views()).flatMap(({ cases }) => cases);
  }

  get naming(): compare.Naming {
    const { scene } = this;
    return {
      peopleIn: (reference) => scene.peopleNamed(reference),
      idOf: (name) => scene.idOf(name),
      whoIs: (id) => scene.whoIs(id),
      payeeName: (id) => scene.payeeName(id),
    };
  }
}

type Compared = (expected: never, outlook: Outlook) => Promise<readonly Difference[]>;

const cannot = (what: string, why: string): readonly Difference[] => [`${what} cannot be compared: ${why}`];

async function totals(expected: Keyed, outlook: Outlook): Promise<readonly Difference[]> {
  const cases = await outlook.cases();
  return compare.compareTotals(expected, cases, await openDebts(outlook, cases));
}

type Debt = { readonly debtId: string; readonly caseId?: string; readonly amount: string };

/** What is still open of the debts of these cases: opened, less what was set off and what came back. */
async function openDebts({ scene, step }: Outlook, cases: readonly CaseView[]): Promise<Fen> {
  if (!Object.hasOwn((step.expect?.['totals'] ?? {}) as Keyed, 'receivable')) return noFen;
  const heard = await announcedFacts(scene);
  const of = (...types: readonly string[]): readonly Debt[] =>
    heard.filter(({ type }) => types.includes(type)).map(({ data }) => data as Debt);
  const opened = of('ClawbackOpened').filter(({ caseId }) => cases.some((one) => one.caseId === caseId));
  const less = of('ClawbackOffset', 'ClawbackRecovered').filter(({ debtId }) => opened.some((debt) => debt.debtId === debtId));
  const sum = (debts: readonly Debt[]): Fen => addFen(noFen, ...debts.map(({ amount }) => fenOf(amount)));
  return lessFen(sum(opened), sum(less));
}

async function log(expected: readonly Keyed[], outlook: Outlook): Promise<readonly Difference[]> {
  const cases = await outlook.cases();
  if (cases.length !== 1) return cannot('log', `the claim has ${cases.length} people`);
  return compare.compareLog(expected, cases[0]?.decisions ?? [], outlook.naming);
}

async function race(expected: Keyed, outlook: Outlook): Promise<readonly Difference[]> {
  const { race: ran } = outlook.played;
  if (!ran) return cannot('race', 'the step was none');
  const outcomes: Record<string, number> = {};
  for (const { outcome } of await outlook.cases()) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return compare.compareRace(expected, { ...ran, outcomes });
}

/** Orders ever issued, as the bank has them: subsidy-payment says which are the claim's. */
async function orders(expected: number, outlook: Outlook): Promise<readonly Difference[]> {
  const [name] = outlook.names;
  if (name === undefined) return cannot('orders', 'the step names no claim');
  const book = await bookOf(outlook.scene);
  const known = await ordersOf(outlook.scene, name);
  const atBank = known.filter(({ orderId }) => inBook(book, orderId)).length;
  if (atBank !== known.length) return [`orders: ${known.length} are issued and the bank has ${atBank}`];
  return atBank === expected ? [] : [`orders: expected ${expected} got ${atBank}`];
}

async function payees(expected: Keyed, { scene }: Outlook): Promise<readonly Difference[]> {
  const book = await bookOf(scene);
  return Object.entries(expected).flatMap(([name, amount]) => {
    const got = yuanOf(cashOf(scene, book, name));
    return got === amount ? [] : [`payees ${name}: expected ${String(amount)} got ${got}`];
  });
}

type Alert = { readonly kind: string; readonly personId?: string };

async function alerts(expected: readonly Keyed[], { scene }: Outlook): Promise<readonly Difference[]> {
  const raised = (await scene.api.all<Alert>(onlooker, 'supervision/alerts')).map(({ kind, personId }) => ({
    who: scene.whoIs(personId),
    kind,
  }));
  const distinct = [...new Map(raised.map((alert) => [`${alert.who} ${alert.kind}`, alert])).values()];
  return compare.compareEntries('alerts', expected, distinct);
}

type Sanction = {
  readonly organisationId: string;
  readonly measure: string;
  readonly fixBy?: string;
  readonly reportBy?: string;
  readonly bannedUntil?: string;
};

const sanctionsOf = ({ api }: Scene): Promise<readonly Sanction[]> => api.all(onlooker, 'supervision/sanctions');

async function sanctions(expected: readonly Keyed[], { scene }: Outlook): Promise<readonly Difference[]> {
  const imposed = (await sanctionsOf(scene)).map(({ organisationId, measure, fixBy, bannedUntil }) => ({
    organisation: scene.payeeName(organisationId),
    measure,
    until: bannedUntil,
    fix_by: fixBy,
  }));
  return compare.compareEntries('sanctions', expected, imposed);
}

const dayOf: Readonly<Record<string, (outlook: Outlook) => Promise<unknown>>> = {
  publicity_end: async (outlook) => {
    const days = new Set((await outlook.views()).map(({ publicity }) => publicity?.lastDay));
    return days.size === 1 ? [...days][0] : [...days];
  },
  report: async ({ scene }) => (await sanctionsOf(scene)).at(-1)?.reportBy,
  publish_result: async ({ played }) => (played.draw ?? played.finding)?.['publishBy'],
  refund: async () => {
    throw new NotBuilt('due refund');
  },
};

async function due(expected: Keyed, outlook: Outlook): Promise<readonly Difference[]> {
  const got = await Promise.all(Object.keys(expected).map(async (key) => [key, await dayOf[key]?.(outlook)] as const));
  return compare.compareNamed('due', expected, Object.fromEntries(got));
}

async function publicList(expected: Keyed, outlook: Outlook): Promise<readonly Difference[]> {
  const lists = await Promise.all(
    outlook.names.map((name) =>
      outlook.scene.api.get<{ readonly rows: readonly Keyed[] }>(
        onlooker,
        `subsidy-payment/publicity-lists/${outlook.scene.claimId(name)}`,
      ),
    ),
  );
  const rows = lists.flatMap((list) => list.rows);
  const whole = [...outlook.scene.people.values()].some(({ idNo }) => JSON.stringify(lists).includes(idNo));
  const hidden = rows.every(
    (row) => /^\d{6}\*{8}\d{3}[0-9X]$/.test(String(row['idNo'])) && row['programmes'] !== undefined && row['amount'] !== undefined,
  );
  return compare.compareNamed('public_list', expected, {
    rows: rows.length,
    masked: hidden && !whole && !/\d{17}[0-9X]/.test(JSON.stringify(lists)),
  });
}

type Kept = {
  readonly talentPool: boolean;
  readonly certificates: readonly { readonly occupation: string; readonly level: string; readonly status: string }[];
};

async function record(expected: Keyed, { scene }: Outlook): Promise<readonly Difference[]> {
  const { personId } = scene.personOf(expected['who']);
  const kept = await scene.api.get<Kept>(onlooker, `certification/people/${personId}/record`);
  const pool = compare.compareNamed('record', { talent_pool: expected['talent_pool'] }, { talent_pool: kept.talentPool });
  const wanted = (expected['certificates'] as readonly Keyed[]).map(({ occupation, level, status }) => ({
    occupation: occupationCode(occupation),
    level: String(level),
    status,
  }));
  const got = kept.certificates.map(({ occupation, level, status }) => ({ occupation, level, status: status.toLowerCase() }));
  return [...pool, ...compare.compareEntries('record', wanted, got)];
}

const compared: Readonly<Record<string, Compared>> = {
  decisions: async (expected: readonly Keyed[], outlook) => compare.compareDecisions(expected, await outlook.cases(), outlook.naming),
  heads: async (expected: Keyed, outlook) => compare.compareHeads(expected, await outlook.cases()),
  totals,
  log,
  race,
  cash: async (expected: Keyed, { played }) => compare.compareNamed('cash', expected, played.cash),
  orders,
  payees,
  balances: async (expected: Keyed, { scene }) => compareBalances(expected, await fundRowsNow(scene)),
  facts: async (expected: readonly string[], { scene }) =>
    compare.compareFacts(
      expected,
      (await announcedFacts(scene)).map(({ type }) => type),
    ),
  alerts,
  sanctions,
  due,
  fine_reference: async (expected: Keyed, { played }) => compare.compareNamed('fine_reference', expected, fineOf(played.finding)),
  drawn: async (expected: Keyed, { played, step, scene }) => compareDraw(expected, played.draw, step, scene),
  public_list: publicList,
  record,
  voucher: async () => cannot('voucher', 'vouchers are not built yet'),
  trace: async (_: unknown, outlook) => compareTraces(outlook.scene, outlook.names, await outlook.views()),
};

/** All that differs from what the step expects; a key that nobody can compare differs. */
export async function compareExpectations(scene: Scene, step: Step, played: Played): Promise<readonly Difference[]> {
  const outlook = new Outlook(scene, step, played);
  const differences: Difference[] = [];
  for (const [key, expected] of Object.entries(step.expect ?? {})) {
    if (key === 'refused' || key === 'detail') continue;
    try {
      differences.push(...((await compared[key]?.(expected as never, outlook)) ?? cannot(key, 'nobody knows how')));
    } catch (error) {
      differences.push(...cannot(key, (error as Error).message));
    }
  }
  return differences;
}
