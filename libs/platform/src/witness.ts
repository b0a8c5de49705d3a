// The service's own side of witnessing: it shows its log to its witness, keeps what the witness has cosigned, and never goes on from less.
import { Injectable } from '@nestjs/common';
import { parseCheckpoint, parseNote, type LogReader } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { CheckpointKeys } from './checkpoint-keys';
import { Checkpoints, type CosignedCheckpoint } from './checkpoints';
import { BootError, Configuration } from './configuration';
import { InFlight } from './in-flight';
import { Log } from './log';
import { Logs } from './logs';
import { Neighbours } from './neighbours';
import { Parts } from './parts';
import { witnessedLog } from './witnessed-log.decider';

const everyMs = 10_000;
const treeWithinMs = 5_000;
const lookEveryMs = 25;
const answerAtBootMs = 2_000;
const mostTries = 3;
const keyCharacters = 32;
/** Of the facts since the last checkpoint, how many are looked at to see whether there is any news among them. */
const looked = 64;

/** The log ends before what our witness has seen of it: facts are lost, and nothing may be built on what is left. */
export class LogBehindWitness extends Error {
  override readonly name = 'LogBehindWitness';
  constructor(log: string, size: number, witnessed: number) {
    super(
      `The log ${log} has ${size} facts, and its witness has cosigned ${witnessed}: this is an old copy of it. Restore the log up to what was witnessed.`,
    );
  }
}

/** Supervision witnesses everybody; somebody else has to witness supervision. */
const witnessOf = (service: string): string => (service === 'supervision' ? 'fund-ledger' : 'supervision');

@Injectable()
export class Witness {
  readonly #by: string;
  #lastTrouble = '';

  constructor(
    private readonly checkpoints: Checkpoints,
    private readonly neighbours: Neighbours,
    private readonly logs: Logs,
    private readonly configuration: Configuration,
    private readonly keys: CheckpointKeys,
    private readonly log: Log,
    private readonly inFlight: InFlight,
    parts: Parts,
  ) {
    this.#by = witnessOf(parts.of.name);
  }

  /** A checkpoint of the first log that holds at least that many facts, with the witness's line. Throws where the witness does not answer. */
  async cosigned(minSize: number): Promise<CosignedCheckpoint> {
    const log = this.checkpoints.logNamed(undefined);
    const kept = await this.checkpoints.kept(log);
    if (kept !== undefined && kept.size >= minSize) return kept;
    const size = await this.#headOf(log);
    if (size < minSize) throw new RangeError(`the log ${log} has ${size} facts and not ${minSize}`);
    return this.#submit(log, minSize);
  }

  /** Before anybody is let in: no log may have fewer facts than were cosigned, by our own memory or by the witness's. */
  async checkNotBehind(): Promise<void> {
    for (const reader of this.logs.readers) {
      const [size, kept, known] = await Promise.all([reader.head(), this.checkpoints.kept(reader.log), this.#knownToWitness(reader.log)]);
      const witnessed = Math.max(kept?.size ?? 0, known);
      if (witnessed > size) throw new BootError(new LogBehindWitness(reader.log, size, witnessed).message);
    }
  }

  /** Shows every log that has news to the witness, now and then. It is nobody's work in hand: whoever waits for rest need not wait for it. */
  keep(): () => void {
    if (this.configuration.NEIGHBOURS_URL === undefined) return () => undefined;
    let inHand = false;
    const turn = async (): Promise<void> => {
      if (inHand) return;
      inHand = true;
      await this.showAll().finally(() => (inHand = false));
    };
    const timer = setInterval(() => void turn(), everyMs).unref();
    return () => clearInterval(timer);
  }

  /** One turn of it. */
  async showAll(): Promise<void> {
    for (const reader of this.logs.readers) {
      try {
        // The tree may be a moment behind the news; a checkpoint without them would be none of them.
        if (await this.#hasNews(reader)) await this.#submit(reader.log, await reader.head());
        this.#lastTrouble = '';
      } catch (error) {
        this.#trouble(error);
      }
    }
  }

  // A witness that is down stays down for many turns; it is told once.
  #trouble(error: unknown): void {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (error instanceof LogBehindWitness) this.inFlight.open = false;
    if (said !== this.#lastTrouble) this.log.warn('the log could not be witnessed', { kind: this.#by, error });
    this.#lastTrouble = said;
  }

  /** What a service records as a witness is no news: two that witness one another would have some for ever. */
  async #hasNews(reader: LogReader): Promise<boolean> {
    const kept = await this.checkpoints.kept(reader.log);
    const facts = await reader.read(kept?.size ?? 0, looked);
    return facts.length === looked || facts.some(({ category }) => category !== witnessedLog.category);
  }

  async #submit(log: string, minSize: number): Promise<CosignedCheckpoint> {
    let oldSize = (await this.checkpoints.kept(log))?.size ?? 0;
    let needed = Math.max(minSize, oldSize);
    for (let left = mostTries; ; left -= 1) {
      const { note, size } = await this.#treeOf(log, needed);
      const { hashes } = await this.checkpoints.consistency(log, oldSize, size);
      try {
        return await this.#kept(log, await this.#ask({ note, oldSize, proof: hashes.map((hash) => hash.toString('base64')) }), size);
      } catch (error) {
        if (left === 1 || !(error instanceof Refused) || error.code !== 'CHECKPOINT_OLD_SIZE') throw error;
        oldSize = Number(error.values['known']);
        needed = Math.max(needed, oldSize);
      }
    }
  }

  #ask(body: { readonly note: string; readonly oldSize: number; readonly proof: readonly string[] }): Promise<CosignedCheckpoint> {
    const idempotencyKey = createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, keyCharacters);
    return this.neighbours.ask<CosignedCheckpoint>(this.#by, 'checkpoints', body, { idempotencyKey });
  }

  /** Believes the witness only when the answer is about this log, of this size, and bears its line. */
  async #kept(log: string, answer: CosignedCheckpoint, size: number): Promise<CosignedCheckpoint> {
    const note = parseNote(answer.note);
    const checkpoint = note && parseCheckpoint(note.text);
    const ours = note && this.keys.vouched(note, log) && this.keys.isSigned(note, this.#by, 'cosignature');
    if (!ours || checkpoint?.size !== size) throw new Error(`what ${this.#by} answered is no cosigned checkpoint of ${log}`);
    await this.checkpoints.keep(log, { size, note: answer.note });
    return { size, note: answer.note };
  }

  /** The checkpoint as soon as the tree, which follows the log by a moment, holds that many leaves. */
  async #treeOf(log: string, size: number): Promise<CosignedCheckpoint> {
    const head = await this.#headOf(log);
    if (head < size) throw new LogBehindWitness(log, head, size);
    for (let waited = 0; ; waited += lookEveryMs) {
      const current = await this.checkpoints.current(log);
      if (current.size >= size) return current;
      if (waited > treeWithinMs) throw new Error(`the tree of ${log} has ${current.size} leaves and not ${size} yet`);
      await pause(lookEveryMs);
    }
  }

  async #headOf(log: string): Promise<number> {
    return (await this.logs.readers.find((reader) => reader.log === log)?.head()) ?? 0;
  }

  /** 0 where the witness does not answer: at the first start of an installation nobody does. */
  async #knownToWitness(log: string): Promise<number> {
    const base = this.configuration.NEIGHBOURS_URL?.replace(/\/$/, '');
    if (base === undefined) return 0;
    try {
      const answer = await fetch(`${base}/api/${this.#by}/checkpoints/${log}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(answerAtBootMs),
      });
      const note = answer.ok ? parseNote(((await answer.json()) as CosignedCheckpoint).note) : undefined;
      if (!note || !this.keys.isSigned(note, this.#by, 'cosignature')) return 0;
      return parseCheckpoint(note.text)?.size ?? 0;
    } catch {
      return 0;
    }
  }
}
