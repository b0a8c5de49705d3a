// The draw itself: from a frame and a seed, always the same objects and teams. Anybody can do this again.
import { sample, trimmed } from './consistent-sampler';
import { isInConflict, shareOf, type Frame } from './frame';
import { tiers, type Tier } from '../object-register/object-register.decider';

export type DrawnObject = { readonly objectId: string; readonly tier: Tier; readonly ticket: string };
export type DrawnTeam = {
  readonly objectId: string;
  /** Left out before the team was drawn. */
  readonly recused: readonly string[];
  readonly inspectorIds: readonly string[];
  readonly tickets: readonly string[];
};
export type Drawing = { readonly objects: readonly DrawnObject[]; readonly teams: readonly DrawnTeam[] };

/** Each object has an order of inspectors of its own, so that the same few do not go everywhere. */
const seedOfTeam = (seed: string, objectId: string): string => `${seed}/${objectId}`;

function drawnOf(frame: Frame, seed: string, tier: Tier): readonly DrawnObject[] {
  const ids = frame.objects.filter((object) => object.tier === tier).map(({ objectId }) => objectId);
  const rate = frame.rates[tier];
  if (rate === undefined) return [];
  return sample(ids, seed, shareOf(ids.length, rate)).map(({ id, number }) => ({ objectId: id, tier, ticket: trimmed(number) }));
}

export function drawFrom(frame: Frame, seed: string): Drawing {
  const objects = tiers.flatMap((tier) => drawnOf(frame, seed, tier));
  const byId = new Map(frame.objects.map((object) => [object.objectId, object]));
  const teams = objects.map(({ objectId }) => {
    const object = byId.get(objectId);
    const recused = object ? frame.inspectors.filter((inspector) => isInConflict(inspector, object)) : [];
    const free = frame.inspectors.filter((inspector) => !recused.includes(inspector)).map(({ inspectorId }) => inspectorId);
    const drawn = sample(free, seedOfTeam(seed, objectId), frame.team);
    return {
      objectId,
      recused: recused.map(({ inspectorId }) => inspectorId),
      inspectorIds: drawn.map(({ id }) => id),
      tickets: drawn.map(({ number }) => trimmed(number)),
    };
  });
  return { objects, teams };
}
