// The witness's side: what a service that other services name as their witness does. It is put together in the module of that service.
import { Injectable } from '@nestjs/common';
import {
  EventStore,
  consistencySpans,
  emptyRoot,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  type Checkpoint,
  type CommandMeta,
} from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { ArrayMaxSize, IsArray, IsInt, Matches, MaxLength, Min } from 'class-validator';
import { CheckpointKeys, logOf } from './checkpoint-keys';
import type { CosignedCheckpoint } from './checkpoints';
import { Rejected } from './problem';
import { witnessCheckpoint, witnessedLog } from './witnessed-log.decider';

const longestNote = 8_192;
const mostHashes = 63;

// The origin of one of our logs, its size, its root and whatever else its owner signs; then, after an empty line, the signatures. Spelled out, so that
// every reader of the schema means the same.
const notePattern =
  /^xunbu\/[a-z][a-z0-9-]{0,62}\n(0|[1-9][0-9]{0,15})\n[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=\n([^\n]+\n)*\n(— [!-*,-~]+ [A-Za-z0-9+/]{7,}={0,2}\n){1,16}$/;

export class CheckpointBody {
  /** A checkpoint as a C2SP signed note. */
  @Matches(notePattern) @MaxLength(longestNote) readonly note!: string;
  /** The size of the log that the witness saw last. */
  @IsInt() @Min(0) readonly oldSize!: number;
  /** The consistency proof between the two sizes, base64. */
  @IsArray()
  @ArrayMaxSize(mostHashes)
  @Matches(/^[A-Za-z0-9+/]{43}=$/, { each: true })
  readonly proof!: string[];
}

@Injectable()
export class Witnessing {
  constructor(
    private readonly store: EventStore,
    private readonly keys: CheckpointKeys,
  ) {}

  async witness(command: CommandMeta, body: CheckpointBody): Promise<CosignedCheckpoint> {
    const { log, checkpoint } = this.#read(body);
    const proof = body.proof.map((hash) => Buffer.from(hash, 'base64'));
    const submitted = { log, oldSize: body.oldSize, size: checkpoint.size, root: checkpoint.root.toString('base64'), note: body.note };
    const { state } = await this.store.decide(witnessedLog, log, command, (known, { now }) =>
      witnessCheckpoint(known, submitted, {
        proves: ({ size, root }) =>
          verifyConsistency({ size, root: root === undefined ? emptyRoot : Buffer.from(root, 'base64') }, checkpoint, proof),
        cosigned: () => this.keys.cosigned(body.note, now),
      }),
    );
    if (state.note !== undefined && state.size === submitted.size && state.root === submitted.root)
      return { size: state.size, note: state.note };
    // Asked again under the same key after we had moved on, or seen to contradict what we know.
    if (state.size > submitted.size) throw new Refused('CHECKPOINT_OLD_SIZE', { known: state.size });
    throw new Refused('LOG_FORKED', { log, known: state.size, size: submitted.size });
  }

  async known(log: string): Promise<CosignedCheckpoint> {
    const { state } = await this.store.stateOf(witnessedLog, log);
    if (state.note === undefined) throw new Rejected('NOT_FOUND');
    return { size: state.size, note: state.note };
  }

  #read({ note, oldSize, proof }: CheckpointBody): { readonly log: string; readonly checkpoint: Checkpoint } {
    const parsed = parseNote(note);
    const checkpoint = parsed && parseCheckpoint(parsed.text);
    const log = checkpoint && logOf(checkpoint.origin);
    if (!parsed || !checkpoint || log === undefined) throw new Refused('CHECKPOINT_MALFORMED');
    if (!this.keys.vouched(parsed, log)) throw new Refused('CHECKPOINT_SIGNATURE_BAD', { log });
    const expected = oldSize > checkpoint.size ? 0 : consistencySpans(oldSize, checkpoint.size).length;
    if (proof.length !== expected) throw new Refused('CHECKPOINT_PROOF_MALFORMED', { expected, given: proof.length });
    return { log, checkpoint };
  }
}
