// Runs the decisions of one batch, one after another, on the states under the head lock. Pure: what it decided is written by whoever asked,
// and only then becomes the state of the streams. The memory store and the PostgreSQL writer share it, so both decide alike.
import { Refused } from '@libs/kernel';
import { checkedName, factText, foldStored, leafOf, metaText, type AnyDecider, type FactRow, type FactText } from './fact-form';
import type { Answer, Answered, Job, JobStream } from './job';

/** A stream as one decider sees it. `refusal` is why it cannot be folded: a fact of a newer release, or a broken upcast. */
export type View = { readonly version: number; readonly state: unknown; readonly refusal?: unknown };

export class StreamEntry {
  version = 0;
  firstSeq = 0;
  lastSeq = 0;
  readonly views = new Map<AnyDecider, View>();

  constructor(readonly stream: string) {}

  view(decider: AnyDecider): View {
    return this.views.get(decider) ?? { version: 0, state: decider.initial };
  }
}

export function folded(decider: AnyDecider, stream: string, view: View, fact: FactText): View {
  const version = view.version + 1;
  if (view.refusal !== undefined) return { ...view, version };
  try {
    return { version, state: foldStored(decider, stream, view.state, fact) };
  } catch (refusal) {
    return { version, state: view.state, refusal };
  }
}

export type FactLine = FactRow & { readonly leaf: Buffer };
export type CommandLine = {
  readonly id: string;
  readonly inputHash: Buffer;
  readonly origin: string;
  readonly recordedAt: string;
  readonly answer: Answer;
};
export type KnownCommand = { readonly inputHash: Buffer; readonly answer: Answer; readonly states?: readonly unknown[] };

export type Outcome =
  | { readonly status: 'accepted'; readonly answered: Answered }
  /** Accepted before: the states of that time are still to be folded. */
  | { readonly status: 'repeated'; readonly answer: Answer }
  | { readonly status: 'failed'; readonly failure: unknown };

export type Limits = { readonly factsPerDecision: number; readonly factLength: number; readonly decisionLength: number };
/** A class with thousands of trainees is closed by one decision, with a fact for each of them. */
export const usualLimits: Limits = { factsPerDecision: 5_000, factLength: 1_000_000, decisionLength: 8_000_000 };

export type Ground = {
  readonly log: string;
  readonly seq: number;
  readonly now: string;
  readonly limits: Limits;
  readonly commands: ReadonlyMap<string, KnownCommand>;
  /** Keys that were looked up: held or not. Of others it is assumed that they are free. */
  readonly keys: ReadonlyMap<string, boolean>;
  entry(stream: string): StreamEntry;
};

type Changed = Pick<StreamEntry, 'version' | 'firstSeq' | 'lastSeq'> & { readonly views: Map<AnyDecider, View> };
type KeyChange = { readonly take: ReadonlySet<string>; readonly free: ReadonlySet<string> };

export class Batch {
  readonly facts: FactLine[] = [];
  readonly commands: CommandLine[] = [];
  /** Keys that the database may hold and must let go, before it gets those that were taken. */
  readonly freed = new Set<string>();
  readonly taken = new Map<string, { readonly command: string; readonly seq: number }>();
  readonly changed = new Map<StreamEntry, Changed>();
  seq: number;
  /** Characters of facts so far. */
  length = 0;
  private readonly accepted = new Map<string, KnownCommand>();
  private readonly keys = new Map<string, boolean>();
  private readonly assumed = new Set<string>();

  constructor(private readonly ground: Ground) {
    this.seq = ground.seq;
  }

  run(job: Job): Outcome {
    try {
      const known = this.accepted.get(job.command.id) ?? this.ground.commands.get(job.command.id);
      return known === undefined ? { status: 'accepted', answered: this.decide(job) } : repeated(job, known);
    } catch (failure) {
      return { status: 'failed', failure };
    }
  }

  /** Keys assumed to be free that no insert will test: taken and let go again within the batch. */
  unproven(): string[] {
    return [...this.assumed].filter((key) => !this.taken.has(key) || this.freed.has(key));
  }

  assumedFree(): string[] {
    return [...this.assumed];
  }

  /** The decisions are written for good: their states are now those of the streams. */
  settle(): void {
    for (const [entry, { version, firstSeq, lastSeq, views }] of this.changed) {
      Object.assign(entry, { version, firstSeq, lastSeq });
      for (const [decider, view] of views) entry.views.set(decider, view);
    }
  }

  private decide(job: Job): Answered {
    const views = job.streams.map((stream) => this.viewOf(stream));
    const wanted = job.decide(
      views.map(({ state }) => state),
      views.map(({ version }) => version),
      this.ground.now,
    );
    if (wanted.facts === null || typeof wanted.facts !== 'object') throw new TypeError('a decision answers facts');
    const stranger = Object.keys(wanted.facts).find((name) => !job.streams.some((stream) => stream.name === name));
    if (stranger !== undefined) throw new TypeError(`the decision answers facts for ${stranger}, which it did not name`);
    const texts = job.streams.map(({ decider, name }) => this.texts(decider, wanted.facts[name] ?? []));
    this.checkSize(texts.flat());
    const keys = this.keyChange(wanted.take, wanted.free);
    const lines = this.lines(job, texts);
    const grown = job.streams.map((stream, at) => this.grown(stream, texts[at]!, views[at]!));
    // Nothing can go wrong from here on, so that a decision counts whole or not at all.
    return this.accept(job, lines, grown, keys);
  }

  private viewOf({ stream, decider }: JobStream): View {
    const entry = this.ground.entry(stream);
    const changed = this.changed.get(entry);
    const view = changed === undefined ? entry.view(decider) : this.caughtUp(entry, decider, changed.views);
    if (view.refusal !== undefined) throw view.refusal;
    return view;
  }

  /** What one decider sees of a stream to which another has added in this very batch. */
  private caughtUp(entry: StreamEntry, decider: AnyDecider, views: Map<AnyDecider, View>): View {
    let view = views.get(decider) ?? entry.view(decider);
    for (const line of this.facts) {
      if (line.stream === entry.stream && line.version === view.version + 1) view = folded(decider, entry.stream, view, line);
    }
    views.set(decider, view);
    return view;
  }

  private texts(decider: AnyDecider, facts: readonly { readonly type: string }[]): FactText[] {
    if (!Array.isArray(facts)) throw new TypeError(`a decision answers a list of facts of ${decider.category}; it is no promise`);
    return facts.map((fact) => factText(decider, fact, this.ground.limits.factLength));
  }

  private checkSize(texts: readonly FactText[]): void {
    const { factsPerDecision, decisionLength } = this.ground.limits;
    if (texts.length > factsPerDecision) throw new RangeError(`a decision of more than ${factsPerDecision} facts`);
    const length = texts.reduce((sum, { data }) => sum + data.length, 0);
    if (length > decisionLength) throw new RangeError(`a decision of ${length} characters is longer than ${decisionLength}`);
  }

  private keyChange(takes: readonly string[], frees: readonly string[]): KeyChange {
    const free = new Set(frees.map((key) => checkedName('a key', key)));
    const take = new Set(takes.map((key) => checkedName('a key', key)));
    for (const key of take) {
      if (!free.has(key) && (this.keys.get(key) ?? this.ground.keys.get(key))) throw new Refused('KEY_TAKEN', { key });
    }
    return { take, free };
  }

  private lines(job: Job, texts: readonly (readonly FactText[])[]): FactLine[] {
    const meta = metaText(job.command, this.ground.now);
    let seq = this.seq;
    return job.streams.flatMap(({ stream }, at) => {
      const { version } = this.standing(this.ground.entry(stream));
      return texts[at]!.map((text, nth) => {
        seq += 1;
        const row: FactRow = { seq, stream, version: version + nth + 1, type: text.type, schema: text.schema, data: text.data, meta };
        return { ...row, leaf: leafOf(this.ground.log, row) };
      });
    });
  }

  private standing(entry: StreamEntry): StreamEntry | Changed {
    return this.changed.get(entry) ?? entry;
  }

  /** The views of a stream that grows: the deciding one, which must be able to fold what it decided, and all that are as far as it is. */
  private grown({ stream, decider }: JobStream, texts: readonly FactText[], view: View): Map<AnyDecider, View> {
    const entry = this.ground.entry(stream);
    const views = new Map([...entry.views, ...(this.changed.get(entry)?.views ?? []), [decider, view]]);
    if (texts.length === 0) return views;
    for (const [other, before] of views) {
      // One that lacks facts in between has yet to read them, and will read these with them.
      if (before.version !== view.version) continue;
      views.set(
        other,
        texts.reduce((seen, text) => folded(other, stream, seen, text), before),
      );
    }
    const own = views.get(decider)!;
    if (own.refusal !== undefined) throw own.refusal;
    return views;
  }

  private accept(job: Job, lines: readonly FactLine[], grown: readonly Map<AnyDecider, View>[], keys: KeyChange): Answered {
    let seq = this.seq;
    const streams = job.streams.map(({ name, stream }, at) => {
      const entry = this.ground.entry(stream);
      const before = this.standing(entry);
      const added = lines.filter((line) => line.stream === stream).length;
      const version = before.version + added;
      if (added > 0) {
        const firstSeq = before.version === 0 ? seq + 1 : before.firstSeq;
        seq += added;
        this.changed.set(entry, { version, firstSeq, lastSeq: seq, views: grown[at]! });
      }
      return [name, stream, version] as const;
    });
    this.seq = seq;
    this.facts.push(...lines);
    this.length += lines.reduce((sum, { data }) => sum + data.length, 0);
    this.applyKeys(job.command.id, keys);
    const answer: Answer = { seq, streams };
    const states = job.streams.map(({ decider }, at) => grown[at]!.get(decider)!.state);
    const { id, origin } = job.command;
    this.accepted.set(id, { inputHash: job.inputHash, answer, states });
    this.commands.push({ id, inputHash: job.inputHash, origin, recordedAt: this.ground.now, answer });
    return { answer, states, repeated: false };
  }

  private applyKeys(command: string, { take, free }: KeyChange): void {
    for (const key of free) {
      // What this very batch took is not in the database yet; all else may be.
      if (this.taken.has(key)) this.taken.delete(key);
      else this.freed.add(key);
      this.keys.set(key, false);
    }
    for (const key of take) {
      if (!this.keys.has(key) && !this.ground.keys.has(key)) this.assumed.add(key);
      this.taken.set(key, { command, seq: this.seq });
      this.keys.set(key, true);
    }
  }
}

function repeated(job: Job, known: KnownCommand): Outcome {
  const same =
    known.inputHash.equals(job.inputHash) &&
    known.answer.streams.length === job.streams.length &&
    known.answer.streams.every(([name, stream], at) => job.streams[at]!.name === name && job.streams[at]!.stream === stream);
  if (!same) throw new Refused('COMMAND_ID_REUSED', { command: job.command.id });
  const { answer, states } = known;
  return states === undefined ? { status: 'repeated', answer } : { status: 'accepted', answered: { answer, states, repeated: true } };
}
