// A draw done again by whoever looks: from the frame and the seed alone, in the browser, as Rivest's consistent_sampler defines it with SHA-256. It shares
// no line with the service that drew; that both come to the same digits is the proof.

export type DrawnFrame = {
  readonly method: string;
  readonly on: string;
  /** Percent by tier. */
  readonly rates: Readonly<Record<string, string>>;
  readonly team: number;
  readonly objects: readonly { readonly objectId: string; readonly tier: string; readonly organisationId?: string }[];
  readonly inspectors: readonly { readonly inspectorId: string; readonly conflicts: readonly string[] }[];
};

export type Ticket = { readonly id: string; readonly number: string };
export type RecomputedObject = { readonly objectId: string; readonly tier: string; readonly ticket: string };
export type RecomputedTeam = {
  readonly objectId: string;
  readonly recused: readonly string[];
  readonly inspectorIds: readonly string[];
  readonly tickets: readonly string[];
};
export type Recomputed = {
  readonly frameHash: string;
  readonly objects: readonly RecomputedObject[];
  readonly teams: readonly RecomputedTeam[];
};

/** In this order they are drawn. */
export const tiers: readonly string[] = ['A+', 'A', 'B', 'C', 'D'];

const shortestFraction = 64;
const shownDigits = 9;

export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** JSON in its one canonical form (RFC 8785), of texts, whole numbers, lists and objects. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  // UTF-16 code units, which is how JavaScript orders texts by itself.
  fields.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
}

/** SHA-256 as a decimal fraction, its digits in reverse. */
async function uniform(text: string): Promise<string> {
  const decimal = BigInt(`0x${await sha256Hex(text)}`)
    .toString()
    .padStart(shortestFraction, '0');
  return `0.${[...decimal].reverse().join('')}`;
}

export const ticketOf = async (seed: string, id: string): Promise<Ticket> => ({ id, number: await uniform((await sha256Hex(seed)) + id) });

/** Texts in the order of their code points, as in Python; JavaScript by itself would compare UTF-16. */
function byCodePoints(one: string, other: string): number {
  const [left, right] = [[...one], [...other]];
  const place = left.findIndex((character, at) => character !== right[at]);
  if (place === -1) return left.length - right.length;
  return (left[place]?.codePointAt(0) ?? 0) - (right[place]?.codePointAt(0) ?? -1);
}

/** The ids in the order in which they are drawn, with their tickets; at most as many as asked for. */
export async function sample(ids: readonly string[], seed: string, take = ids.length): Promise<readonly Ticket[]> {
  if (new Set(ids).size !== ids.length) throw new Error('an id stands twice among those to be drawn');
  const tickets = await Promise.all(ids.map((id) => ticketOf(seed, id)));
  return tickets.sort((one, other) => byCodePoints(one.number, other.number) || byCodePoints(one.id, other.id)).slice(0, take);
}

/** A ticket number as people compare it: nine digits after the nines with which it may begin, cut and not rounded. */
export function trimmed(number: string): string {
  const nines = /^9*/.exec(number.slice(2))?.[0].length ?? 0;
  return number.slice(0, 2 + nines + shownDigits);
}

/** So many of so many, rounded up: of 120 at 3% it is 4. */
export function shareOf(count: number, rate: string): number {
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?%$/.exec(rate) ?? [];
  if (whole === '') throw new Error(`${rate} is no percentage`);
  const denominator = 100n * 10n ** BigInt(fraction.length);
  return Number((BigInt(count) * BigInt(whole + fraction) + denominator - 1n) / denominator);
}

type FrameObject = DrawnFrame['objects'][number];
type FrameInspector = DrawnFrame['inspectors'][number];

/** Why an inspector may not inspect it: the object itself was named, or the organisation that it belongs to. */
export function conflictOf(
  { conflicts }: FrameInspector,
  { objectId, organisationId }: FrameObject,
): 'OBJECT' | 'ORGANISATION' | undefined {
  if (conflicts.includes(objectId)) return 'OBJECT';
  return organisationId !== undefined && conflicts.includes(organisationId) ? 'ORGANISATION' : undefined;
}

async function drawnOf(frame: DrawnFrame, seed: string, tier: string): Promise<readonly RecomputedObject[]> {
  const rate = frame.rates[tier];
  if (rate === undefined) return [];
  const ids = frame.objects.filter((object) => object.tier === tier).map(({ objectId }) => objectId);
  const drawn = await sample(ids, seed, shareOf(ids.length, rate));
  return drawn.map(({ id, number }) => ({ objectId: id, tier, ticket: trimmed(number) }));
}

async function teamOf(frame: DrawnFrame, seed: string, object: FrameObject): Promise<RecomputedTeam> {
  const recused = frame.inspectors.filter((inspector) => conflictOf(inspector, object) !== undefined);
  const free = frame.inspectors.filter((inspector) => !recused.includes(inspector)).map(({ inspectorId }) => inspectorId);
  const drawn = await sample(free, `${seed}/${object.objectId}`, frame.team);
  return {
    objectId: object.objectId,
    recused: recused.map(({ inspectorId }) => inspectorId),
    inspectorIds: drawn.map(({ id }) => id),
    tickets: drawn.map(({ number }) => trimmed(number)),
  };
}

/** The whole draw: objects tier by tier, then for each of them its team. */
export async function recompute(frame: DrawnFrame, seed: string): Promise<Recomputed> {
  const objects = (await Promise.all(tiers.map((tier) => drawnOf(frame, seed, tier)))).flat();
  const byId = new Map(frame.objects.map((object) => [object.objectId, object]));
  const teams = await Promise.all(objects.map(({ objectId }) => teamOf(frame, seed, byId.get(objectId) ?? { objectId, tier: '' })));
  return { frameHash: await sha256Hex(canonicalJson(frame)), objects, teams };
}

export type PublishedDraw = {
  readonly frame: DrawnFrame;
  readonly frameHash: string;
  readonly seed?: string;
  readonly objects: readonly RecomputedObject[];
  readonly recused: readonly { readonly objectId: string; readonly inspectorId: string }[];
  readonly teams: readonly { readonly objectId: string; readonly inspectorIds: readonly string[]; readonly tickets: readonly string[] }[];
};

export type Check = { readonly what: 'FRAME' | 'OBJECTS' | 'RECUSED' | 'TEAMS'; readonly equal: boolean; readonly compared: number };

const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/** What was published beside what was computed again, part by part and to the digit. Before there is a seed only the frame can be checked. */
export async function checkDraw({ frame, frameHash, seed, objects, recused, teams }: PublishedDraw): Promise<readonly Check[]> {
  if (seed === undefined)
    return [
      {
        what: 'FRAME',
        equal: (await sha256Hex(canonicalJson(frame))) === frameHash,
        compared: frame.objects.length + frame.inspectors.length,
      },
    ];
  const again = await recompute(frame, seed);
  const drawn = objects.map(({ objectId, tier, ticket }) => ({ objectId, tier, ticket }));
  const pairs = again.teams.flatMap(({ objectId, recused: left }) => left.map((inspectorId) => ({ objectId, inspectorId })));
  const published = recused.map(({ objectId, inspectorId }) => ({ objectId, inspectorId }));
  const made = teams.map(({ objectId, inspectorIds, tickets }) => ({ objectId, inspectorIds, tickets }));
  const computed = again.teams.map(({ objectId, inspectorIds, tickets }) => ({ objectId, inspectorIds, tickets }));
  return [
    { what: 'FRAME', equal: again.frameHash === frameHash, compared: frame.objects.length + frame.inspectors.length },
    { what: 'OBJECTS', equal: same(drawn, again.objects), compared: drawn.length },
    { what: 'RECUSED', equal: same(published, pairs), compared: published.length },
    { what: 'TEAMS', equal: same(made, computed), compared: made.length },
  ];
}
