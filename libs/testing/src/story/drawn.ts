// A draw, done again from its frame and its seed as anybody may: the lowest tickets win, each a decimal fraction of SHA-256 (Rivest's consistent sampling).
import { canonicalJson } from '@libs/event-store';
import { ratioOfPercent } from '@libs/kernel';
import { createHash } from 'node:crypto';
import { compareNamed, type Difference } from './compare';
import { isKeyed, type Keyed, shown } from './fault';
import type { Step } from './parse-story';
import type { Scene } from './scene';

type FrameObject = { readonly objectId: string; readonly tier: string; readonly organisationId?: string };
type Inspector = { readonly inspectorId: string; readonly conflicts: readonly string[] };
type Frame = {
  readonly rates: Readonly<Record<string, string>>;
  readonly team: number;
  readonly objects: readonly FrameObject[];
  readonly inspectors: readonly Inspector[];
};
type Team = { readonly objectId: string; readonly inspectorIds: readonly string[] };
export type Drawn = {
  readonly frame: Frame;
  readonly frameHash: string;
  readonly seed: string;
  readonly objects: readonly { readonly objectId: string; readonly tier: string }[];
  readonly teams: readonly Team[];
};

const digits = 64;
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The digits of the second hash, backwards, behind the point. */
export function ticketOf(seed: string, id: string): string {
  const number = BigInt(`0x${sha256(`${sha256(seed)}${id}`)}`)
    .toString()
    .padStart(digits, '0');
  return `0.${[...number].reverse().join('')}`;
}

const lowest = (ids: readonly string[], seed: string, count: number): readonly string[] =>
  ids
    .map((id) => ({ id, ticket: ticketOf(seed, id) }))
    .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);

function roundedUp(count: number, rate: string): number {
  const { numerator, denominator } = ratioOfPercent(rate);
  return Number((BigInt(count) * numerator + denominator - 1n) / denominator);
}

const mayInspect = ({ conflicts }: Inspector, { objectId, organisationId }: FrameObject): boolean =>
  !conflicts.includes(objectId) && !(organisationId !== undefined && conflicts.includes(organisationId));

/** Which objects, and who goes there: from the frame and the seed alone. */
function drawAgain({ objects, inspectors, rates, team }: Frame, seed: string): readonly Team[] {
  const chosen = Object.entries(rates).flatMap(([tier, rate]) => {
    const ids = objects.filter((object) => object.tier === tier).map(({ objectId }) => objectId);
    return lowest(ids, seed, roundedUp(ids.length, rate));
  });
  return chosen.flatMap((objectId) => {
    const object = objects.find((one) => one.objectId === objectId);
    if (!object) return [];
    const free = inspectors.filter((inspector) => mayInspect(inspector, object)).map(({ inspectorId }) => inspectorId);
    return [{ objectId, inspectorIds: lowest(free, `${seed}/${objectId}`, team) }];
  });
}

const inOrder = (teams: readonly Team[]): string =>
  teams
    .map(({ objectId, inspectorIds }) => `${objectId}: ${inspectorIds.join(' ')}`)
    .sort()
    .join('; ');

function compareTeams({ frame, teams }: Drawn): readonly Difference[] {
  return teams.flatMap(({ objectId, inspectorIds }) => {
    const object = frame.objects.find((one) => one.objectId === objectId);
    const conflicted = inspectorIds.filter((id) => {
      const inspector = frame.inspectors.find(({ inspectorId }) => inspectorId === id);
      return !inspector || !object || !mayInspect(inspector, object);
    });
    const distinct = new Set(inspectorIds).size === frame.team && inspectorIds.length === frame.team;
    return [
      ...(distinct ? [] : [`drawn: expected ${frame.team} different people for ${objectId} got ${shown(inspectorIds)}`]),
      ...(conflicted.length === 0 ? [] : [`drawn: ${shown(conflicted)} may not inspect ${objectId}`]),
    ];
  });
}

/** The story's conflicts have to stand in the frame, or a draw without them would look right. */
function compareFrame({ frame, frameHash, seed }: Drawn, step: Step, scene: Scene): readonly Difference[] {
  const hash = sha256(canonicalJson(frame));
  const declared = scene.story.steps
    .filter((each) => each.do === 'register_inspectors')
    .flatMap((each) => (each['conflicts'] ?? []) as readonly { readonly inspector: string; readonly organisation: string }[]);
  const lost = declared.filter(({ inspector, organisation }) => {
    const known = frame.inspectors.find(({ inspectorId }) => inspectorId === inspector);
    return !known?.conflicts.includes(scene.organisation(organisation).organisationId);
  });
  return [
    ...(hash === frameHash ? [] : [`drawn: the frame's hash is ${hash.slice(0, 12)}… and ${frameHash.slice(0, 12)}… was committed`]),
    ...(lost.length === 0 ? [] : [`drawn: the frame does not know of ${shown(lost)}`]),
    ...compareNamed('drawn', { seed: step['seed'], team: step['team'] }, { seed, team: frame.team }),
  ];
}

export function compareDraw(expected: Keyed, draw: Keyed | undefined, step: Step, scene: Scene): readonly Difference[] {
  if (!isKeyed(draw)) return ['drawn cannot be compared: the step was no draw'];
  const drawn = draw as unknown as Drawn;
  const counts = Object.fromEntries(
    Object.keys(expected).map((tier) => [tier, drawn.objects.filter((object) => object.tier === tier).length]),
  );
  const again = inOrder(drawAgain(drawn.frame, drawn.seed));
  return [
    ...compareNamed('drawn', expected, counts),
    ...compareFrame(drawn, step, scene),
    ...(again === inOrder(drawn.teams) ? [] : ['drawn: the same frame and seed give another list']),
    ...compareTeams(drawn),
  ];
}
