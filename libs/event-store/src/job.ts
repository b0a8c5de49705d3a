// One call of `decide` or `decideTogether`, brought to one form.
import { createHmac, type KeyObject } from 'node:crypto';
import { Refused } from '@libs/kernel';
import { canonicalJson } from './canonical-json';
import type { Decider, Fact } from './decider';
import {
  WithKeys,
  type CommandMeta,
  type Decided,
  type DecidedTogether,
  type Decision,
  type FactsOf,
  type Moment,
  type StatesOf,
  type Streams,
} from './event-store';
import { checkedName, streamOf, type AnyDecider } from './fact-form';

export type JobStream = { readonly name: string; readonly decider: AnyDecider; readonly streamId: string; readonly stream: string };

/** Facts by the name under which the decision knows a stream. */
export type Wanted = {
  readonly facts: Readonly<Record<string, readonly Fact[]>>;
  readonly take: readonly string[];
  readonly free: readonly string[];
};

export type Job = {
  readonly command: CommandMeta;
  readonly inputHash: Buffer;
  readonly streams: readonly JobStream[];
  decide(states: readonly unknown[], versions: readonly number[], now: string): Wanted;
};

/** What is remembered of an accepted command; asked again, it is the answer. */
export type Answer = { readonly seq: number; readonly streams: readonly (readonly [name: string, stream: string, version: number])[] };

export type Answered = { readonly answer: Answer; readonly states: readonly unknown[]; readonly repeated: boolean };

/** Above this a decision is no longer about a few things that belong together. */
const MAX_STREAMS = 1_024;

export const inputHash = (key: KeyObject, input: unknown): Buffer =>
  createHmac('sha256', key)
    .update(canonicalJson(input ?? null))
    .digest();

function wanted<Facts>(decision: Decision<Facts>, facts: (facts: Facts) => Wanted['facts']): Wanted {
  const keyed = decision instanceof WithKeys ? (decision as WithKeys<Facts>) : new WithKeys(decision as Facts, {});
  return { facts: facts(keyed.facts), take: keyed.keys.take ?? [], free: keyed.keys.free ?? [] };
}

const listed = <F>(facts: readonly F[]): readonly F[] => {
  if (!Array.isArray(facts)) throw new TypeError('a decision answers a list of facts, and no promise of one');
  return facts;
};

function checked(command: CommandMeta, key: KeyObject): Pick<Job, 'command' | 'inputHash'> {
  checkedName('a command id', command.id);
  return { command, inputHash: inputHash(key, command.input) };
}

export function singleJob<State, F extends Fact>(
  key: KeyObject,
  decider: Decider<State, F>,
  streamId: string,
  command: CommandMeta,
  decision: (state: State, at: Moment) => Decision<readonly F[]>,
): Job {
  return {
    ...checked(command, key),
    streams: [{ name: '', decider, streamId, stream: streamOf(decider, streamId) }],
    decide: ([state], [version], now) => wanted(decision(state as State, { now, version: version! }), (facts) => ({ '': listed(facts) })),
  };
}

export const decided = <State>(job: Job, { answer, states, repeated }: Answered): Decided<State> => ({
  streamId: job.streams[0]!.streamId,
  version: answer.streams[0]![2],
  seq: answer.seq,
  state: states[0] as State,
  repeated,
});

export function jobTogether<S extends Streams>(
  key: KeyObject,
  command: CommandMeta,
  named: S,
  decision: (
    states: StatesOf<S>,
    at: { readonly now: string; readonly versions: { readonly [N in keyof S]: number } },
  ) => Decision<FactsOf<S>>,
): Job {
  const streams = Object.entries(named).map(([name, [decider, streamId]]) => ({
    name,
    decider,
    streamId,
    stream: streamOf(decider, streamId),
  }));
  if (streams.length === 0) throw new TypeError('a decision needs a stream');
  if (streams.length > MAX_STREAMS) throw new Refused('TOO_MANY_STREAMS', { limit: MAX_STREAMS, asked: streams.length });
  const twice = streams.find(({ stream }, at) => streams.findIndex((other) => other.stream === stream) !== at);
  if (twice !== undefined) throw new TypeError(`${twice.stream} stands under two names in one decision`);
  const byName = <T>(values: readonly T[]): Record<string, T> => Object.fromEntries(streams.map(({ name }, at) => [name, values[at]!]));
  return {
    ...checked(command, key),
    streams,
    decide: (states, versions, now) =>
      wanted(
        decision(byName(states) as StatesOf<S>, { now, versions: byName(versions) as { readonly [N in keyof S]: number } }),
        (facts) => facts as Wanted['facts'],
      ),
  };
}

export function decidedTogether<S extends Streams>(job: Job, { answer, states, repeated }: Answered): DecidedTogether<S> {
  const streams = job.streams.map(
    ({ name, streamId }, at) => [name, { streamId, version: answer.streams[at]![2], state: states[at] }] as const,
  );
  return { seq: answer.seq, repeated, streams: Object.fromEntries(streams) as DecidedTogether<S>['streams'] };
}
