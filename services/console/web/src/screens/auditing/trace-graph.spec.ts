import { describe, expect, it } from '@jest/globals';
import { drawingOf, groupId, hopsOf, placedOf, sourceOf, stepFrom, type TraceLink, type TraceNode } from './trace-graph';

const node = (id: string, type: string): TraceNode => ({ id, type, data: {} });
const link = (from: string, to: string, why = 'because'): TraceLink => ({ from, to, why });
const signIns = Array.from({ length: 6 }, (_, place) => node(`attendance/${place + 10}/0`, 'SignInRecorded'));
const trace = {
  nodes: [
    node('s/9/0', 'PaymentOrderIssued'),
    node('s/11/0', 'PaymentSucceeded'),
    node('s/5/0', 'CaseDecided'),
    node('a/8/0', 'AttendanceSummarised'),
    ...signIns,
    node('a/20/0', 'SignInFlagged'),
  ],
  links: [
    link('s/9/0', 's/11/0', 'the bank paid it'),
    link('s/9/0', 's/5/0'),
    link('s/5/0', 'a/8/0'),
    ...signIns.map(({ id }) => link('a/8/0', id)),
    link('attendance/10/0', 'a/20/0'),
  ],
};
const group = groupId('a/8/0', 'SignInRecorded');
const ids = (open: readonly string[]) => drawingOf(trace, new Set(open)).drawn.map(({ id }) => id);

describe('the drawing of a trace', () => {
  it('gathers many of a kind, with what stands behind them alone, until they are asked for', () => {
    expect(ids([])).toEqual(['s/9/0', 's/11/0', 's/5/0', 'a/8/0', group]);
    expect(ids([group])).toHaveLength(trace.nodes.length);
    expect(drawingOf(trace, new Set()).drawn.at(-1)?.members).toHaveLength(6);
  });
  it('leads from the bank’s answer to the first causes, layer by layer', () => {
    const drawing = drawingOf(trace, new Set());
    const xOf = new Map(placedOf(drawing).map(({ id, x }) => [id, x]));
    const xs = ['s/11/0', 's/9/0', 's/5/0', 'a/8/0', group].map((id) => xOf.get(id) ?? Number.NaN);
    expect(xs).toEqual(xs.toSorted((one, other) => one - other));
  });
  it('is walked with arrow keys: to causes, to effects, and within a layer', () => {
    const drawing = drawingOf(trace, new Set([group]));
    const placed = placedOf(drawing);
    const step = (from: string, way: 'causes' | 'effects' | 'up' | 'down') => stepFrom(placed, drawing.edges, from, way);
    expect(step('s/11/0', 'causes')).toBe('s/9/0');
    expect(step('s/9/0', 'effects')).toBe('s/11/0');
    expect(step('s/11/0', 'effects')).toBeUndefined();
    const first = step('a/8/0', 'causes') as string;
    expect(signIns.map(({ id }) => id)).toContain(first);
    const below = step(first, 'down') ?? step(first, 'up');
    expect(signIns.map(({ id }) => id)).toContain(below);
    expect(step('nowhere', 'up')).toBe('s/9/0');
  });
  it('tells every hop once, each after what it led to', () => {
    const hops = hopsOf(trace);
    expect(hops).toHaveLength(trace.nodes.length);
    expect(hops[0]?.node.type).toBe('PaymentSucceeded');
    expect(hops.every(({ place, because }) => because.every(({ of }) => of < place))).toBe(true);
    expect(hops.find(({ node: { type } }) => type === 'PaymentOrderIssued')?.because).toEqual([{ of: 1, why: 'the bank paid it' }]);
  });
  it('takes the id of a fact apart', () => {
    expect(sourceOf('subsidy-payment/41/0')).toEqual({ log: 'subsidy-payment', seq: 41 });
    expect(sourceOf('missing/FirstReviewPassed/s/9/0')).toBeUndefined();
  });
});
