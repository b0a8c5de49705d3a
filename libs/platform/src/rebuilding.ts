import type { Type } from '@nestjs/common';
import { PostgresLogReader, type Projection, type Rebuilding } from '@libs/event-store';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { BootError } from './configuration';
import type { Parts } from './parts';

export type Rebuildings = { readonly of: readonly Rebuilding[]; close(): Promise<void> };

const connections = 6;

// What a row says comes from the facts alone, or a rebuild could not make it again.
function made(type: Type<Projection>): Projection {
  if (type.length > 0) throw new BootError(`${type.name} takes more than the facts, so that its rows cannot be made of them again.`);
  return new type();
}

/** The projections of a service as `rebuild` and `compareRebuilt` take them, on the database of its owner; the service may be running. */
export async function openRebuildings({ of: parts, logNames }: Parts, ownerUrl: string): Promise<Rebuildings> {
  const projections = (parts.projections ?? []).map(made);
  const pool = new Pool({ connectionString: ownerUrl, max: connections });
  const owner = new DataSource({ type: 'postgres', url: ownerUrl, entities: [...parts.entities] as never, poolSize: connections });
  await owner.initialize();
  const logs = logNames.map((log) => new PostgresLogReader({ pool, log }));
  return {
    of: projections.map((projection) => ({ owner, projection, logs, deciders: parts.deciders })),
    close: async () => void (await Promise.all([pool.end(), owner.destroy()])),
  };
}
