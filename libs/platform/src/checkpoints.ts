// What can be shown of a log to a stranger: its checkpoint and proofs, out of the stored tiles, and the checkpoint that a witness has cosigned.
import { Injectable } from '@nestjs/common';
import {
  checkpointText,
  consistencyProof,
  hashesOf,
  inclusionProof,
  rootFromTiles,
  storedHead,
  storedTiles,
  type Hash,
  type ReadTiles,
} from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { DataSource } from 'typeorm';
import { CheckpointKeys, originOf } from './checkpoint-keys';
import { Parts } from './parts';
import { Rejected } from './problem';

export type CosignedCheckpoint = { readonly size: number; readonly note: string };
export type CurrentCheckpoint = CosignedCheckpoint & { readonly origin: string; readonly root: Hash };

@Injectable()
export class Checkpoints {
  constructor(
    private readonly database: DataSource,
    private readonly parts: Parts,
    private readonly keys: CheckpointKeys,
  ) {}

  /** The log that was asked for; the first of the service where none was named. */
  logNamed(asked: string | undefined): string {
    const log = asked ?? this.parts.logNames[0];
    if (log === undefined || !this.parts.logNames.includes(log)) throw new Rejected('LOG_NOT_FOUND', { log: asked ?? '' });
    return log;
  }

  async current(log: string): Promise<CurrentCheckpoint> {
    const { size, root } = await storedHead(this.database, log);
    const origin = originOf(log);
    return { origin, size, root, note: this.keys.signed(checkpointText({ origin, size, root })) };
  }

  async inclusion(log: string, leaf: number, asked: number | undefined) {
    const size = await this.#reached(log, Math.max(asked ?? 0, leaf + 1), asked);
    const read = this.#tilesOf(log);
    if (leaf >= size) throw new Refused('LEAF_NOT_IN_TREE', { leaf, size });
    const [leafHash] = await hashesOf([{ begin: leaf, end: leaf + 1 }], read);
    const [root, hashes] = await Promise.all([rootFromTiles(size, read), inclusionProof(leaf, size, read)]);
    return { leaf, size, leafHash: leafHash as Hash, root, hashes };
  }

  async consistency(log: string, from: number, asked: number | undefined) {
    const to = await this.#reached(log, Math.max(asked ?? 0, from), asked);
    const read = this.#tilesOf(log);
    if (from > to) throw new Refused('LEAF_NOT_IN_TREE', { leaf: from, size: to });
    const [fromRoot, toRoot, hashes] = await Promise.all([
      rootFromTiles(from, read),
      rootFromTiles(to, read),
      consistencyProof(from, to, read),
    ]);
    return { from, to, fromRoot, toRoot, hashes };
  }

  /** The largest checkpoint that a witness has cosigned and we have kept. */
  async kept(log: string): Promise<CosignedCheckpoint | undefined> {
    const [row] = (await this.database.query('select size, note from public.cosigned_checkpoint where log = $1', [log])) as {
      readonly size: string;
      readonly note: string;
    }[];
    return row && { size: Number(row.size), note: row.note };
  }

  async keep(log: string, { size, note }: CosignedCheckpoint): Promise<void> {
    await this.database.query(
      `insert into public.cosigned_checkpoint as known (log, size, note) values ($1, $2, $3)
       on conflict (log) do update set size = excluded.size, note = excluded.note where known.size < excluded.size`,
      [log, size, note],
    );
  }

  #tilesOf(log: string): ReadTiles {
    return (wanted) => storedTiles(this.database, log, wanted);
  }

  /** The size asked for, or that of now; refused where the tree has not come so far. */
  async #reached(log: string, needed: number, asked: number | undefined): Promise<number> {
    const { size } = await storedHead(this.database, log);
    if (size < needed) throw new Refused('LOG_SHORTER', { size });
    return asked ?? size;
  }
}
