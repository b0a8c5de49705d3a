// Whose is what in the demo: the ids that routes have in their paths, of each institution and of the district.
import type { TokenClaims } from '@libs/platform';
import { randomUUID } from 'node:crypto';

export type Ids = Readonly<Record<string, string>>;
export type Asked = { readonly status: number; readonly text: string; readonly body: Readonly<Record<string, unknown>> };
type Row = Readonly<Record<string, unknown>>;

export const district = '990000';

export class Demo {
  constructor(
    readonly url: string,
    private readonly sign: (claims: TokenClaims) => Promise<string>,
  ) {}

  async ask(claims: TokenClaims, method: string, path: string, body?: unknown): Promise<Asked> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.sign(claims)}`,
        ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    const text = await answer.text();
    return { status: answer.status, text, body: text === '' ? {} : (JSON.parse(text) as Row) };
  }

  async post(claims: TokenClaims, path: string, body: unknown): Promise<Row> {
    const { status, text, body: said } = await this.ask(claims, 'POST', `/api/${path}`, body);
    if (status >= 300) throw new Error(`POST ${path}: ${status} ${text}`);
    return said;
  }

  async rows(claims: TokenClaims, path: string): Promise<readonly Row[]> {
    const { status, text, body } = await this.ask(claims, 'GET', `/api/${path}`);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
    return (Array.isArray(body) ? body : body['items']) as readonly Row[];
  }
}

const office: TokenClaims = { sub: 'wall-office', roles: ['reviewer', 'finance', 'fund-manager', 'supervisor'], region: district };

function textOf(row: Row | undefined, field: string): string {
  const value = row?.[field];
  if (typeof value === 'string') return value;
  throw new Error(`the demo has nothing with ${field}`);
}

/** What belongs to one institution; of several things the first that is there. */
export async function idsOfInstitution(demo: Demo, name: string): Promise<Ids> {
  const all = await demo.rows(office, 'enrolment/organisations?limit=200');
  const organisationId = textOf(
    all.find((each) => String(each['name']).startsWith(name)),
    'organisationId',
  );
  const own: TokenClaims = { sub: 'wall-owner', roles: ['registrar'], organisation: organisationId };
  const claimId = textOf((await demo.rows(own, 'subsidy-payment/claims')).at(-1), 'claimId');
  const classId = textOf((await demo.rows(own, 'enrolment/class-plans')).at(-1), 'classId');
  const { body: filed } = await demo.ask(own, 'GET', `/api/subsidy-payment/claims/${claimId}`);
  const order = (await demo.rows(own, 'subsidy-payment/payment-orders')).at(-1);
  return {
    organisationId,
    classId,
    claimId,
    caseId: textOf((filed['cases'] as readonly Row[])[0], 'caseId'),
    orderId: textOf(order, 'orderId'),
    payoutId: textOf(order, 'payoutId'),
    personId: textOf((await demo.rows(own, `enrolment/classes/${classId}/roster`)).at(0), 'personId'),
    sessionId: textOf((await demo.rows(own, 'attendance/class-sessions')).at(-1), 'sessionId'),
    deviceId: textOf((await demo.rows(own, 'attendance/devices')).at(-1), 'deviceId'),
    certificateId: textOf((await demo.rows(own, 'certification/certificates')).at(-1), 'certificateId'),
  };
}

/** What belongs to the office of the district; a draw is made for it, as the story has none. */
export async function idsOfDistrict(demo: Demo): Promise<Ids> {
  await demo.post(office, 'supervision/objects', { objects: [{ objectId: 'wall-1', name: 'Wall', tier: 'A' }] });
  await demo.post(office, 'supervision/inspectors', { inspectors: [{ inspectorId: 'wall-i1', conflicts: [] }] });
  const { drawId } = await demo.post(office, 'supervision/draws', { rates: { A: '100%' }, team: 1 });
  const drawn = await demo.post(office, `supervision/draws/${String(drawId)}/seeds`, { seed: '6 red, 5 blue' });
  return {
    rowId: textOf((await demo.rows(office, 'fund-ledger/fund-rows')).at(0), 'rowId'),
    drawId: String(drawId),
    taskId: textOf((drawn['teams'] as readonly Row[])[0], 'taskId'),
  };
}
