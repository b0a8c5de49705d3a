import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KafkaTransport } from './kafka-transport';
import { outageContract } from './testing/outage-contract';
import { TcpSwitch } from './testing/tcp-switch';

type Broker = {
  readonly brokers: string;
  readonly port: number;
  readonly pid: number;
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
};
type Provisioning = {
  startKafka(options: { readonly dataDir: string; readonly port?: number; readonly fast: boolean; readonly heap: string }): Promise<Broker>;
};

outageContract('Kafka', ['killed and started again', 'stopped in its tracks'], async () => {
  const { startKafka } = (await import(pathToFileURL(join(process.cwd(), 'deploy/local/kafka.mjs')).href)) as Provisioning;
  const dataDir = mkdtempSync(join(tmpdir(), 'xunbu-kafka-'));
  let broker = await startKafka({ dataDir, fast: true, heap: '256m' });
  const { port } = broker;
  return {
    connect: (observe) =>
      new KafkaTransport({ observe, brokers: [broker.brokers], clientId: 'spec', partitions: 2, sessionTimeoutMs: 3_000 }),
    ways: {
      'killed and started again': async () => {
        process.kill(broker.pid, 'SIGKILL');
        await broker.exited;
        const door = await TcpSwitch.to('127.0.0.1', port, port);
        door.cut();
        return {
          attempts: () => door.attempts,
          back: async () => {
            await door.close();
            broker = await startKafka({ dataDir, port, fast: true, heap: '256m' });
          },
        };
      },
      'stopped in its tracks': async () => {
        process.kill(broker.pid, 'SIGSTOP');
        // A stopped process keeps no count of who comes; so those who leave from here for its door are counted. Its kernel still lets them in.
        let attempts = 0;
        const count = (message: unknown): void => {
          const { socket } = message as { readonly socket: Socket };
          socket.once('connect', () => void (attempts += socket.remotePort === port ? 1 : 0));
        };
        subscribe('net.client.socket', count);
        return {
          attempts: () => attempts,
          back: async () => {
            unsubscribe('net.client.socket', count);
            process.kill(broker.pid, 'SIGCONT');
          },
        };
      },
    },
    close: async () => {
      await broker.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
});
