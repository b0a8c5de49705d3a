// The service as it runs, on databases of its own, for specs; and a device that signs.
import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ClassOpeningApprovedV1, TraineeEnrolledV1 } from '@libs/contracts';
import { AnnouncerKeys, createBusTables } from '@libs/messaging';
import {
  createInputHashKey,
  createTokenKeys,
  migrateService,
  partsOf,
  signToken,
  startService,
  type Environment,
  type RunningService,
  type TokenClaims,
} from '@libs/platform';
import { messageOf, testDatabase, type TestDatabase } from '@libs/testing';
import { AttendanceModule } from '../attendance.module';
import { OnTraineeEnrolled } from '../class-attendance/on-trainee-enrolled';
import { OnClassOpeningApproved } from '../class-session/on-class-opening-approved';
import { sealedText } from '../device/seal';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

async function busTables(bus: TestDatabase): Promise<void> {
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
}

export class RunningAttendance {
  private messages = 0;

  private constructor(
    private readonly keys: string,
    private readonly databases: readonly TestDatabase[],
    readonly service: RunningService,
  ) {}

  static async start(more: Environment = {}): Promise<RunningAttendance> {
    const keys = mkdtempSync(join(tmpdir(), 'xunbu-attendance-'));
    createTokenKeys(keys);
    createInputHashKey(keys);
    AnnouncerKeys.create(keys, 'attendance');
    const [database, bus] = await Promise.all([testDatabase(), testDatabase()]);
    await busTables(bus);
    const environment = {
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      BUS_DATABASE_URL: bus.appUrl,
      KEYS_DIR: keys,
      LOG_LEVEL: 'warn',
      ...more,
    };
    await migrateService(partsOf(AttendanceModule), environment);
    return new RunningAttendance(keys, [database, bus], await startService(AttendanceModule, environment, { listen: true }));
  }

  async stop(): Promise<void> {
    await this.service.close();
    await Promise.all(this.databases.map((database) => database.drop()));
    rmSync(this.keys, { recursive: true });
  }

  openClass(data: ClassOpeningApprovedV1): Promise<void> {
    const message = messageOf(ClassOpeningApprovedV1, 'class-session.on-class-opening-approved', this.nextId(), data);
    return this.service.app.get(OnClassOpeningApproved).handle(message);
  }

  async enrol(data: TraineeEnrolledV1): Promise<void> {
    await this.service.app
      .get(OnTraineeEnrolled)
      .handle(messageOf(TraineeEnrolledV1, 'class-attendance.on-trainee-enrolled', this.nextId(), data));
  }

  async as(claims: TokenClaims): Promise<Person> {
    return new Person(`${this.service.url}/api/attendance`, await signToken(this.keys, claims));
  }

  private nextId(): string {
    return `enrolment/${(this.messages += 1)}/0`;
  }
}

export class Person {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  get(path: string): Promise<Answer> {
    return this.call('GET', path, {});
  }

  post(path: string, body: unknown = {}, key: string = randomUUID()): Promise<Answer> {
    return this.call('POST', path, { 'idempotency-key': key, 'content-type': 'application/json' }, JSON.stringify(body));
  }

  /** An answer that goes on. */
  stream(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}/${path}`, { headers: { authorization: `Bearer ${this.token}`, ...headers } });
  }

  private async call(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
    const answer = await fetch(`${this.url}/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
}

export type Shot = {
  readonly sessionId: string;
  readonly personId: string;
  readonly direction: 'IN' | 'OUT';
  readonly deviceAt: string;
  readonly captureId?: string;
  readonly counter?: number;
  readonly latitude?: number;
  readonly faceScore?: string;
};

export class TestDevice {
  readonly publicKey: string;
  deviceId = '';
  private readonly privateKey: KeyObject;
  private counter = 0;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.privateKey = privateKey;
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  }

  shoot(shot: Shot) {
    const capture = {
      captureId: randomUUID(),
      counter: (this.counter += 1),
      latitude: 39.1,
      longitude: 117.2,
      faceScore: '0.93',
      captureDigest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      ...shot,
    };
    const text = sealedText(this.deviceId, { ...capture, signature: '' });
    return { ...capture, signature: sign(null, Buffer.from(text), this.privateKey).toString('base64url') };
  }
}
