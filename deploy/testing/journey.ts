// The slice as two people travel it over HTTP: a registrar files a class plan, a reviewer approves it, and its sessions appear in attendance.
import { signToken } from '@libs/platform';
import { eventually } from '@libs/testing';
import { randomUUID } from 'node:crypto';

const dayMs = 24 * 3_600 * 1_000;
const institution = 'institution-e2e';
const region = '120101';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };

export class Journey {
  readonly #seen = new Map<string, number>();
  #tokens: Readonly<Record<'registrar' | 'reviewer', string>> | undefined;

  constructor(
    private readonly url: () => string,
    /** There once the system has started. */
    private readonly keysFolder: string,
  ) {}

  async #tokenOf(who: 'registrar' | 'reviewer'): Promise<string> {
    this.#tokens ??= {
      registrar: await signToken(this.keysFolder, { sub: 'registrar-e2e', roles: ['registrar'], organisation: institution }),
      reviewer: await signToken(this.keysFolder, { sub: 'reviewer-e2e', roles: ['reviewer'], region }),
    };
    return this.#tokens[who];
  }

  /** Says the same under the same key until an answer comes: as every client of ours does. */
  async #ask(who: 'registrar' | 'reviewer', method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const headers = {
      authorization: `Bearer ${await this.#tokenOf(who)}`,
      'content-type': 'application/json',
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    };
    const once = async (): Promise<Answer | undefined> => {
      const answer = await fetch(`${this.url()}/api/${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(40_000),
      });
      const read = (await answer.json()) as Record<string, unknown>;
      if (answer.status === 503) throw new Error(`${path}: 503 ${String(read['code'])}`);
      return { status: answer.status, body: read };
    };
    const answer = await eventually(once, { withinMs: 60_000, everyMs: 200 });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer;
  }

  async file(): Promise<string> {
    const day = new Date(Date.now() + 60 * dayMs).toISOString().slice(0, 10);
    const sessions = [
      { startsAt: `${day}T00:30:00Z`, endsAt: `${day}T04:00:00Z`, classHours: 4 },
      { startsAt: `${day}T05:30:00Z`, endsAt: `${day}T09:00:00Z`, classHours: 4 },
    ];
    const plan = {
      classNo: `E2E-${randomUUID().slice(0, 13).toUpperCase()}`,
      region,
      title: '中式烹调师四级',
      occupation: '中式烹调师',
      level: '4',
      mode: 'OFFLINE',
      site: { name: '实训楼', address: '和平区', latitude: 39.1, longitude: 117.2 },
    };
    const { body } = await this.#ask('registrar', 'POST', 'enrolment/class-plans', { ...plan, sessions });
    this.#seen.set(String(body['classId']), Number(body['seq']));
    return String(body['classId']);
  }

  async approve(classId: string): Promise<void> {
    const { body } = await this.#ask('reviewer', 'POST', `enrolment/class-plans/${classId}/approvals`, {});
    this.#seen.set(classId, Number(body['seq']));
  }

  async statusOf(classId: string): Promise<string> {
    return String(
      (await this.#ask('registrar', 'GET', `enrolment/class-plans/${classId}?after=${this.#seen.get(classId) ?? 0}`)).body['status'],
    );
  }

  async sessionsOf(classId: string): Promise<number> {
    const { body } = await this.#ask('registrar', 'GET', `attendance/class-sessions?classId=${classId}`);
    return (body['items'] as readonly unknown[]).length;
  }

  async scheduled(classId: string): Promise<void> {
    await eventually(async () => (await this.sessionsOf(classId)) === 2, { withinMs: 60_000, everyMs: 100 });
  }

  /** The whole way, once. */
  async travel(): Promise<string> {
    const classId = await this.file();
    await this.approve(classId);
    await this.scheduled(classId);
    return classId;
  }
}
