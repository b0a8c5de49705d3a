// Keeps the Merkle tree of a log in the log's own schema: its tiles, and the head that they make. The builder is work for a subscription,
// so that tiles, head and position move in one transaction and a proof never meets half of a step.
import type { EntityManager } from 'typeorm';
import { quotedName, quotedSchema } from './log-tables';
import { HASH_BYTES, emptyRoot, type TreeHead } from './merkle';
import type { Work } from './subscription';
import { grow, openTiles, type Tile, type TileId } from './tiles';

type Runner = { query(sql: string, parameters?: unknown[]): Promise<unknown> };

/** Called by a migration right after the log's own tables. Tiles follow from the facts alone: they could be made again at any time. */
export async function createTreeTables(runner: Runner, log: string, { appRole }: { readonly appRole: string }): Promise<void> {
  const schema = quotedSchema(log);
  await runner.query(`
    create table ${schema}.tile (
      level smallint not null,
      index bigint not null,
      hashes bytea not null,
      primary key (level, index)
    )`);
  // Hashes do not compress; trying costs more than all the rest of the row.
  await runner.query(`alter table ${schema}.tile alter column hashes set storage external`);
  await runner.query(`
    create table ${schema}.tree_head (
      single boolean primary key default true check (single),
      size bigint not null,
      root bytea not null
    ) with (fillfactor = 50)`);
  await runner.query(`insert into ${schema}.tree_head (size, root) values (0, $1)`, [emptyRoot]);
  await runner.query(`grant select, insert, update on ${schema}.tile to ${quotedName(appRole)}`);
  await runner.query(`grant select, update on ${schema}.tree_head to ${quotedName(appRole)}`);
}

export async function storedHead(runner: Runner, log: string): Promise<TreeHead> {
  const [head] = (await runner.query(`select size, root from ${quotedSchema(log)}.tree_head`)) as { size: string; root: Buffer }[];
  if (head === undefined) throw new Error(`the tree of log ${log} has no head`);
  return { size: Number(head.size), root: head.root };
}

export async function storedTiles(runner: Runner, log: string, wanted: readonly TileId[]): Promise<Tile[]> {
  const rows = (await runner.query(
    `select level, index, hashes from ${quotedSchema(log)}.tile
       where (level, index) in (select * from unnest($1::smallint[], $2::bigint[]))`,
    [wanted.map((tile) => tile.level), wanted.map((tile) => tile.index)],
  )) as { level: number; index: string; hashes: Buffer }[];
  return rows.map(({ level, index, hashes }) => ({ level, index: Number(index), hashes }));
}

/** Work for a subscription beside the log: takes the leaves after the head, lets the tree grow by them. Leaf number = seq - 1. */
export const treeBuilding =
  (log: string): Work =>
  async (after, limit, rows) => {
    const head = await storedHead(rows, log);
    if (head.size !== after) throw new Error(`the tree of log ${log} has ${head.size} leaves where its subscription has read ${after}`);
    const leaves = await leavesAfter(rows, log, after, limit);
    if (leaves.length === 0) return after;
    const open = openTiles(after);
    const grown = await grow(after, open.length > 0 ? await storedTiles(rows, log, open) : [], Buffer.concat(leaves));
    await save(rows, log, grown.changed, grown.head);
    return grown.head.size;
  };

async function leavesAfter(rows: EntityManager, log: string, after: number, limit: number): Promise<Buffer[]> {
  const found: { seq: string; leaf: Buffer }[] = await rows.query(
    `select seq, leaf from ${quotedSchema(log)}.fact where seq > $1 order by seq limit $2`,
    [after, limit],
  );
  found.forEach(({ seq, leaf }, at) => {
    if (Number(seq) !== after + at + 1) throw new Error(`log ${log} has no fact ${after + at + 1}`);
    if (leaf.length !== HASH_BYTES) throw new Error(`fact ${seq} of log ${log} has a leaf of ${leaf.length} bytes`);
  });
  return found.map(({ leaf }) => leaf);
}

async function save(rows: EntityManager, log: string, tiles: readonly Tile[], head: TreeHead): Promise<void> {
  await rows.query(
    `insert into ${quotedSchema(log)}.tile (level, index, hashes)
       select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
     on conflict (level, index) do update set hashes = excluded.hashes`,
    [tiles.map((tile) => tile.level), tiles.map((tile) => tile.index), tiles.map((tile) => tile.hashes)],
  );
  await rows.query(`update ${quotedSchema(log)}.tree_head set size = $1, root = $2`, [head.size, head.root]);
}
