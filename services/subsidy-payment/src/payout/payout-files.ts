import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { opened, sealed } from './sealed';
import { PayoutKeys } from './payout-keys';
import type { DrawnUp } from './shown-release.decider';

const keyLength = 32;

/** Of one order in a file: what facts may say of its account, and what an officer may see of it. */
export type FileAccount = {
  readonly orderId: string;
  readonly accountHash: string;
  readonly accountVersion: number;
  readonly masked: string;
};
export type KeptFile = { readonly bytes: Buffer; readonly sha256: string; readonly accounts: readonly FileAccount[] };
/** What is drawn up for a payout that may come to be. */
type Draft = { readonly linesHash: string; readonly drawnUpAt: string; readonly accounts: readonly FileAccount[] };
type Row = { readonly wrapped_key: Buffer; readonly bytes: Buffer; readonly accounts: Buffer };

const sha256Of = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The files for the bank: each is made once, kept encrypted under a key of its own, and never made again. One that an officer was shown lies as a draft until it is due. */
@Injectable()
export class PayoutFiles {
  constructor(
    private readonly database: DataSource,
    private readonly keys: PayoutKeys,
  ) {}

  async find(payoutId: string): Promise<KeptFile | undefined> {
    const [row] = await this.database.query<Row[]>('select wrapped_key, bytes, accounts from public.payout_file where payout_id = $1', [
      payoutId,
    ]);
    if (row === undefined) return undefined;
    const key = this.#key(payoutId, row);
    const bytes = opened(key, `${payoutId}/bytes`, row.bytes);
    return { bytes, sha256: sha256Of(bytes), accounts: this.#accounts(payoutId, key, row) };
  }

  /** Answers the file that is kept: where two make it at once, the first one counts for both. */
  async keep(payoutId: string, text: Iterable<string>, accounts: readonly FileAccount[]): Promise<KeptFile> {
    await this.database.query(
      'insert into public.payout_file (payout_id, wrapped_key, bytes, accounts) values ($1, $2, $3, $4) on conflict (payout_id) do nothing',
      this.#sealed(payoutId, text, accounts),
    );
    return this.#kept(payoutId);
  }

  /** Drafts of a day before that no payout waits for are gone by then: nobody said yes to them. */
  async drawUp(payoutId: string, text: Iterable<string>, { linesHash, drawnUpAt, accounts }: Draft): Promise<string> {
    const bytes = Buffer.from([...text].join(''), 'utf8');
    const sha256 = sha256Of(bytes);
    await this.database.query(
      `delete from public.payout_draft draft where drawn_up_at < $1::timestamptz - interval '1 day'
         and not exists (select from public.payout where payout_id = draft.payout_id and status = 'APPROVED')`,
      [drawnUpAt],
    );
    await this.database.query(
      `insert into public.payout_draft (payout_id, wrapped_key, bytes, accounts, sha256, lines_hash, drawn_up_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [...this.#sealed(payoutId, [bytes], accounts), sha256, linesHash, drawnUpAt],
    );
    return sha256;
  }

  async drawnUp(payoutId: string): Promise<DrawnUp | undefined> {
    const [row] = await this.database.query<{ sha256: string; lines_hash: string; drawn_up_at: Date }[]>(
      'select sha256, lines_hash, drawn_up_at from public.payout_draft where payout_id = $1',
      [payoutId],
    );
    return row && { sha256: row.sha256, linesHash: row.lines_hash, drawnUpAt: row.drawn_up_at.toISOString() };
  }

  /** What was shown is the file now, byte for byte. */
  async keepAsShown(payoutId: string, sha256: string): Promise<KeptFile> {
    await this.database.query(
      `insert into public.payout_file (payout_id, wrapped_key, bytes, accounts)
       select payout_id, wrapped_key, bytes, accounts from public.payout_draft where payout_id = $1 and sha256 = $2
       on conflict (payout_id) do nothing`,
      [payoutId, sha256],
    );
    return this.#kept(payoutId);
  }

  async #kept(payoutId: string): Promise<KeptFile> {
    const kept = await this.find(payoutId);
    if (kept === undefined) throw new Error(`the file of payout ${payoutId} was not kept`);
    await this.database.query('delete from public.payout_draft where payout_id = $1', [payoutId]);
    return kept;
  }

  #sealed(payoutId: string, text: Iterable<Buffer | string>, accounts: readonly FileAccount[]): readonly [string, Buffer, Buffer, Buffer] {
    const key = randomBytes(keyLength);
    return [
      payoutId,
      sealed(this.keys.wrapping, `${payoutId}/key`, [key]),
      sealed(key, `${payoutId}/bytes`, text),
      sealed(key, `${payoutId}/accounts`, [JSON.stringify(accounts)]),
    ];
  }

  async accountsOf(payoutIds: readonly string[]): Promise<ReadonlyMap<string, FileAccount>> {
    const rows = await this.database.query<readonly (Pick<Row, 'wrapped_key' | 'accounts'> & { readonly payout_id: string })[]>(
      'select payout_id, wrapped_key, accounts from public.payout_file where payout_id = any($1)',
      [[...new Set(payoutIds)]],
    );
    const accounts = rows.flatMap((row) => this.#accounts(row.payout_id, this.#key(row.payout_id, row), row));
    return new Map(accounts.map((account) => [account.orderId, account]));
  }

  #key(payoutId: string, row: Pick<Row, 'wrapped_key'>): Buffer {
    return opened(this.keys.wrapping, `${payoutId}/key`, row.wrapped_key);
  }

  #accounts(payoutId: string, key: Buffer, row: Pick<Row, 'accounts'>): readonly FileAccount[] {
    return JSON.parse(opened(key, `${payoutId}/accounts`, row.accounts).toString('utf8')) as readonly FileAccount[];
  }
}
