// A log of another service as its witness has seen it: only ever growing, and cosigned as it grew (C2SP tlog-witness).
import type { Decider } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type WitnessedLogFact =
  | { readonly type: 'CheckpointWitnessed'; readonly size: number; readonly root: string; readonly note: string }
  /** The log has signed what does not go on from what it had signed before: it was rewritten, or two of it are running. */
  | {
      readonly type: 'CheckpointForkSeen';
      readonly log: string;
      readonly size: number;
      readonly root: string;
      readonly note: string;
      readonly knownSize: number;
    };

export type WitnessedLog = {
  readonly size: number;
  /** Base64; undefined while nothing was seen. */
  readonly root: string | undefined;
  readonly note: string | undefined;
  readonly forks: readonly string[];
};

const forkOf = ({ size, root }: { readonly size: number; readonly root: string }): string => `${size}/${root}`;

export const witnessedLog: Decider<WitnessedLog, WitnessedLogFact> = {
  category: 'witnessed-log',
  initial: { size: 0, root: undefined, note: undefined, forks: [] },
  schemas: { CheckpointWitnessed: 1, CheckpointForkSeen: 1 },
  evolve(log, fact) {
    switch (fact.type) {
      case 'CheckpointWitnessed':
        return { ...log, size: fact.size, root: fact.root, note: fact.note };
      case 'CheckpointForkSeen':
        return { ...log, forks: [...log.forks, forkOf(fact)] };
    }
  },
};

export type Submitted = {
  readonly log: string;
  /** The size from which the log believes us to come. */
  readonly oldSize: number;
  readonly size: number;
  readonly root: string;
  readonly note: string;
};

/** What needs hashes and keys: whether the proof leads on from what we know, and our line below the note. */
export type Skill = {
  proves(known: { readonly size: number; readonly root: string | undefined }): boolean;
  cosigned(): string;
};

export function witnessCheckpoint(known: WitnessedLog, submitted: Submitted, skill: Skill): readonly WitnessedLogFact[] {
  const { log, size, root, note } = submitted;
  if (submitted.oldSize !== known.size) throw new Refused('CHECKPOINT_OLD_SIZE', { known: known.size });
  if (size < known.size) throw new Refused('CHECKPOINT_BEHIND', { known: known.size, size });
  if (size === known.size && root === known.root) return [];
  if (size > known.size && skill.proves(known)) return [{ type: 'CheckpointWitnessed', size, root, note: skill.cosigned() }];
  // The same contradiction, heard again, is no news; the answer is no each time.
  if (known.forks.includes(forkOf(submitted))) return [];
  return [{ type: 'CheckpointForkSeen', log, size, root, note, knownSize: known.size }];
}
