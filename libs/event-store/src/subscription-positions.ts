// How far each subscription has come, for all replicas of a service: one row a subscription and log, moved in the transaction of its work.
import type { DataSource } from 'typeorm';
import { askedTogether } from './asked-together';
import { quotedName } from './log-tables';

type Runner = { query(sql: string, parameters?: unknown[]): Promise<unknown> };

export async function createPositionTables(runner: Runner, { appRole }: { readonly appRole: string }): Promise<void> {
  await runner.query(`
    create table public.position (
      name text not null,
      log text not null,
      seq bigint not null default 0,
      moved_at timestamptz not null default now(),
      primary key (name, log)
    ) with (fillfactor = 50)`);
  await runner.query(`grant select, insert, update on public.position to ${quotedName(appRole)}`);
}

/** How often waiters ask the table when another replica may be doing the work. */
const ASK_EVERY_MS = 20;

type Waiter = { readonly name: string; readonly log: string; readonly seq: number; readonly done: (reached: boolean) => void };
type PositionRow = { readonly name: string; readonly log: string; readonly seq: string };

/** All positions as a question to the database, and how to find one in the answer. */
export const positionsAsked = {
  text: 'select name, log, seq from public.position',
  answer: (rows: readonly unknown[]) => (name: string, log: string) =>
    Number((rows as readonly PositionRow[]).find((row) => row.name === name && row.log === log)?.seq ?? 0),
};

export class Positions {
  private readonly known = new Map<string, number>();
  private readonly waiters = new Set<Waiter>();
  private asking = false;

  constructor(private readonly dataSource: DataSource) {}

  private readonly table = askedTogether(async () =>
    positionsAsked.answer(await this.dataSource.query<readonly unknown[]>(positionsAsked.text)),
  );

  async of(name: string, log: string): Promise<number> {
    const seq = (await this.table())(name, log);
    this.moved(name, log, seq);
    return seq;
  }

  /** A subscription of this process says how far it came, so that nobody needs to ask the table. */
  moved(name: string, log: string, seq: number): void {
    const key = `${log}/${name}`;
    if (seq > (this.known.get(key) ?? -1)) this.known.set(key, seq);
    for (const waiter of this.waiters) if (waiter.name === name && waiter.log === log && waiter.seq <= seq) waiter.done(true);
  }

  /** True as soon as the subscription has come so far, whichever replica does the work; false when it has not within the time. */
  waitFor(name: string, log: string, seq: number, timeoutMs: number): Promise<boolean> {
    if ((this.known.get(`${log}/${name}`) ?? -1) >= seq) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => waiter.done(false), timeoutMs);
      const waiter: Waiter = {
        name,
        log,
        seq,
        done: (reached) => {
          clearTimeout(timer);
          this.waiters.delete(waiter);
          resolve(reached);
        },
      };
      this.waiters.add(waiter);
      void this.askWhileAnyWaits();
    });
  }

  private async askWhileAnyWaits(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    while (this.waiters.size > 0) {
      await this.askTable();
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    this.asking = false;
  }

  // A database that does not answer is no news: the waiters' own time-outs end the wait.
  private async askTable(): Promise<void> {
    const names = [...new Set([...this.waiters].map((waiter) => waiter.name))];
    const rows: PositionRow[] = await this.dataSource
      .query('select name, log, seq from public.position where name = any($1)', [names])
      .catch(() => []);
    for (const { name, log, seq } of rows) this.moved(name, log, Number(seq));
  }
}
