import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { canonicalJson } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { eventually, type Person } from '@libs/testing';
import { drawFrom } from './draw/drawing';
import type { DrawView } from './draw/draw-view';
import { Installation } from './testing/installation';

let installation: Installation;
let supervisor: Person;
beforeAll(async () => {
  installation = await Installation.start();
  supervisor = await installation.as({});
});
afterAll(() => installation?.stop());

const many = (tier: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ objectId: `${tier}-${n + 1}`, name: `机构 ${tier}${n + 1}`, tier }));
const inspectors = Array.from({ length: 12 }, (_, n) => {
  const inspectorId = `i${String(n + 1).padStart(2, '0')}`;
  return { inspectorId, conflicts: inspectorId === 'i03' ? ['ins1'] : inspectorId === 'i07' ? ['ins2'] : [] };
});
const rates = { A: '3%', B: '10%', C: '20%', D: '100%' };

describe('a double-random draw', () => {
  it('takes from each tier its rate, rounded up, with teams that nobody in conflict is part of', async () => {
    const declared = ['ins1', 'ins2'].map((id) => ({ objectId: id, name: id, tier: 'D', organisationId: id }));
    const objects = [...declared, ...many('A', 120), ...many('B', 50), ...many('C', 20), ...many('D', 8)];
    expect(await supervisor.post('objects', { objects })).toMatchObject({ status: 201, body: { objects: 200 } });
    expect(await supervisor.post('inspectors', { inspectors })).toMatchObject({ status: 201, body: { inspectors: 12 } });
    const committed = await supervisor.post('draws', { rates, team: 2 });
    expect(committed.status).toBe(201);
    const { drawId, frameHash } = committed.body as { drawId: string; frameHash: string };
    const before = await supervisor.get(`draws/${drawId}`);
    expect(before.body).toMatchObject({ status: 'COMMITTED', frameHash, objects: [], teams: [] });

    const drawn = (await supervisor.post(`draws/${drawId}/seeds`, { seed: 'AC-37 2025-10-20' })).body as unknown as DrawView;
    expect(Object.fromEntries(['A', 'B', 'C', 'D'].map((tier) => [tier, drawn.objects.filter((one) => one.tier === tier).length]))).toEqual(
      { A: 4, B: 5, C: 4, D: 10 },
    );
    expect(drawn.recused).toEqual(
      [
        { objectId: 'ins1', inspectorId: 'i03' },
        { objectId: 'ins2', inspectorId: 'i07' },
      ].sort(
        (a, b) =>
          drawn.objects.findIndex(({ objectId }) => objectId === a.objectId) -
          drawn.objects.findIndex(({ objectId }) => objectId === b.objectId),
      ),
    );
    for (const { objectId, inspectorIds } of drawn.teams) {
      expect(new Set(inspectorIds).size).toBe(2);
      if (objectId === 'ins1') expect(inspectorIds).not.toContain('i03');
      if (objectId === 'ins2') expect(inspectorIds).not.toContain('i07');
    }
    // Anybody does it again from what is public.
    const shown = (await (await installation.as({ roles: [] })).get(`draws/${drawId}`)).body as unknown as DrawView;
    expect(createHash('sha256').update(canonicalJson(shown.frame)).digest('hex')).toBe(frameHash);
    const again = drawFrom(shown.frame, shown.seed as string);
    expect(again.objects).toEqual(shown.objects);
    expect(again.teams.map(({ inspectorIds }) => inspectorIds)).toEqual(shown.teams.map(({ inspectorIds }) => inspectorIds));

    expect(await supervisor.post(`draws/${drawId}/seeds`, { seed: 'another' })).toMatchObject({
      status: 409,
      body: { code: 'SEED_REVEALED' },
    });
    expect(await supervisor.post('draws', { rates, team: 2 })).toMatchObject({ status: 409, body: { code: 'FRAME_COMMITTED' } });
  });

  it('publishes when every inspection has its result, and says by when', async () => {
    const [one] = await eventually(async () => {
      const items = (await supervisor.get('draws')).body['items'] as { drawId: string; status: string }[];
      return items[0]?.status === 'DRAWN' ? items : undefined;
    });
    const drawId = one?.drawId as string;
    const { teams } = (await supervisor.get(`draws/${drawId}`)).body as unknown as DrawView;
    expect(await supervisor.post(`draws/${drawId}/results`)).toMatchObject({
      status: 409,
      body: { code: 'TASKS_NOT_COMPLETED', values: { open: 23 } },
    });
    const [first] = teams;
    const [member = ''] = first?.inspectorIds ?? [];
    const inspector = await installation.as({ sub: member, roles: ['inspector'] });
    const own = (await inspector.get('inspections?state=open')).body['items'] as readonly { inspectorIds: readonly string[] }[];
    expect(own.length).toBe(teams.filter(({ inspectorIds }) => inspectorIds.includes(member)).length);
    const foreign = teams.find(({ inspectorIds }) => !inspectorIds.includes(member))?.taskId as string;
    expect((await inspector.get(`inspections/${foreign}`)).status).toBe(404);
    expect(await inspector.post(`inspections/${foreign}/results`, { kind: 'clean' })).toMatchObject({
      status: 409,
      body: { code: 'NOT_ON_TEAM' },
    });
    // Of objects that teach nothing there is no class to choose from; others’ tasks are nobody’s business.
    expect((await inspector.get(`inspections/${first?.taskId}/classes`)).body).toEqual({ items: [] });
    expect((await inspector.get(`inspections/${foreign}/classes`)).status).toBe(404);
    const personId = childId('spec', 'person');
    const report = { note: '教室空置', classId: childId('spec', 'class'), evidence: [{ name: 'a.jpg', sha256: 'a'.repeat(64), bytes: 9 }] };
    const entered = await inspector.post(`inspections/${first?.taskId}/results`, {
      kind: 'proxy_sign_in',
      personIds: [personId],
      ...report,
    });
    expect(entered.status).toBe(201);
    // What the team wrote down is no part of the public draw.
    expect(JSON.stringify(entered.body)).not.toContain('教室空置');
    const shown = await inspector.get(`inspections/${first?.taskId}?after=${String(entered.body['seq'])}`);
    expect(shown.body).toMatchObject({ kind: 'proxy_sign_in', personIds: [personId], recordedBy: member, ...report });
    for (const { taskId } of teams.slice(1))
      expect(await supervisor.post(`inspections/${taskId}/results`, { kind: 'clean' })).toMatchObject({ status: 201 });
    const done = (await supervisor.get(`draws/${drawId}`)).body as unknown as DrawView;
    expect(done.publishBy).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await supervisor.post(`draws/${drawId}/results`)).toMatchObject({ status: 200, body: { status: 'PUBLISHED' } });
    expect(await supervisor.post(`draws/${drawId}/results`)).toMatchObject({ status: 409, body: { code: 'RESULT_PUBLISHED' } });
  });

  it('tells all of it in public facts, in the order in which it happened', async () => {
    const facts = await eventually(async () => {
      const { items } = (await supervisor.get('facts?order=happened&limit=1000')).body as { items: { type: string }[] };
      expect(items.at(-1)?.type).toBe('ResultPublished');
      return items.map(({ type }) => type);
    });
    const counted = Object.fromEntries(Object.entries(Object.groupBy(facts, (type) => type)).map(([type, of]) => [type, of?.length]));
    expect(counted).toEqual({
      InspectionPlanPublished: 1,
      RandomDrawExecuted: 1,
      InspectorRecused: 2,
      InspectorsAssigned: 23,
      FindingRecorded: 23,
      ResultPublished: 1,
    });
    expect(facts.slice(0, 2)).toEqual(['InspectionPlanPublished', 'RandomDrawExecuted']);
  });
});
