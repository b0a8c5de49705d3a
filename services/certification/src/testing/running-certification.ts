// The service as it runs, on databases of its own, beside a query site of its own, for specs.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { ClassOpeningApprovedV1, OrganisationRegisteredV1, TraineeEnrolledV1 } from '@libs/contracts';
import { AnnouncerKeys, createBusTables } from '@libs/messaging';
import {
  createInputHashKey,
  createTokenKeys,
  migrateService,
  partsOf,
  signToken,
  startService,
  type RunningService,
  type TokenClaims,
} from '@libs/platform';
import { messageOf, testDatabase, type TestDatabase } from '@libs/testing';
import { OnClassOpeningApproved } from '../assessment/on-class-opening-approved';
import { OnTraineeEnrolled } from '../assessment/on-trainee-enrolled';
import { OnOrganisationRegistered } from '../assessor/on-organisation-registered';
import { CertificationModule } from '../certification.module';
import { QuerySiteStub } from './query-site-stub';

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>> };

async function busTables(bus: TestDatabase): Promise<void> {
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
}

export class RunningCertification {
  private messages = 0;

  private constructor(
    private readonly keys: string,
    private readonly databases: readonly TestDatabase[],
    readonly site: QuerySiteStub,
    readonly service: RunningService,
  ) {}

  static async start(): Promise<RunningCertification> {
    const keys = mkdtempSync(join(tmpdir(), 'xunbu-certification-'));
    createTokenKeys(keys);
    createInputHashKey(keys);
    AnnouncerKeys.create(keys, 'certification');
    const [database, bus, site] = await Promise.all([testDatabase(), testDatabase(), QuerySiteStub.start()]);
    await busTables(bus);
    const environment = {
      DATABASE_URL: database.appUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      BUS_DATABASE_URL: bus.appUrl,
      CERTIFICATES_URL: site.url,
      KEYS_DIR: keys,
      LOG_LEVEL: 'error',
    };
    await migrateService(partsOf(CertificationModule), environment);
    const service = await startService(CertificationModule, environment, { listen: true });
    return new RunningCertification(keys, [database, bus], site, service);
  }

  async stop(): Promise<void> {
    await this.service.close();
    await this.site.stop();
    await Promise.all(this.databases.map((database) => database.drop()));
    rmSync(this.keys, { recursive: true });
  }

  async registerOrganisation(data: OrganisationRegisteredV1): Promise<void> {
    const message = messageOf(OrganisationRegisteredV1, 'assessor.on-organisation-registered', this.nextId(), data);
    await this.service.app.get(OnOrganisationRegistered).handle(message);
  }

  async openClass(data: ClassOpeningApprovedV1): Promise<void> {
    const message = messageOf(ClassOpeningApprovedV1, 'assessment.on-class-opening-approved', this.nextId(), data);
    await this.service.app.get(OnClassOpeningApproved).handle(message);
  }

  async enrol(data: TraineeEnrolledV1): Promise<void> {
    const message = messageOf(TraineeEnrolledV1, 'assessment.on-trainee-enrolled', this.nextId(), data);
    await this.service.app.get(OnTraineeEnrolled).handle(message);
  }

  async as(claims: TokenClaims): Promise<Person> {
    return new Person(`${this.service.url}/api/certification`, await signToken(this.keys, claims));
  }

  get anybody(): Person {
    return new Person(`${this.service.url}/api/certification`, undefined);
  }

  private nextId(): string {
    return `enrolment/${(this.messages += 1)}/0`;
  }
}

export class Person {
  constructor(
    private readonly url: string,
    private readonly token: string | undefined,
  ) {}

  get(path: string): Promise<Answer> {
    return this.call('GET', path, {});
  }

  post(path: string, body: unknown = {}, key: string = randomUUID()): Promise<Answer> {
    return this.call('POST', path, { 'idempotency-key': key, 'content-type': 'application/json' }, JSON.stringify(body));
  }

  private async call(method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Promise<Answer> {
    const answer = await fetch(`${this.url}/${path}`, {
      method,
      headers: { ...headers, ...(this.token !== undefined && { authorization: `Bearer ${this.token}` }) },
      ...(body !== undefined && { body }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }
}
