// The supervisors' registers, draws, tasks, findings and their publication.
import { each } from './api';
import { organisationName } from './cast';
import type { Keyed } from './fault';
import type { Play, VerbPlay } from './played';
import type { Scene } from './scene';

const most = 1_000;
const inPieces = <One>(list: readonly One[]): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(list.length / most) }, (_, place) => list.slice(place * most, (place + 1) * most));

type RegisteredObject = { readonly objectId: string; readonly name: string; readonly tier: string; readonly organisationId?: string };

/** Declared organisations with a tier come first; the rest of each tier is made. */
function objectsOf(scene: Scene, tiers: Readonly<Record<string, number>>): readonly RegisteredObject[] {
  return Object.entries(tiers).flatMap(([tier, count]) => {
    const declared = Object.entries(scene.story.organisations ?? {})
      .filter(([, stated]) => stated['tier'] === tier)
      .map(([name, stated]): RegisteredObject => ({
        objectId: name,
        name: organisationName(name, String(stated['kind'])),
        tier,
        organisationId: scene.organisation(name).organisationId,
      }));
    const made = Array.from({ length: Math.max(0, count - declared.length) }, (_, place): RegisteredObject => {
      const objectId = `${tier.replace('+', 'P')}${String(place + 1).padStart(4, '0')}`;
      return { objectId, name: `检查对象 ${objectId}`, tier };
    });
    return [...declared, ...made];
  });
}

const registerObjects: Play = async (scene, step, actor) => {
  for (const objects of inPieces(objectsOf(scene, step['tiers'] as Readonly<Record<string, number>>)))
    await scene.api.post('supervision/objects', { as: scene.speaker(actor), body: { objects } });
  return {};
};

const registerInspectors: Play = async (scene, step, actor) => {
  const count = Number(step['inspectors']);
  const conflicts = (step['conflicts'] ?? []) as readonly { readonly inspector: string; readonly organisation: string }[];
  const inspectors = Array.from({ length: count }, (_, place) => {
    const inspectorId = `i${String(place + 1).padStart(2, '0')}`;
    const own = conflicts.filter(({ inspector }) => inspector === inspectorId);
    return { inspectorId, conflicts: own.map(({ organisation }) => scene.organisation(organisation).organisationId) };
  });
  for (const piece of inPieces(inspectors))
    await scene.api.post('supervision/inspectors', { as: scene.speaker(actor), body: { inspectors: piece } });
  return {};
};

const draw: Play = async (scene, step, actor) => {
  const as = scene.speaker(actor);
  const { drawId } = await scene.api.post<{ readonly drawId: string }>('supervision/draws', {
    as,
    body: { rates: step['rates'], team: step['team'] },
  });
  scene.draws.set(String(step['draw']), drawId);
  const drawn = await scene.api.post<Keyed>(`supervision/draws/${drawId}/seeds`, { as, body: { seed: step['seed'] } });
  return { draw: drawn };
};

const drawNamed = (scene: Scene, name: unknown): string => scene.draws.get(String(name)) ?? '';

const completeTasks: Play = async (scene, step, actor) => {
  const drawId = drawNamed(scene, step['draw']);
  const as = scene.speaker(actor);
  const { teams } = await scene.api.get<{ readonly teams: readonly { readonly taskId: string }[] }>(as, `supervision/draws/${drawId}`);
  await each(teams, ({ taskId }) => scene.api.post(`supervision/inspections/${taskId}/results`, { as, body: { kind: 'clean' } }));
  return { draw: await scene.api.get<Keyed>(as, `supervision/draws/${drawId}`) };
};

const publishResult: Play = async (scene, step, actor) => {
  const as = scene.speaker(actor);
  if (step['draw'] !== undefined)
    return { draw: await scene.api.post<Keyed>(`supervision/draws/${drawNamed(scene, step['draw'])}/results`, { as, body: {} }) };
  const { classId } = scene.classNamed(step['class']);
  return { finding: await scene.api.post<Keyed>(`supervision/findings/${classId}/publications`, { as, body: {} }) };
};

const finding: Play = async (scene, step, actor) => {
  const people = step['who'] === undefined ? undefined : scene.peopleNamed(step['who']).map(({ personId }) => personId);
  const found = await scene.api.post<Keyed>('supervision/findings', {
    as: scene.speaker(actor),
    body: { kind: step['kind'], classId: scene.classNamed(step['class']).classId, ...(people && { personIds: people }) },
  });
  return { finding: found };
};

export const supervisionVerbs = {
  register_objects: { by: 'supervisor1', play: registerObjects },
  register_inspectors: { by: 'supervisor1', play: registerInspectors },
  draw: { by: 'supervisor1', play: draw },
  complete_tasks: { by: 'supervisor1', play: completeTasks },
  publish_result: { by: 'supervisor1', play: publishResult },
  finding: { by: 'supervisor1', play: finding },
} as const satisfies Readonly<Record<string, VerbPlay>>;
