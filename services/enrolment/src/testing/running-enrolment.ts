// Enrolment as it runs, on databases of its own, with an outside world that a spec sets.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { residentIdCheckCharacter, usccCheckCharacter } from '@libs/kernel';
import { AnnouncerKeys, createBusTables } from '@libs/messaging';
import {
  createInputHashKey,
  createTokenKeys,
  createVaultKeys,
  migrateService,
  partsOf,
  signServiceToken,
  signToken,
  startService,
  type Environment,
  type RunningService,
  type TokenClaims,
} from '@libs/platform';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { EnrolmentModule } from '../enrolment.module';
import { OutsideWorld } from './outside-world';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly text: string };
type Ask = { readonly token?: string; readonly key?: string; readonly url?: string | undefined };

async function makeBus(): Promise<TestDatabase> {
  const bus = await testDatabase();
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
  return bus;
}

/** A valid number of somebody born on a day; the sequence tells people of one day apart, odd for men. */
export function idNoOf(born: string, sequence: number): string {
  const first17 = `120101${born.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return first17 + residentIdCheckCharacter(first17);
}

export function usccOf(number: number): string {
  const first17 = `91120101MA${String(number).padStart(7, '0')}`;
  return first17 + usccCheckCharacter(first17);
}

export class RunningEnrolment {
  readonly #others: RunningService[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly bus: TestDatabase,
    readonly world: OutsideWorld,
    readonly running: RunningService,
    readonly environment: Environment,
    /** Every line that the service has logged. */
    readonly logged: readonly string[],
  ) {}

  static async start(): Promise<RunningEnrolment> {
    const [database, bus, world] = await Promise.all([testDatabase(), makeBus(), OutsideWorld.open()]);
    const keys = mkdtempSync(join(tmpdir(), 'xunbu-enrolment-'));
    for (const make of [createTokenKeys, createInputHashKey, createVaultKeys]) make(keys);
    for (const service of ['enrolment', 'subsidy-payment']) AnnouncerKeys.create(keys, service);
    const environment = {
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      BUS_DATABASE_URL: bus.appUrl,
      KEYS_DIR: keys,
      IDENTITY_URL: `${world.url}/identity`,
      REGISTRIES_URL: `${world.url}/registries`,
      LOG_LEVEL: 'debug',
    };
    const logged: string[] = [];
    try {
      await migrateService(partsOf(EnrolmentModule), environment);
      const logTo = { write: (line: string) => void logged.push(line) };
      const running = await startService(EnrolmentModule, environment, { listen: true, logTo });
      return new RunningEnrolment(database, bus, world, running, environment, logged);
    } catch (error) {
      await Promise.all([database.drop(), bus.drop(), world.close()]);
      throw error;
    }
  }

  /** Another process's worth of the same service, on the same database. */
  async another(): Promise<RunningService> {
    const other = await startService(EnrolmentModule, { ...this.environment, LOG_LEVEL: 'silent' }, { listen: true });
    this.#others.push(other);
    return other;
  }

  async end(): Promise<void> {
    await Promise.all([this.running, ...this.#others].map((service) => service.close()));
    await Promise.all([this.database.drop(), this.bus.drop(), this.world.close()]);
    rmSync(this.environment['KEYS_DIR'] ?? '', { recursive: true });
  }

  token(claims: TokenClaims): Promise<string> {
    return signToken(this.environment['KEYS_DIR'] ?? '', claims);
  }

  reviewer(): Promise<string> {
    return this.token({ sub: 'reviewer', roles: ['reviewer'] });
  }

  registrar(organisation: string, region = '120101'): Promise<string> {
    return this.token({ sub: `registrar-${organisation}`, roles: ['registrar'], region, organisation });
  }

  asService(): Promise<string> {
    return signServiceToken(this.environment['KEYS_DIR'] ?? '', 'subsidy-payment');
  }

  async get(path: string, token: string): Promise<Answer> {
    return this.#call('GET', path, undefined, { token });
  }

  post(path: string, body: unknown, asked: Ask = {}): Promise<Answer> {
    return this.#call('POST', path, body, asked);
  }

  async #call(method: string, path: string, body: unknown, { token, key = randomUUID(), url = this.running.url }: Ask): Promise<Answer> {
    const answer = await fetch(`${url}/api/enrolment/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token ?? (await this.reviewer())}`,
        ...(method === 'POST' && { 'idempotency-key': key, 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: JSON.parse(text) as Record<string, unknown> };
  }

  /** Somebody whom the identity base knows by this name; answers the id. */
  async register(idNo: string, name: string, more: Readonly<Record<string, unknown>> = {}, asked: Ask = {}): Promise<string> {
    this.world.names.set(idNo, name);
    const { status, body, text } = await this.post('people', { idNo, name, ...more }, asked);
    if (status !== 201) throw new Error(`not registered: ${text}`);
    return String(body['personId']);
  }

  /** An approved class of two sessions on a day, with the mornings of as many further days. */
  async approvedClass(institution: string, day: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const filed = await this.post('class-plans', planOn(day, more), { token: await this.registrar(institution) });
    if (filed.status !== 201) throw new Error(`not filed: ${filed.text}`);
    const classId = String(filed.body['classId']);
    const approved = await this.post(`class-plans/${classId}/approvals`, {});
    if (approved.status !== 201) throw new Error(`not approved: ${approved.text}`);
    return classId;
  }
}

export const planOn = (day: string, more: Readonly<Record<string, unknown>> = {}) => ({
  classNo: `N-${randomUUID().slice(0, 13).toUpperCase()}`,
  region: '120101',
  title: '电工三级',
  occupation: '电工',
  level: '3',
  mode: 'OFFLINE',
  site: { name: '实训楼', address: '和平区某路 1 号', latitude: 39.1, longitude: 117.2 },
  sessions: [
    { startsAt: `${day}T00:30:00Z`, endsAt: `${day}T04:00:00Z`, classHours: 4 },
    { startsAt: `${day}T05:30:00Z`, endsAt: `${day}T09:00:00Z`, classHours: 4 },
  ],
  ...more,
});
