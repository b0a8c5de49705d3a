import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { opened, sealed } from './sealed';
import { PayoutKeys } from './payout-keys';

const keyLength = 32;

/** Of one order in a file: what facts may say of its account, and what an officer may see of it. */
export type FileAccount = {
  readonly orderId: string;
  readonly accountHash: string;
  readonly accountVersion: number;
  readonly masked: string;
};
export type KeptFile = { readonly bytes: Buffer; readonly sha256: string; readonly accounts: readonly FileAccount[] };
type Row = { readonly wrapped_key: Buffer; readonly bytes: Buffer; readonly accounts: Buffer };

/** The files for the bank: each is made once, kept encrypted under a key of its own, and never made again. */
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
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), accounts: this.#accounts(payoutId, key, row) };
  }

  /** Answers the file that is kept: where two make it at once, the first one counts for both. */
  async keep(payoutId: string, text: Iterable<string>, accounts: readonly FileAccount[]): Promise<KeptFile> {
    const key = randomBytes(keyLength);
    await this.database.query(
      'insert into public.payout_file (payout_id, wrapped_key, bytes, accounts) values ($1, $2, $3, $4) on conflict (payout_id) do nothing',
      [
        payoutId,
        sealed(this.keys.wrapping, `${payoutId}/key`, [key]),
        sealed(key, `${payoutId}/bytes`, text),
        sealed(key, `${payoutId}/accounts`, [JSON.stringify(accounts)]),
      ],
    );
    const kept = await this.find(payoutId);
    if (kept === undefined) throw new Error(`the file of payout ${payoutId} was not kept`);
    return kept;
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
