// A consuming service as an operating-system process of its own, so that it can be killed: it notes every delivery and every first effect.
import 'reflect-metadata';
import { Pool } from 'pg';
import { AnnouncerKeys } from '../announcer-keys';
import { ConsumerRunner } from '../consumer-runner';
import { KafkaTransport } from '../kafka-transport';
import { Parking } from '../parking';
import { PostgresTransport } from '../postgres-transport';
import type { Transport } from '../transport';
import { effectConsumer } from './effects';
import { noteContracts } from './notes';

export type MemberSettings = {
  readonly server: { readonly kind: 'kafka' | 'postgres'; readonly address: string };
  readonly databaseUrl: string;
  readonly keysFolder: string;
  readonly sender: string;
  readonly service: string;
};

const transportTo = ({ kind, address }: MemberSettings['server']): Transport =>
  kind === 'kafka'
    ? new KafkaTransport({ brokers: [address], clientId: 'spec', partitions: 4, sessionTimeoutMs: 3_000 })
    : new PostgresTransport({ url: address, partitions: 4, pollMs: 500 });

async function run(settings: MemberSettings): Promise<void> {
  const pool = new Pool({ connectionString: settings.databaseUrl, max: 4 });
  const runner = new ConsumerRunner({
    service: settings.service,
    consumers: [effectConsumer(noteContracts(settings.sender).v1, pool, String(process.pid))],
    transport: transportTo(settings.server),
    parking: new Parking(pool),
    keys: new AnnouncerKeys(settings.keysFolder),
  });
  await runner.start();
}

const settings = process.env['MEMBER_SETTINGS'];
if (settings) await run(JSON.parse(settings));
