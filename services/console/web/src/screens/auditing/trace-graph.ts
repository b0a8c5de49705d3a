// The chain behind a payment as a drawing: what stands where, what is gathered into one, and where an arrow key leads. Pure.
import { Graph, layout } from '@dagrejs/dagre';
import type { Schemas } from '@api';

export type TraceNode = Schemas['TraceNodeView'];
export type TraceLink = Schemas['TraceLinkView'];
export type Trace = Schemas['TraceView'];

/** One fact, or many of a kind behind the same fact. */
export type Drawn = {
  readonly id: string;
  readonly type: string;
  readonly node?: TraceNode;
  readonly members?: readonly TraceNode[];
};
export type Edge = { readonly effect: string; readonly cause: string; readonly why: string };
export type Drawing = { readonly drawn: readonly Drawn[]; readonly edges: readonly Edge[] };
export type Placed = Drawn & { readonly x: number; readonly y: number };

export const nodeWidth = 224;
export const nodeHeight = 92;
const gapBetweenLayers = 70;
const gapInLayer = 18;
/** From so many on, facts of a kind behind the same fact are shown as one. */
const gathersFrom = 5;

/** What came after the order although the trace hangs it on the order: it stands on it, not the other way round. */
const after = new Set(['PaymentSucceeded', 'PaymentReturned', 'PayoutSent', 'PayoutWitnessed', 'FundsMoved']);

export function edgeOf({ from, to, why }: TraceLink, typeOf: ReadonlyMap<string, string>): Edge {
  const order = typeOf.get(from) === 'PaymentOrderIssued' || typeOf.get(from) === 'PaymentReissued';
  const turned = order && after.has(typeOf.get(to) ?? '') && why !== 'takes the place of an order that came back';
  return turned ? { effect: to, cause: from, why } : { effect: from, cause: to, why };
}

export const groupId = (from: string, type: string): string => `group/${type}/${from}`;

type Gathering = { readonly group: Drawn; readonly effect: string; readonly why: string };

/** What stands behind one fact: shown by itself, or gathered where there are many of a kind and nobody has asked for them. */
function behindOf(effect: string, own: readonly Edge[], byId: ReadonlyMap<string, TraceNode>, open: ReadonlySet<string>) {
  const single: Edge[] = [];
  const gathered: Gathering[] = [];
  for (const [type, kind] of Map.groupBy(own, ({ cause }) => byId.get(cause)?.type ?? '')) {
    const members = [...new Set(kind.map(({ cause }) => cause))].flatMap((id) => byId.get(id) ?? []);
    const id = groupId(effect, type);
    if (members.length < gathersFrom || open.has(id)) single.push(...kind);
    else gathered.push({ group: { id, type, members }, effect, why: kind[0]?.why ?? '' });
  }
  return { single, gathered };
}

/** Everything that is shown while these groups are open: whatever is reached from the last effects without going through a gathered fact. */
export function drawingOf({ nodes, links }: Pick<Trace, 'nodes' | 'links'>, open: ReadonlySet<string>): Drawing {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
  const all = links.map((link) => edgeOf(link, typeOf));
  const behind = Map.groupBy(all, ({ effect }) => effect);
  const caused = new Set(all.map(({ cause }) => cause));
  const shown = new Set(nodes.map(({ id }) => id).filter((id) => !caused.has(id)));
  const edges: Edge[] = [];
  const groups: Gathering[] = [];
  // The set grows while it is walked, and every fact is walked once.
  for (const effect of shown) {
    const { single, gathered } = behindOf(effect, behind.get(effect) ?? [], byId, open);
    for (const edge of single) shown.add(edge.cause);
    edges.push(...single);
    groups.push(...gathered);
  }
  return {
    drawn: [
      ...nodes.filter(({ id }) => shown.has(id)).map((node): Drawn => ({ id: node.id, type: node.type, node })),
      ...groups.map(({ group }) => group),
    ],
    edges: [...edges, ...groups.map(({ group, effect, why }): Edge => ({ effect, cause: group.id, why }))],
  };
}

/** Layers from the left, where the bank's answer is, to the right, where the first causes are. */
export function placedOf({ drawn, edges }: Drawing): readonly Placed[] {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', ranksep: gapBetweenLayers, nodesep: gapInLayer });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of drawn) graph.setNode(id, { width: nodeWidth, height: nodeHeight });
  for (const { effect, cause } of edges) graph.setEdge(effect, cause);
  layout(graph);
  return drawn.map((one) => {
    const { x = 0, y = 0 } = graph.node(one.id) as { readonly x?: number; readonly y?: number };
    return { ...one, x: x - nodeWidth / 2, y: y - nodeHeight / 2 };
  });
}

export type Step = 'causes' | 'effects' | 'up' | 'down';

/** Where an arrow key leads: right to what it stands on, left to what stands on it, up and down to the neighbours of its layer. */
export function stepFrom(placed: readonly Placed[], edges: readonly Edge[], from: string, step: Step): string | undefined {
  const here = placed.find(({ id }) => id === from);
  if (!here) return placed[0]?.id;
  const nearest = (ids: readonly string[]) =>
    placed.filter(({ id }) => ids.includes(id)).toSorted((one, other) => Math.abs(one.y - here.y) - Math.abs(other.y - here.y))[0]?.id;
  if (step === 'causes') return nearest(edges.filter(({ effect }) => effect === from).map(({ cause }) => cause));
  if (step === 'effects') return nearest(edges.filter(({ cause }) => cause === from).map(({ effect }) => effect));
  const layer = placed.filter(({ x }) => Math.abs(x - here.x) < 1).toSorted((one, other) => one.y - other.y);
  return layer[layer.indexOf(here) + (step === 'up' ? -1 : 1)]?.id;
}

/** `log/seq/n` taken apart. */
export function sourceOf(id: string): { readonly log: string; readonly seq: number } | undefined {
  const [, log, seq] = /^([a-z-]+)\/(\d+)\/\d+$/.exec(id) ?? [];
  return log === undefined ? undefined : { log, seq: Number(seq) };
}

export type Hop = {
  readonly place: number;
  readonly node: TraceNode;
  readonly because: readonly { readonly of: number; readonly why: string }[];
};

/** Every hop once, numbered, effects before causes; each says which hop it stands behind and why. */
export function hopsOf({ nodes, links }: Pick<Trace, 'nodes' | 'links'>): readonly Hop[] {
  const typeOf = new Map(nodes.map(({ id, type }) => [id, type]));
  const edges = links.map((link) => edgeOf(link, typeOf));
  const left = new Map(nodes.map(({ id }) => [id, new Set(edges.filter(({ cause }) => cause === id).map(({ effect }) => effect))]));
  const order: string[] = [];
  while (order.length < nodes.length) {
    const free = nodes.filter(({ id }) => !order.includes(id) && [...(left.get(id) ?? [])].every((effect) => order.includes(effect)));
    // Causes go back in time; were there ever a ring, its hops would still all be told.
    const next = free.length > 0 ? free : nodes.filter(({ id }) => !order.includes(id)).slice(0, 1);
    order.push(...next.map(({ id }) => id));
  }
  const placeOf = new Map(order.map((id, place) => [id, place + 1]));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return order.flatMap((id) => {
    const node = byId.get(id);
    const because = edges.filter(({ cause }) => cause === id).map(({ effect, why }) => ({ of: placeOf.get(effect) ?? 0, why }));
    return node ? [{ place: placeOf.get(id) ?? 0, node, because }] : [];
  });
}
