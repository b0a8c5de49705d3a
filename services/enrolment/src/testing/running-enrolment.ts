// Enrolment as it runs, on databases of its own, with an outside world that a spec sets.
import { randomUUID } from 'node:crypto';
import { residentIdCheckCharacter, usccCheckCharacter } from '@libs/kernel';
import { signServiceToken, type RunningService, type TokenClaims } from '@libs/platform';
import { Person, ServiceUnderTest, type Answer, type Asked, type TestDatabase } from '@libs/testing';
import { EnrolmentModule } from '../enrolment.module';
import { OutsideWorld } from './outside-world';

type Ask = Asked & { readonly token?: string; readonly url?: string | undefined };

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
  private constructor(
    readonly world: OutsideWorld,
    private readonly service: ServiceUnderTest,
    /** Every line that the service has logged. */
    readonly logged: readonly string[],
  ) {}

  static async start(): Promise<RunningEnrolment> {
    const world = await OutsideWorld.open();
    const environment = { IDENTITY_URL: `${world.url}/identity`, REGISTRIES_URL: `${world.url}/registries`, LOG_LEVEL: 'debug' };
    const logged: string[] = [];
    const logTo = { write: (line: string) => void logged.push(line) };
    try {
      const service = await ServiceUnderTest.start(EnrolmentModule, { environment, hears: ['subsidy-payment'], options: { logTo } });
      return new RunningEnrolment(world, service, logged);
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  get database(): TestDatabase {
    return this.service.database;
  }

  get bus(): TestDatabase {
    return this.service.bus;
  }

  get environment(): ServiceUnderTest['environment'] {
    return this.service.environment;
  }

  get running(): RunningService {
    return this.service.running;
  }

  another(): Promise<RunningService> {
    return this.service.another({ LOG_LEVEL: 'silent' });
  }

  async end(): Promise<void> {
    await this.service.end();
    await this.world.close();
  }

  token(claims: TokenClaims): Promise<string> {
    return this.service.token(claims);
  }

  reviewer(): Promise<string> {
    return this.token({ sub: 'reviewer', roles: ['reviewer'] });
  }

  registrar(organisation: string, region = '120101'): Promise<string> {
    return this.token({ sub: `registrar-${organisation}`, roles: ['registrar'], region, organisation });
  }

  asService(): Promise<string> {
    return signServiceToken(this.environment.KEYS_DIR, 'subsidy-payment');
  }

  get(path: string, token: string): Promise<Answer> {
    return this.#asking(token).get(path);
  }

  async post(path: string, body: unknown, { token, url, ...asked }: Ask = {}): Promise<Answer> {
    return this.#asking(token ?? (await this.reviewer()), url).post(path, body, asked);
  }

  #asking(token: string, url = this.running.url): Person {
    return new Person(`${url}/api/enrolment`, token);
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
