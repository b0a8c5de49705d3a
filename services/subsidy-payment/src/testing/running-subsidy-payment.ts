// Subsidy-payment as it runs, on databases of its own, with desks of enrolment that a spec sets.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Environment, RunningService, TokenClaims } from '@libs/platform';
import { ServiceUnderTest, type Answer, type Asked, type TestDatabase } from '@libs/testing';
import { SubsidyPaymentModule } from '../subsidy-payment.module';
import { EnrolmentDesk } from './enrolment-desk';

const repository = join(import.meta.dirname, '../../../..');

/** `as` null: by somebody who does not say who they are. */
export type Ask = Asked & { readonly as?: TokenClaims | null; readonly url?: string | undefined };

export const officer = (number: number): TokenClaims => ({ sub: `officer${number}`, roles: ['reviewer'] });
export const policyOfficer = (number: number): TokenClaims => ({ sub: `policy${number}`, roles: ['policy-officer'] });
export const person = (personId: string): TokenClaims => ({ sub: personId, roles: ['trainee'] });

export class RunningSubsidyPayment {
  readonly #processes: ChildProcess[] = [];

  private constructor(
    readonly desk: EnrolmentDesk,
    private readonly service: ServiceUnderTest,
  ) {}

  static async start(more: Environment = {}): Promise<RunningSubsidyPayment> {
    const desk = await EnrolmentDesk.open();
    const environment = { NEIGHBOURS_URL: desk.url, OUTSIDE_URL: desk.url, LOG_LEVEL: 'silent', ...more };
    const hears = ['enrolment', 'attendance', 'certification', 'fund-ledger', 'supervision'];
    return new RunningSubsidyPayment(desk, await ServiceUnderTest.start(SubsidyPaymentModule, { environment, hears }));
  }

  get database(): TestDatabase {
    return this.service.database;
  }

  get environment(): ServiceUnderTest['environment'] {
    return this.service.environment;
  }

  get running(): RunningService {
    return this.service.running;
  }

  another(): Promise<RunningService> {
    return this.service.another();
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
    await this.service.end();
    await this.desk.close();
  }

  async get(path: string, as: TokenClaims = officer(1)): Promise<Answer> {
    return (await this.service.as(as)).get(path);
  }

  async post(path: string, body: unknown, { as = officer(1), url = this.running.url, ...asked }: Ask = {}): Promise<Answer> {
    return (await this.service.as(as, url)).post(path, body, asked);
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
