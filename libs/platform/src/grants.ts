// What each account may do, as this service has heard it: a grant is a fact of enrolment, and every service keeps a view of its own.
import { Injectable } from '@nestjs/common';
import type { AccountGrantedV1, AccountSignedOutV1 } from '@libs/contracts';
import { LRUCache } from 'lru-cache';
import { Pool } from 'pg';
import { Rejected } from './problem';

/** How an account stands; one that nobody has heard of may do nothing. */
export type Standing = {
  readonly roles: readonly string[];
  readonly region?: string;
  readonly organisation?: string;
  readonly person?: string;
  readonly signedOutAt?: string;
};

// A change counts everywhere within a second, the way of its message included.
const keptMs = 250;
const accountsKept = 50_000;
const mostAtOnce = 500;
const retryAfterSeconds = 1;

type Row = {
  readonly account: string;
  readonly person_id: string | null;
  readonly roles: readonly string[];
  readonly region: string | null;
  readonly organisation: string | null;
  readonly signed_out_at: Date | null;
};

type Waiting = { readonly account: string; readonly done: (standing: Standing) => void; readonly failed: (error: unknown) => void };

const nothing: Standing = { roles: [] };

const standingIn = ({ person_id: person, roles, region, organisation, signed_out_at: signedOutAt }: Row): Standing => ({
  roles,
  ...(person !== null && { person }),
  ...(region !== null && { region }),
  ...(organisation !== null && { organisation }),
  ...(signedOutAt !== null && { signedOutAt: signedOutAt.toISOString() }),
});

@Injectable()
export class Grants {
  readonly #known = new LRUCache<string, Standing>({ max: accountsKept, ttl: keptMs });
  #waiting: Waiting[] = [];
  #asking = false;

  constructor(private readonly pool: Pool) {}

  of(account: string): Promise<Standing> {
    const known = this.#known.get(account);
    if (known) return Promise.resolve(known);
    return new Promise((done, failed) => {
      this.#waiting.push({ account, done, failed });
      if (!this.#asking) void this.#askAll();
    });
  }

  /** The newest grant replaces; one that comes late, or again, changes nothing. */
  async keep({ account, personId, roles, region, organisation }: AccountGrantedV1, seq: number): Promise<void> {
    await this.pool.query(
      `insert into public.account_grant as known (account, person_id, roles, region, organisation, granted_seq)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (account) do update set person_id = excluded.person_id, roles = excluded.roles, region = excluded.region,
         organisation = excluded.organisation, granted_seq = excluded.granted_seq
       where known.granted_seq < excluded.granted_seq`,
      [account, personId, roles, region ?? null, organisation ?? null, seq],
    );
    this.#known.delete(account);
  }

  async keepSignedOut({ account, signedOutAt }: AccountSignedOutV1, seq: number): Promise<void> {
    await this.pool.query(
      `insert into public.account_grant as known (account, roles, signed_out_at, signed_out_seq) values ($1, '{}', $2, $3)
       on conflict (account) do update set signed_out_at = excluded.signed_out_at, signed_out_seq = excluded.signed_out_seq
       where known.signed_out_seq < excluded.signed_out_seq`,
      [account, signedOutAt, seq],
    );
    this.#known.delete(account);
  }

  // One question at a time, for all who have come meanwhile: at the start of a lesson a thousand accounts come at once.
  async #askAll(): Promise<void> {
    this.#asking = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0, mostAtOnce);
      try {
        const found = await this.#ask([...new Set(together.map(({ account }) => account))]);
        for (const { account, done } of together) done(found.get(account) ?? nothing);
      } catch {
        // Nobody is let in on a guess.
        for (const { failed } of together) failed(new Rejected('BUSY', {}, { retryAfterSeconds }));
      }
    }
    this.#asking = false;
  }

  async #ask(accounts: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const { rows } = await this.pool.query<Row>(
      'select account, person_id, roles, region, organisation, signed_out_at from public.account_grant where account = any($1)',
      [accounts],
    );
    const found = new Map(rows.map((row) => [row.account, standingIn(row)]));
    for (const account of accounts) this.#known.set(account, found.get(account) ?? nothing);
    return found;
  }
}
