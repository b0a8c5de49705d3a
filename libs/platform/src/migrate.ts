import { createLogTables, createPositionTables, createTreeTables, dropLogTables } from '@libs/event-store';
import { createJobTables, dropJobTables } from '@libs/jobs';
import { createMessagingTables, dropMessagingTables } from '@libs/messaging';
import { DataSource, type QueryRunner } from 'typeorm';
import { appRoleOf, appRoleSetting } from './app-role';
import { Operations1767225600002 } from './migrations/0001-operations';
import { CosignedCheckpoints1767225600003 } from './migrations/0002-cosigned-checkpoints';
import { AccountGrants1767225600004 } from './migrations/0003-account-grants';
import { BootError, type Environment } from './configuration';
import type { Parts } from './parts';

const safeRole = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

function required(environment: Environment, name: 'DATABASE_URL' | 'MIGRATION_DATABASE_URL', what: string): URL {
  const value = environment[name] ?? '';
  if (!/^postgres(ql)?:\/\/\S+$/.test(value) || !URL.canParse(value))
    throw new BootError(`${name} must be a postgres:// address: ${what}.`);
  return new URL(value);
}

/** Runs what has not run yet, as the role that owns the database; answers the names of what ran. */
export async function migrateService({ of: parts }: Parts, environment: Environment): Promise<readonly string[]> {
  const owner = required(environment, 'MIGRATION_DATABASE_URL', 'the database of this service, as the role that owns it');
  const appRole = decodeURIComponent(required(environment, 'DATABASE_URL', 'the same database, as the application role').username);
  if (!safeRole.test(appRole)) throw new BootError('DATABASE_URL must name an application role of letters, digits and underscores.');
  const dataSource = new DataSource({
    type: 'postgres',
    url: owner.href,
    migrations: [...parts.migrations, Operations1767225600002, CosignedCheckpoints1767225600003, AccountGrants1767225600004],
    migrationsTransactionMode: 'each',
    extra: { options: `-c ${appRoleSetting}=${appRole}` },
  });
  await dataSource.initialize();
  try {
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } finally {
    await dataSource.destroy();
  }
}

/** The first migration of every service: what the libraries keep in its database. */
export async function createServiceTables(runner: QueryRunner, logs: readonly string[]): Promise<void> {
  const appRole = await appRoleOf(runner);
  for (const log of logs) {
    await createLogTables(runner, log, { appRole });
    await createTreeTables(runner, log, { appRole });
  }
  await createPositionTables(runner, { appRole });
  await createJobTables(runner, { appRole });
  await createMessagingTables(runner, { appRole });
}

export async function dropServiceTables(runner: QueryRunner, logs: readonly string[]): Promise<void> {
  await dropMessagingTables(runner);
  await dropJobTables(runner);
  await runner.query('drop table public.position');
  for (const log of logs) await dropLogTables(runner, log);
}
