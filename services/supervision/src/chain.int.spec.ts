import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AttendanceSummarisedV1,
  ClaimRejectedV1,
  ClassOpeningApprovedV1,
  FirstReviewPassedV1,
  BankAnswerWithheldV1,
  MoveWithheldV1,
  PayoutOutcomeUnknownV1,
  type CaptureV1,
} from '@libs/contracts';
import { eventually, goldenSample, type Person } from '@libs/testing';
import type { TraceView } from './payment-trace/payment-trace.query';
import { Installation } from './testing/installation';
import { claimed, idOf, paidAgain, paidCase, publishedPack, released, reviewed, settled, taught, tianjinPack } from './testing/paid-case';

let installation: Installation;
let supervisor: Person;
beforeAll(async () => {
  installation = await Installation.start();
  supervisor = await installation.as({});
});
afterAll(() => installation?.stop());

type Item = Readonly<Record<string, unknown>>;
const itemsOf = async (path: string, count: number) =>
  eventually(async () => {
    const items = (await supervisor.get(path)).body['items'] as readonly Item[];
    expect(items).toHaveLength(count);
    return items;
  });

describe('the trace of a payment', () => {
  const trace = async (): Promise<TraceView> => (await supervisor.get(`payments/${paidCase.orderId}/trace`)).body as unknown as TraceView;

  it('says which hops are missing, as long as they are', async () => {
    await installation.say(
      ...taught(),
      ...claimed(tianjinPack()),
      ...reviewed().filter(({ contract }) => contract !== FirstReviewPassedV1),
      ...released(),
    );
    const shown = await eventually(async () => {
      const found = await trace();
      expect(found.missing).toEqual(['PaymentSucceeded: the bank paid it', 'FirstReviewPassed: the first review passed this case']);
      return found;
    });
    expect(shown.complete).toBe(false);
    expect(shown.nodes.filter(({ missing }) => missing).map(({ type }) => type)).toEqual(['PaymentSucceeded', 'FirstReviewPassed']);
  });

  it('leads from the bank back to each sign-in with both of its times, and every link says why', async () => {
    await installation.say(...reviewed().filter(({ contract }) => contract === FirstReviewPassedV1), ...settled());
    const { nodes, links, missing } = await eventually(async () => {
      const found = await trace();
      return found.complete ? found : undefined;
    });
    expect(missing).toEqual([]);
    const signIn = nodes.find(({ type }) => type === 'SignInRecorded');
    expect((signIn?.data as { capture: CaptureV1 }).capture).toMatchObject({
      deviceAt: '2025-04-07T00:29:00.000Z',
      receivedAt: '2025-04-07T00:29:03.000Z',
    });
    expect(signIn?.at).toBe('2025-04-07T00:29:00.000Z');
    // Walked from the order, every node is reached, and the sign-in is reached through the summary and the decision.
    const pathTo = (id: string): readonly string[] => {
      const link = links.find(({ to }) => to === id);
      return link ? [...pathTo(link.from), link.from] : [];
    };
    const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
    expect(pathTo(signIn?.id as string).map((id) => typeOf.get(id))).toEqual(['PaymentOrderIssued', 'CaseDecided', 'AttendanceSummarised']);
    expect(nodes.every(({ id, type }) => type === 'PaymentOrderIssued' || links.some(({ to }) => to === id))).toBe(true);
    expect(links.every(({ why }) => why.length > 0)).toBe(true);
  });

  it('of an order that took the place of another leads through the one that came back', async () => {
    await installation.say(...paidAgain());
    const { nodes, links } = await eventually(async () => {
      const found = (await supervisor.get(`payments/${idOf('order again')}/trace`)).body as unknown as TraceView;
      return found.complete ? found : undefined;
    });
    const idsOf = (type: string) => nodes.filter((node) => node.type === type).map(({ id }) => id);
    const [reissued] = idsOf('PaymentReissued');
    expect(idsOf('PaymentOrderIssued')).toHaveLength(2);
    expect(
      links
        .filter(({ from }) => from === reissued)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([idsOf('PaymentReturned')[0], idsOf('PaymentOrderIssued')[1]].sort());
    expect(idsOf('SignInRecorded')).toHaveLength(1);
  });

  it('is found by the order, the payout, the claim or a case, with what became of it', async () => {
    const ordersOf = async (id: string, who = supervisor) =>
      ((await who.get(`payments?of=${id}`)).body as { items: { orderId: string; state: string }[] }).items;
    expect(await ordersOf(paidCase.orderId)).toMatchObject([{ orderId: paidCase.orderId, state: 'SUCCEEDED', cases: 1 }]);
    for (const id of [paidCase.payoutId, paidCase.claimId, paidCase.caseId])
      expect((await ordersOf(id)).map(({ orderId }) => orderId)).toContain(paidCase.orderId);
    expect(await ordersOf(idOf('order again'))).toMatchObject([{ state: 'SUCCEEDED' }]);
    expect(await ordersOf(idOf('nothing'))).toEqual([]);
    expect(await ordersOf(paidCase.orderId, await installation.as({ region: '31' }))).toEqual([]);
  });

  it('is nobody’s business elsewhere, and unknown orders have none', async () => {
    const elsewhere = await installation.as({ region: '31' });
    expect((await elsewhere.get(`payments/${paidCase.orderId}/trace`)).status).toBe(404);
    expect((await supervisor.get(`payments/${idOf('nothing')}/trace`)).status).toBe(404);
    expect((await (await installation.as({ roles: ['registrar'] })).get(`payments/${paidCase.orderId}/trace`)).status).toBe(403);
  });
});

const rejected = (claim: string, classId: string, rejectedAt: string, version = 1) => ({
  contract: ClaimRejectedV1,
  key: claim,
  data: {
    claimId: idOf(claim),
    region: '120000',
    institutionId: 'ins9',
    classIds: [idOf(classId)],
    cases: [{ caseId: idOf(`${claim}/case`), reason: 'CLASS_DAY_ATTENDANCE_BELOW_80' }],
    pack: `tj-2022-20@${version}`,
    rejectedAt,
  },
});

describe('a claim that is rejected for a class day below 80%', () => {
  it('has a talk imposed on the institution, once for the class', async () => {
    await installation.say(rejected('c1', 'k1', '2025-05-20T01:00:00.000Z'));
    const items = await itemsOf('sanctions?organisation=ins9', 1);
    // Claims are heard beside one another; this one says nothing new, whenever it is.
    await installation.say(rejected('c2', 'k1', '2025-05-21T01:00:00.000Z'));
    expect(items[0]).toMatchObject({
      measure: 'TALK',
      imposedOn: '2025-05-20',
      fixBy: '2025-05-27',
      reportBy: '2025-05-27',
      pack: 'tj-2022-20@1',
    });
    expect(items[0]).not.toHaveProperty('bannedUntil');
  });
  it('leads to the next measure at once where it is the second of the year', async () => {
    await installation.say(rejected('c3', 'k2', '2025-06-03T01:00:00.000Z'));
    const items = await itemsOf('sanctions?organisation=ins9', 3);
    expect(items.slice(1)).toMatchObject([
      { measure: 'TALK', imposedOn: '2025-06-03' },
      { measure: 'RECTIFY', cause: 'ESCALATION', imposedOn: '2025-06-03', fixBy: '2025-07-03', bannedUntil: '2025-12-03' },
    ]);
  });
  it('waits for the pack where the claim’s message overtook it, and asks nothing of a pack without measures', async () => {
    const pack = tianjinPack();
    const { measures: _, ...params } = pack.params;
    await installation.say(publishedPack({ ...pack, version: 8, params }), rejected('c8', 'k8', '2024-05-20T01:00:00.000Z', 8));
    await installation.say(rejected('c9', 'k9', '2024-05-20T01:00:00.000Z', 9));
    await installation.say(publishedPack({ ...pack, version: 9 }));
    const items = await itemsOf('sanctions?organisation=ins9', 4);
    expect(items.at(-1)).toMatchObject({ measure: 'TALK', imposedOn: '2024-05-20', causeId: idOf('k9'), pack: 'tj-2022-20@9' });
  });
  it('shows an institution its own alone', async () => {
    const registrar = await installation.as({ roles: ['registrar'], organisation: 'ins1' });
    expect((await registrar.get('sanctions')).body['items']).toEqual([]);
  });
});

describe('a finding', () => {
  it('imposes its measure, names a fine for reference, and is published', async () => {
    const { classId } = paidCase;
    const answer = await supervisor.post('findings', { kind: 'falsified_training', classId });
    expect(answer).toMatchObject({
      status: 201,
      body: { classId, findings: [{ kind: 'falsified_training', fineReference: { low: '4420.00', high: '11050.00' } }] },
    });
    const [imposed] = await itemsOf('sanctions?organisation=ins1', 1);
    const today = imposed?.['imposedOn'] as string;
    expect(imposed).toMatchObject({ measure: 'TERMINATE', cause: 'falsified_training', causeId: classId });
    expect(Number((imposed?.['bannedUntil'] as string).slice(0, 4))).toBe(Number(today.slice(0, 4)) + 2);
    expect(await supervisor.post('findings', { kind: 'falsified_training', classId })).toMatchObject({
      status: 409,
      body: { code: 'FINDING_CONFIRMED' },
    });
    expect(await supervisor.post('findings', { kind: 'never_heard_of', classId })).toMatchObject({
      status: 409,
      body: { code: 'FINDING_KIND_UNKNOWN' },
    });
    expect(await supervisor.post(`findings/${classId}/publications`)).toMatchObject({
      status: 201,
      body: { publishedAt: expect.any(String) },
    });
  });
});

describe('alerts', () => {
  const [p1, p2, k] = [idOf('p1'), idOf('p2'), idOf('k')];
  const summary = (personId: string, faceFlags: number) => ({
    contract: AttendanceSummarisedV1,
    data: { ...goldenSample(AttendanceSummarisedV1), classId: k, personId, faceFlags },
  });
  it('tell of three half-days flagged by face, once, and not of two', async () => {
    const opened = { contract: ClassOpeningApprovedV1, data: { ...goldenSample(ClassOpeningApprovedV1), classId: k, region: '120101' } };
    await installation.say(opened, summary(p2, 2), summary(p1, 3), summary(p1, 4));
    expect(await itemsOf('alerts?kind=PROXY_SIGN_IN', 1)).toMatchObject([{ personId: p1, classId: k, region: '120101' }]);
    expect((await (await installation.as({ region: '31' })).get('alerts')).body['items']).toEqual([]);
  });
  it('tell of money that did not move', async () => {
    const data = { ...goldenSample(MoveWithheldV1), cause: 'PAYOUT', causeId: idOf('payout9'), regions: ['120101', '310000'] };
    await installation.say({ contract: MoveWithheldV1, data });
    const subject = `PAYOUT/${idOf('payout9')}`;
    expect(await itemsOf('alerts?kind=MOVE_WITHHELD', 2)).toMatchObject([
      { subject, region: '120101' },
      { subject, region: '310000' },
    ]);
    const inShanghai = (await (await installation.as({ region: '31' })).get('alerts?kind=MOVE_WITHHELD')).body['items'];
    expect(inShanghai).toMatchObject([{ subject, region: '310000' }]);
  });
  it('tell of a payout of which the bank does not say whether it has it, and of what it said and cannot be true', async () => {
    const [unknown, withheld] = [goldenSample(PayoutOutcomeUnknownV1), goldenSample(BankAnswerWithheldV1)];
    await installation.say({ contract: PayoutOutcomeUnknownV1, data: unknown }, { contract: BankAnswerWithheldV1, data: withheld });
    expect(await itemsOf('alerts?kind=PAYOUT_OUTCOME_UNKNOWN', 2)).toMatchObject(
      unknown.regions.map((region) => ({ subject: unknown.payoutId, region })),
    );
    expect(await itemsOf('alerts?kind=BANK_ANSWER_WITHHELD', 1)).toMatchObject([
      { subject: `PAYMENT_ORDER_REPLACED/${withheld.orderId}`, region: '120000' },
    ]);
  });
});

describe('the list of public facts', () => {
  it('comes in pages by arrival, without gap or overlap, and can be narrowed', async () => {
    const all: Item[] = [];
    for (let after: unknown = 0; after !== undefined;) {
      const { items, next } = (await supervisor.get(`facts?limit=5&after=${String(after)}`)).body as { items: Item[]; next?: number };
      all.push(...items);
      after = next;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const signIns = (await supervisor.get('facts?type=SignInRecorded')).body['items'] as Item[];
    expect(signIns).toEqual(all.filter(({ type }) => type === 'SignInRecorded'));
    expect(signIns).toHaveLength(1);
  });
  it('is only for those whom no region bounds', async () => {
    expect((await (await installation.as({ region: '12' })).get('facts')).status).toBe(404);
  });
});
