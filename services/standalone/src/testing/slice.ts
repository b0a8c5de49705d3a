// Enrolment and attendance as they run, with the sandbox's clock, for specs: each with a database of its own, on either transport and waker.
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { Kafka, logLevel } from 'kafkajs';
import { migrateService, partsOf, signToken, startService, type Environment, type RunningService, type TokenClaims } from '@libs/platform';
import { testBus, testDatabase, testKafkaBrokers, testKeys, testRedisUrl, type TestDatabase } from '@libs/testing';
import { AttendanceModule } from '../../../attendance/src/attendance.module';
import { EnrolmentModule } from '../../../enrolment/src/enrolment.module';
import { startSandbox, type RunningSandbox } from '../../../sandbox/src/start-sandbox';

export type Way = 'PostgreSQL and the poller' | 'Kafka and Bull';

export type Answer = { readonly status: number; readonly type: string | null; readonly body: Readonly<Record<string, unknown>> };

// What an earlier run left on the broker was signed with keys that are gone, and would stand there as forged.
async function emptyKafka(): Promise<void> {
  const admin = new Kafka({ brokers: testKafkaBrokers().split(','), clientId: 'slice', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const topics = (await admin.listTopics()).filter((topic) => /^xunbu\.(enrolment|attendance)\./.test(topic));
    const { groups } = await admin.listGroups();
    const ours = groups.map(({ groupId }) => groupId).filter((group) => ['enrolment', 'attendance'].includes(group));
    if (ours.length > 0) await admin.deleteGroups(ours);
    if (topics.length > 0) await admin.deleteTopics({ topics });
  } finally {
    await admin.disconnect();
  }
}

export class Slice {
  private constructor(
    private readonly keys: string,
    readonly databases: { readonly enrolment: TestDatabase; readonly attendance: TestDatabase; readonly bus: TestDatabase },
    private readonly sandbox: RunningSandbox,
    private readonly services: ReadonlyMap<string, RunningService>,
  ) {}

  static async start(way: Way, startsAt: string): Promise<Slice> {
    const keys = await testKeys('enrolment', 'attendance');
    const [enrolment, attendance, bus] = await Promise.all([testDatabase(), testDatabase(), testBus()]);
    if (way === 'Kafka and Bull') await emptyKafka();
    const sandbox = await startSandbox({ SANDBOX: '1', SANDBOX_STARTS_AT: startsAt, KEYS_DIR: keys }, { listen: true });
    const transport =
      way === 'Kafka and Bull'
        ? { MESSAGING: 'kafka', KAFKA_BROKERS: testKafkaBrokers(), WAKER: 'bull', REDIS_URL: testRedisUrl() }
        : { MESSAGING: 'postgres', WAKER: 'poller', BUS_DATABASE_URL: bus.appUrl };
    const environment = (database: TestDatabase): Environment => ({
      ...transport,
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      KEYS_DIR: keys,
      SANDBOX_URL: `${sandbox.url}/api/sandbox`,
      LOG_LEVEL: 'warn',
    });
    const services = new Map<string, RunningService>();
    for (const [module, database] of [
      [EnrolmentModule, enrolment],
      [AttendanceModule, attendance],
    ] as const) {
      await migrateService(partsOf(module), environment(database));
      const running = await startService(module, environment(database), { listen: true });
      services.set(running.name, running);
    }
    return new Slice(keys, { enrolment, attendance, bus }, sandbox, services);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.close()));
    await this.sandbox.close();
    await Promise.all(Object.values(this.databases).map((database) => database.drop()));
    rmSync(this.keys, { recursive: true });
  }

  /** Moves the clock, and answers when everything that fell due on the way has happened everywhere. */
  async clockTo(to: string): Promise<void> {
    const answer = await fetch(`${this.sandbox.url}/api/sandbox/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ to }),
    });
    if (!answer.ok) throw new Error(`the clock does not move: ${await answer.text()}`);
  }

  async as(claims: TokenClaims): Promise<Person> {
    return new Person(await signToken(this.keys, claims), this.services);
  }
}

export class Person {
  constructor(
    private readonly token: string,
    private readonly services: ReadonlyMap<string, RunningService>,
  ) {}

  get(path: string): Promise<Answer> {
    return this.call('GET', path, {});
  }

  post(path: string, body: unknown = {}, key: string = randomUUID(), headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.call('POST', path, { 'idempotency-key': key, 'content-type': 'application/json', ...headers }, JSON.stringify(body));
  }

  private async call(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
    const service = this.services.get(path.split('/')[0] ?? '');
    const answer = await fetch(`${service?.url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as Record<string, unknown> };
  }
}
