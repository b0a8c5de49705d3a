// Supervision as it runs, on databases of its own, beside a service that only keeps a log and witnesses; and whoever else speaks to it by facts.
import { Module } from '@nestjs/common';
import type { Contract } from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { Announcer, AnnouncerKeys, PostgresTransport, serviceOf } from '@libs/messaging';
import {
  WitnessController,
  Witnessing,
  createServiceTables,
  dropServiceTables,
  migrateService,
  partsOf,
  service,
  signToken,
  startService,
  witnessedLog,
  type Environment,
  type RunningService,
  type TokenClaims,
} from '@libs/platform';
import { Person, testBus, testDatabase, testKeys, type TestDatabase } from '@libs/testing';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SupervisionModule } from '../supervision.module';

const others = ['enrolment', 'attendance', 'certification', 'subsidy-payment', 'fund-ledger'];

class LedgerTables1767225600001 implements MigrationInterface {
  readonly name = 'LedgerTables1767225600001';
  up = (runner: QueryRunner): Promise<void> => createServiceTables(runner, ['fund-ledger']);
  down = (runner: QueryRunner): Promise<void> => dropServiceTables(runner, ['fund-ledger']);
}

/** All of the ledger that supervision needs: a log, and its eyes on ours. */
@Module(
  service({
    name: 'fund-ledger',
    controllers: [WitnessController],
    providers: [Witnessing],
    deciders: [witnessedLog],
    announce: () => [],
    entities: [],
    migrations: [LedgerTables1767225600001],
  }),
)
export class LedgerModule {}

export type Said = {
  readonly contract: Contract;
  readonly data: object;
  readonly key?: string;
  /** The id of the fact that led to it. */
  readonly because?: string;
  readonly at?: string;
};

export class Installation {
  private seqs = new Map<string, number>();

  private constructor(
    readonly keys: string,
    readonly environments: ReadonlyMap<string, Environment>,
    readonly running: Map<string, RunningService>,
    private readonly front: Server,
    private readonly databases: readonly TestDatabase[],
    private readonly transport: PostgresTransport,
  ) {}

  static async start(): Promise<Installation> {
    const keys = await testKeys(...others, 'supervision');
    const [supervision, ledger, bus] = await Promise.all([testDatabase(), testDatabase(), testBus()]);
    const running = new Map<string, RunningService>();
    const front = createServer((request, response) => {
      const room = running.get(/^\/api\/([a-z-]+)\//.exec(request.url ?? '')?.[1] ?? '');
      if (room) room.routing(request, response);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const base = {
      BUS_DATABASE_URL: bus.appUrl,
      KEYS_DIR: keys,
      LOG_LEVEL: 'error',
      NEIGHBOURS_URL: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    };
    const environments = new Map<string, Environment>();
    for (const [module, { appUrl, ownerUrl }] of [
      [LedgerModule, ledger],
      [SupervisionModule, supervision],
    ] as const) {
      const environment = { ...base, DATABASE_URL: appUrl, MIGRATION_DATABASE_URL: ownerUrl };
      await migrateService(partsOf(module), environment);
      const started = await startService(module, environment, { listen: false });
      running.set(started.name, started);
      environments.set(started.name, environment);
    }
    return new Installation(keys, environments, running, front, [supervision, ledger, bus], new PostgresTransport({ url: bus.appUrl }));
  }

  /** The services' own words, in the order in which they are given; answers their ids. */
  async say(...facts: readonly Said[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const { contract, data, key = 'k', because, at = '2026-03-02T01:00:00.000Z' } of facts) {
      const name = serviceOf(contract);
      const seq = (this.seqs.get(name) ?? 0) + 1;
      this.seqs.set(name, seq);
      const announcer = new Announcer({
        service: name,
        announce: () => [{ contract, key, data }],
        transport: this.transport,
        keys: new AnnouncerKeys(this.keys),
      });
      const meta = { command: 'c', actor: 'a', correlation: 'r', recordedAt: at, ...(because !== undefined && { causation: because }) };
      const fact: RecordedFact = {
        ...{ id: `${name}/${seq}`, log: name, seq, category: 'spec', streamId: 's', version: seq, schema: 1 },
        ...{ fact: { type: 'Said' }, meta },
      };
      await announcer.publishBatch([fact]);
      ids.push(`${name}/${seq}/0`);
    }
    return ids;
  }

  async as(claims: Partial<TokenClaims>, name = 'supervision'): Promise<Person> {
    const token = await signToken(this.keys, { sub: 'supervisor1', roles: ['supervisor'], ...claims });
    return new Person(`${this.environments.get(name)?.['NEIGHBOURS_URL']}/api/${name}`, token);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.running.values()].map((one) => one.close()));
    this.front.closeAllConnections();
    this.front.close();
    await this.transport.close();
    await Promise.all(this.databases.map((database) => database.drop()));
    rmSync(this.keys, { recursive: true });
  }
}
