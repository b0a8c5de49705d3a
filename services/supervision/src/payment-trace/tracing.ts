// A chain of facts as nodes and links, from an effect back to what it stands on. Pure: it only ever holds what was put in, and says what was not there.
import type { Heard } from '../heard-fact/heard-facts';

export type TraceNode = {
  /** `log/seq/n` of a fact that was heard. */
  readonly id: string;
  readonly type: string;
  /** When it happened in the world, as the fact itself says; `recordedAt` is when its service learned of it. */
  readonly at?: string;
  readonly recordedAt?: string;
  readonly data: object;
  /** The chain needs such a fact, and none was heard. */
  readonly missing?: true;
};

export type TraceLink = { readonly from: string; readonly to: string; readonly why: string };

export type Trace = {
  readonly nodes: readonly TraceNode[];
  readonly links: readonly TraceLink[];
  readonly missing: readonly string[];
};

const moments = ['deviceAt', 'issuedOn', 'assessedOn', 'on'];

/** Contracts name their moment `…At`; a capture has the device's, a certificate its day. */
export function happenedAt(data: object): string | undefined {
  const entries = Object.entries(data);
  const own = entries.find(
    ([name, value]) => typeof value === 'string' && (name.endsWith('At') || moments.includes(name)) && name !== 'receivedAt',
  );
  if (own) return own[1] as string;
  const inner = entries.find(([name]) => name === 'capture' || name === 'certificate')?.[1] as object | undefined;
  return inner && happenedAt(inner);
}

type AnyHeard = Heard<object>;

export class Tracing {
  readonly #nodes = new Map<string, TraceNode>();
  readonly #links = new Map<string, TraceLink>();
  readonly #missing: string[] = [];

  constructor(private readonly nameOf: (type: string) => string) {}

  add(fact: AnyHeard): string {
    const { id, type, recordedAt, data } = fact;
    const at = happenedAt(data);
    this.#nodes.set(id, { id, type: this.nameOf(type), ...(at !== undefined && { at }), recordedAt, data });
    return id;
  }

  /** Facts that may be there; each stands behind `from` for this reason. */
  behind(from: string, facts: readonly AnyHeard[], why: string): void {
    for (const fact of facts) this.#link(from, this.add(fact), why);
  }

  /** Facts without which the chain has a gap. */
  needs(from: string, wanted: string, facts: readonly AnyHeard[], why: string): void {
    if (facts.length > 0) return this.behind(from, facts, why);
    const id = `missing/${wanted}/${from}`;
    this.#nodes.set(id, { id, type: wanted, data: {}, missing: true });
    this.#missing.push(`${wanted}: ${why}`);
    this.#link(from, id, why);
  }

  get trace(): Trace {
    return { nodes: [...this.#nodes.values()], links: [...this.#links.values()], missing: this.#missing };
  }

  #link(from: string, to: string, why: string): void {
    this.#links.set(`${from} ${to} ${why}`, { from, to, why });
  }
}
