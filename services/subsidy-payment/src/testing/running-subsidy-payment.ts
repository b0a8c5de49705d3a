// Subsidy-payment as it runs, on databases of its own, with desks of enrolment that a spec sets.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { AnnouncerKeys, createBusTables } from '@libs/messaging';
import {
  createInputHashKey,
  createTokenKeys,
  createVaultKeys,
  migrateService,
  partsOf,
  signToken,
  startService,
  type Environment,
  type RunningService,
  type TokenClaims,
} from '@libs/platform';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { SubsidyPaymentModule } from '../subsidy-payment.module';
import { EnrolmentDesk } from './enrolment-desk';

const repository = join(import.meta.dirname, '../../../..');

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly text: string };
/** `as` null: by somebody who does not say who they are. */
export type Ask = { readonly as?: TokenClaims | null; readonly key?: string; readonly seen?: unknown; readonly url?: string | undefined };

async function makeBus(): Promise<TestDatabase> {
  const bus = await testDatabase();
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
  return bus;
}

export const officer = (number: number): TokenClaims => ({ sub: `officer${number}`, roles: ['reviewer'] });
export const policyOfficer = (number: number): TokenClaims => ({ sub: `policy${number}`, roles: ['policy-officer'] });
export const person = (personId: string): TokenClaims => ({ sub: personId, roles: ['trainee'] });

export class RunningSubsidyPayment {
  readonly #others: RunningService[] = [];
  readonly #processes: ChildProcess[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly bus: TestDatabase,
    readonly desk: EnrolmentDesk,
    readonly running: RunningService,
    readonly environment: Environment,
  ) {}

  static async start(more: Environment = {}): Promise<RunningSubsidyPayment> {
    const [database, bus, desk] = await Promise.all([testDatabase(), makeBus(), EnrolmentDesk.open()]);
    const keys = mkdtempSync(join(tmpdir(), 'xunbu-subsidy-payment-'));
    for (const make of [createTokenKeys, createInputHashKey, createVaultKeys]) make(keys);
    for (const service of ['subsidy-payment', 'enrolment', 'attendance', 'certification', 'fund-ledger', 'supervision'])
      AnnouncerKeys.create(keys, service);
    const environment = {
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      BUS_DATABASE_URL: bus.appUrl,
      KEYS_DIR: keys,
      NEIGHBOURS_URL: desk.url,
      OUTSIDE_URL: desk.url,
      LOG_LEVEL: 'silent',
      ...more,
    };
    await migrateService(partsOf(SubsidyPaymentModule), environment);
    const running = await startService(SubsidyPaymentModule, environment, { listen: true });
    return new RunningSubsidyPayment(database, bus, desk, running, environment);
  }

  /** Another process's worth of the same service, on the same database. */
  async another(): Promise<RunningService> {
    const other = await startService(SubsidyPaymentModule, this.environment, { listen: true });
    this.#others.push(other);
    return other;
  }

  /** The same service in an operating-system process of its own; answers its address. */
  async anotherProcess(): Promise<string> {
    const { build } = (await import(join(repository, 'deploy/local/build.mjs'))) as { build(): Promise<number> };
    await build();
    const env = { ...this.environment, PORT: '0' } as Record<string, string>;
    const child = spawn(process.execPath, [join(repository, 'dist/services/subsidy-payment/src/main.js')], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#processes.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /http:\/\/[\d.]+:\d+/.exec(line)?.[0];
      if (address !== undefined) return address;
    }
    throw new Error('the process ended before it listened');
  }

  async end(): Promise<void> {
    for (const child of this.#processes.splice(0)) {
      child.kill();
      await once(child, 'exit');
    }
    await Promise.all([this.running, ...this.#others].map((service) => service.close()));
    await Promise.all([this.database.drop(), this.bus.drop(), this.desk.close()]);
    rmSync(this.environment['KEYS_DIR'] ?? '', { recursive: true });
  }

  get(path: string, as: TokenClaims = officer(1)): Promise<Answer> {
    return this.#call('GET', path, undefined, { as });
  }

  post(path: string, body: unknown, asked: Ask = {}): Promise<Answer> {
    return this.#call('POST', path, body, asked);
  }

  async #call(
    method: string,
    path: string,
    body: unknown,
    { as = officer(1), key = randomUUID(), seen, url = this.running.url }: Ask,
  ): Promise<Answer> {
    const answer = await fetch(`${url}/api/subsidy-payment/${path}`, {
      method,
      headers: {
        ...(as && { authorization: `Bearer ${await signToken(this.environment['KEYS_DIR'] ?? '', as)}` }),
        ...(method === 'POST' && { 'idempotency-key': key, 'content-type': 'application/json' }),
        ...(seen !== undefined && { 'if-match': `"${String(seen)}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: JSON.parse(text) as Record<string, unknown> };
  }

  /** Two people sign a pack that ships. */
  async publish(packId: string, version = 1): Promise<Answer> {
    await this.post('packs', { packId, version }, { as: policyOfficer(1) });
    await this.post(`packs/${packId}/versions/${version}/signatures`, {}, { as: policyOfficer(1) });
    const published = await this.post(`packs/${packId}/versions/${version}/signatures`, {}, { as: policyOfficer(2) });
    await this.get(`packs/${packId}?after=${String(published.body['seq'])}`);
    return published;
  }
}
