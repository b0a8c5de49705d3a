// The outside of a world: registries, the certificate query site, the witness, and what the services keep beside their logs. All of them fail now and then.
import type { Payee, RegistryAnswer, RegistryQuestion } from '@libs/policy';
import { OutsiderFailed } from '@libs/jobs';
import { childId, type Fen } from '@libs/kernel';
import { organisation } from '../../../enrolment/src/organisation/organisation.decider';
import { person } from '../../../enrolment/src/person/person.decider';
import { payeeName, type AccountVersions } from '../../../subsidy-payment/src/payee/payee.decider';
import { ordersToGo, type Payout } from '../../../subsidy-payment/src/payout/payout.decider';
import { sumToGo } from '../../../subsidy-payment/src/payout/payout-sending.decider';
import type { Lives } from '../../../subsidy-payment/src/payout/payout-release.decider';
import type { Ground } from './world-ground';
import { found, type Random, type WorldClock } from './world-random';

/** What is true of a person out there, from the first day. */
type Truth = {
  readonly died?: string;
  readonly custody: boolean;
  readonly publicPayroll: boolean;
  readonly employer: boolean;
  readonly paidElsewhere: boolean;
};

export class OutsideRegistries {
  readonly #truths = new Map<string, Truth>();

  constructor(
    private readonly random: Random,
    private readonly clock: WorldClock,
  ) {}

  #truthOf(personId: string): Truth {
    const { chance } = this.random;
    const known = this.#truths.get(personId);
    if (known) return known;
    const died = chance(0.04) ? { died: chance(0.5) ? '2024-03-10' : '2024-04-20' } : {};
    const truth = { ...died, custody: chance(0.03), publicPayroll: chance(0.03), employer: chance(0.1), paidElsewhere: chance(0.04) };
    this.#truths.set(personId, truth);
    return truth;
  }

  answer({ registry, personId = '' }: RegistryQuestion): RegistryAnswer {
    const [source, askedAt] = [registry, this.clock.now()];
    if (this.random.chance(0.012)) return { outcome: 'NO_ANSWER', source, askedAt };
    return { outcome: 'ANSWERED', value: this.#value(registry, personId), source, askedAt };
  }

  #value(registry: string, personId: string): unknown {
    const { died, custody, publicPayroll, employer, paidElsewhere } = this.#truthOf(personId);
    const dead = died !== undefined && died <= this.clock.now().slice(0, 10);
    const values: Readonly<Record<string, unknown>> = {
      deaths: dead ? { date: died } : null,
      custody: custody ? [{ from: '2024-01-01' }] : [],
      public_payroll: publicPayroll,
      pension: employer ? { employer: 'somebody' } : null,
      other_regions: paidElsewhere ? { answer: 'paid', region: '310000' } : { answer: 'none' },
      social_insurance: { status: 'in_service', months: 40, region: '120101' },
      fund_reserve: { months: this.random.chance(0.1) ? 6 : 20 },
      certificates: null,
    };
    return values[registry] ?? null;
  }

  /** As payouts ask: whoever is not in the answer was not answered for. */
  lives(personIds: readonly string[]): Lives {
    const answered = [...new Set(personIds)].map(
      (personId) => [personId, this.answer({ id: '', registry: 'deaths', personId, fields: {} })] as const,
    );
    return new Map(
      answered.flatMap(([personId, answer]) => {
        if (answer.outcome === 'NO_ANSWER') return [];
        const died = (answer.value as { readonly date?: string } | null)?.date;
        return [[personId, died === undefined ? {} : { died }] as const];
      }),
    );
  }
}

const silent = (what: string) => new OutsiderFailed(`${what} did not answer`);

export type SiteAnswer = { readonly outcome: 'CONFIRMED'; readonly source: string } | { readonly outcome: 'NOT_KNOWN_THERE' | 'DIFFERS' };

/** Which version of the account enrolment knows at this moment. */
export async function accountOf(ground: Ground, { kind, id }: Payee): Promise<number> {
  const store = ground.store('enrolment').log;
  const { state } = kind === 'PERSON' ? await store.stateOf(person, id) : await store.stateOf(organisation, id);
  return 'account' in state ? (state.account?.version ?? 0) : 0;
}

/** The national query site: forgetful, silent, or as it should be. */
export class QuerySiteDouble {
  readonly #known = new Map<string, string>();
  constructor(private readonly random: Random) {}

  async report({ number }: { readonly number: string }, status: 'VALID' | 'REVOKED'): Promise<boolean> {
    if (this.random.chance(0.2)) throw silent('the query site');
    if (!this.random.chance(0.1)) this.#known.set(number, status);
    return true;
  }

  async ask({ number }: { readonly number: string }): Promise<SiteAnswer> {
    if (this.random.chance(0.1)) throw silent('the query site');
    const known = this.#known.get(number);
    if (known === undefined) return { outcome: 'NOT_KNOWN_THERE' };
    return known === 'VALID' ? { outcome: 'CONFIRMED', source: 'site' } : { outcome: 'DIFFERS' };
  }
}

/** Another service that cosigns how far the log has come; never less than what was asked. */
export class WitnessDouble {
  constructor(
    private readonly random: Random,
    private readonly head: () => Promise<number>,
  ) {}

  async cosigned(least: number): Promise<{ readonly size: number; readonly note: string }> {
    const size = await this.head();
    if (size < least) throw new Error(`the log has ${size} facts, and ${least} were to be witnessed`);
    if (this.random.chance(0.15)) throw silent('the witness');
    return { size, note: `checkpoint ${size}` };
  }
}

export type FiledOrder = { readonly orderId: string; readonly row: string; readonly amountFen: Fen };
type KeptFile = { readonly bytes: Buffer; readonly sha256: string };

/** The files of payouts: made once, kept, and found again as they were. */
export class FilesDouble {
  readonly #files = new Map<string, KeptFile>();
  constructor(
    private readonly random: Random,
    private readonly ground: Ground,
  ) {}

  async find(payoutId: string): Promise<KeptFile | undefined> {
    return this.#files.get(payoutId);
  }

  async accountsNow(payoutId: string, { orders }: Payout): Promise<AccountVersions | undefined> {
    if (this.#files.has(payoutId)) return undefined;
    const payees = [...orders.values()].map(({ payee }) => payee);
    return new Map(await Promise.all(payees.map(async (payee) => [payeeName(payee), await accountOf(this.ground, payee)] as const)));
  }

  async fileOf(payoutId: string, payout: Payout) {
    if (this.random.chance(0.1)) throw silent('the vault');
    const orders = ordersToGo(payout);
    for (const { payee, accountVersion } of orders)
      if (!this.#files.has(payoutId) && (await accountOf(this.ground, payee)) !== accountVersion) throw silent('the approved account');
    const filed = orders.map(({ orderId, row, amountFen }): FiledOrder => ({
      orderId,
      row: `${row.fund}/${row.region}/${row.year}`,
      amountFen,
    }));
    const bytes = Buffer.from(JSON.stringify(filed));
    const sha256 = childId('file', bytes.toString()).replaceAll('-', '').repeat(2);
    if (!this.#files.has(payoutId)) this.#files.set(payoutId, { bytes, sha256 });
    if (this.random.chance(0.1)) throw silent('the database of files');
    const kept = found(this.#files.get(payoutId));
    return { messageId: payoutId.replaceAll('-', ''), sha256: kept.sha256, count: filed.length, sumFen: sumToGo(payout), accounts: [] };
  }
}
