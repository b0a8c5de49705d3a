// The keys under which a service vouches for its log, and for another's as a witness: those with which it announces, named as notes name them.
import { Injectable } from '@nestjs/common';
import { cosignatureLine, isSignedBy, parseNote, signedNote, type NoteKey, type NoteUse, type SignedNote } from '@libs/event-store';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Configuration } from './configuration';
import { Parts } from './parts';

const prefix = 'xunbu/';
const serviceName = /^[a-z][a-z0-9-]{0,62}$/;
const publicPem = /-----BEGIN PUBLIC KEY-----[\s\S]+?-----END PUBLIC KEY-----/g;
const millisecondsPerSecond = 1_000;

/** The first line of every checkpoint of a log. */
export const originOf = (log: string): string => `${prefix}${log}`;

/** The log that an origin names; undefined where it names none of ours. */
export const logOf = (origin: string): string | undefined =>
  origin.startsWith(prefix) && serviceName.test(origin.slice(prefix.length)) ? origin.slice(prefix.length) : undefined;

/** A log bears the name of its service, or begins with it where the service has several. */
const mayVouchFor = (service: string, log: string): boolean => log === service || log.startsWith(`${service}-`);

@Injectable()
export class CheckpointKeys {
  readonly #folder: string;
  readonly #service: string;
  #own: KeyObject | undefined;

  constructor({ KEYS_DIR }: Configuration, parts: Parts) {
    this.#folder = KEYS_DIR;
    this.#service = parts.of.name;
  }

  /** A checkpoint of our own log as a signed note. */
  signed(text: string): string {
    const own = this.#privateKey();
    return signedNote(text, this.#keyOf(this.#service, 'checkpoint', createPublicKey(own)), own);
  }

  /** The same note with our own line as a witness below it. */
  cosigned(note: string, at: string): string {
    const own = this.#privateKey();
    const parsed = parseNote(note);
    if (!parsed) throw new Error('what is no note cannot be cosigned');
    const seconds = BigInt(Math.floor(Date.parse(at) / millisecondsPerSecond));
    const key = this.#keyOf(this.#service, 'cosignature', createPublicKey(own));
    return `${note}${cosignatureLine(parsed.text, seconds, key, own)}`;
  }

  /** True when the service whose log this is has signed the checkpoint. */
  vouched(note: SignedNote, log: string): boolean {
    const services = note.signatures.map(({ name }) => name.slice(prefix.length)).filter((service) => mayVouchFor(service, log));
    return services.some((service) => this.isSigned(note, service, 'checkpoint'));
  }

  isSigned(note: SignedNote, service: string, use: NoteUse): boolean {
    return this.#publicKeys(service).some((publicKey) => isSignedBy(note, this.#keyOf(service, use, publicKey)));
  }

  #keyOf(service: string, use: NoteUse, publicKey: KeyObject): NoteKey {
    return { name: `${prefix}${service}`, use, publicKey };
  }

  #privateKey(): KeyObject {
    this.#own ??= createPrivateKey(readFileSync(join(this.#folder, `${this.#service}.private.pem`)));
    return this.#own;
  }

  // Several may stand in one file while one takes over from another.
  #publicKeys(service: string): readonly KeyObject[] {
    const file = join(this.#folder, `${service}.public.pem`);
    if (!serviceName.test(service) || !existsSync(file)) return [];
    return (readFileSync(file, 'utf8').match(publicPem) ?? []).map((pem) => createPublicKey(pem));
  }
}
