// A draw as its pages work with it. Pure.
import type { Schemas } from '@api';
import { conflictOf, shareOf, tiers, type DrawnFrame } from '../../kit/consistent-sampler';

export type Draw = Omit<Schemas['DrawView'], 'frame'> & { readonly frame: DrawnFrame };

/** The description of the API calls the frame an object, as it is hashed whole and not field by field. */
export const drawOf = (view: Schemas['DrawView']): Draw => ({ ...view, frame: view.frame as unknown as DrawnFrame });

export type TierRow = { readonly tier: string; readonly rate: string; readonly objects: number; readonly drawn: number };

export const tierRows = ({ objects, rates }: DrawnFrame): readonly TierRow[] =>
  tiers.flatMap((tier) => {
    const rate = rates[tier];
    const count = objects.filter((object) => object.tier === tier).length;
    return rate === undefined ? [] : [{ tier, rate, objects: count, drawn: shareOf(count, rate) }];
  });

export type Fallen = {
  readonly place: number;
  readonly objectId: string;
  readonly tier: string;
  readonly ticket: string;
  readonly taskId: string | undefined;
  readonly result: string | undefined;
  readonly team: readonly { readonly inspectorId: string; readonly ticket: string }[];
  readonly recused: readonly { readonly inspectorId: string; readonly because: 'OBJECT' | 'ORGANISATION' }[];
};

/** The list as it falls out: each object with its ticket, who was left out and why, and its team with theirs. */
export function fallenOf({ frame, objects, teams, recused }: Draw): readonly Fallen[] {
  const inFrame = new Map(frame.objects.map((object) => [object.objectId, object]));
  const inspectors = new Map(frame.inspectors.map((inspector) => [inspector.inspectorId, inspector]));
  return objects.map(({ objectId, tier, ticket }, place) => {
    const team = teams.find((one) => one.objectId === objectId);
    return {
      ...{ place: place + 1, objectId, tier, ticket, taskId: team?.taskId, result: team?.result },
      team: (team?.inspectorIds ?? []).map((inspectorId, at) => ({ inspectorId, ticket: team?.tickets[at] ?? '' })),
      recused: recused
        .filter((one) => one.objectId === objectId)
        .map(({ inspectorId }) => {
          const [inspector, object] = [inspectors.get(inspectorId), inFrame.get(objectId)];
          return { inspectorId, because: (inspector && object && conflictOf(inspector, object)) ?? ('ORGANISATION' as const) };
        }),
    };
  });
}

/** Eight characters a group, so that people can read a hash to one another. */
export const groupsOf = (hash: string): readonly string[] => hash.match(/.{1,8}/g) ?? [];
