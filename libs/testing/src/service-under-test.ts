// A service as it runs, on databases of its own. What a service stands on is loaded by those who start one, and by nobody else.
import type { Type } from '@nestjs/common';
import type { Environment, RunningService, StartOptions, TokenClaims } from '@libs/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Person } from './person';
import { testDatabase, type TestDatabase } from './test-database';

/** A database with the tables of the bus. */
export async function testBus(): Promise<TestDatabase> {
  const { createBusTables } = await import('@libs/messaging');
  const bus = await testDatabase();
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  try {
    await createBusTables(owner, { appRole: `${bus.name}_app` });
  } finally {
    await owner.end();
  }
  return bus;
}

/** A folder with all keys of an installation in which these announce. */
export async function testKeys(...announcers: readonly string[]): Promise<string> {
  const [{ createInputHashKey, createTokenKeys, createVaultKeys }, { AnnouncerKeys }] = await Promise.all([
    import('@libs/platform'),
    import('@libs/messaging'),
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'xunbu-keys-'));
  for (const make of [createTokenKeys, createInputHashKey, createVaultKeys]) make(folder);
  for (const announcer of announcers) AnnouncerKeys.create(folder, announcer);
  return folder;
}

export type UnderTest = {
  readonly environment?: Environment;
  /** Whose messages it takes, beside its own. */
  readonly hears?: readonly string[];
  readonly options?: Partial<StartOptions>;
};

export class ServiceUnderTest {
  readonly #others: RunningService[] = [];

  private constructor(
    private readonly module: Type,
    readonly database: TestDatabase,
    readonly bus: TestDatabase,
    readonly environment: Environment & { readonly KEYS_DIR: string },
    readonly running: RunningService,
  ) {}

  static async start(module: Type, { environment: more = {}, hears = [], options = {} }: UnderTest = {}): Promise<ServiceUnderTest> {
    const { migrateService, partsOf, startService } = await import('@libs/platform');
    const parts = partsOf(module);
    const [database, bus, keys] = await Promise.all([testDatabase(), testBus(), testKeys(parts.of.name, ...hears)]);
    const environment = {
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      BUS_DATABASE_URL: bus.appUrl,
      LOG_LEVEL: 'warn',
      ...more,
      KEYS_DIR: keys,
    };
    try {
      await migrateService(parts, environment);
      const running = await startService(module, environment, { listen: true, ...options });
      return new ServiceUnderTest(module, database, bus, environment, running);
    } catch (error) {
      await Promise.all([database.drop(), bus.drop()]);
      throw error;
    }
  }

  /** Another process's worth of the same service, on the same database. */
  async another(changes: Environment = {}): Promise<RunningService> {
    const { startService } = await import('@libs/platform');
    const other = await startService(this.module, { ...this.environment, ...changes }, { listen: true });
    this.#others.push(other);
    return other;
  }

  async token(claims: TokenClaims): Promise<string> {
    const { signToken } = await import('@libs/platform');
    return signToken(this.environment.KEYS_DIR, claims);
  }

  /** Who asks it, or one of its other processes; `null` is somebody who does not say who they are. */
  async as(claims: TokenClaims | null, url = this.running.url): Promise<Person> {
    return new Person(`${url}/api/${this.running.name}`, claims === null ? undefined : await this.token(claims));
  }

  async end(): Promise<void> {
    await Promise.all([this.running, ...this.#others].map((service) => service.close()));
    await Promise.all([this.database.drop(), this.bus.drop()]);
    rmSync(this.environment.KEYS_DIR, { recursive: true });
  }
}
