// From a recorded fact to signed envelopes, and back from bytes to an envelope one may believe.
import { canonicalJson, type RecordedFact } from '@libs/event-store';
import type { AnnouncerKeys } from './announcer-keys';
import { checkContract } from './contract-check';
import type { Announcement, Envelope, SealedEnvelope } from './envelope';
import { announcerOf, eventTypeOf, serviceOf, versionOf } from './topics';
import type { Delivery } from './transport';

/** A service was about to say something that its own contract forbids. It is our bug: nothing leaves until it is mended. */
export class AnnouncementInvalid extends Error {
  override readonly name = 'AnnouncementInvalid';
  constructor(
    readonly messageId: string,
    readonly type: string,
    readonly problems: readonly string[],
  ) {
    super(`${messageId} is no valid ${type}: ${problems.join('; ')}`);
  }
}

// A fact announced in two versions at once is for an older reader the one it knows, not an unknown newer one.
function olderTwins(announcement: Announcement, all: readonly Announcement[]): { alsoas?: string } {
  const own = versionOf(eventTypeOf(announcement.contract));
  const older = all
    .map(({ contract }) => eventTypeOf(contract))
    .filter((type) => {
      const other = versionOf(type);
      return own && other && other.stem === own.stem && other.version < own.version;
    });
  return older.length > 0 ? { alsoas: older.join(',') } : {};
}

function checkedData(id: string, { contract, key, data }: Announcement, service: string): object {
  // What is checked is what will travel: JSON, without anything that a class instance may hide.
  const plain: object = JSON.parse(canonicalJson(data));
  const { problems } = checkContract(contract, plain);
  const wrong = [
    ...problems,
    ...(versionOf(contract.type) ? [] : ['the type names no version']),
    ...(serviceOf(contract) === service ? [] : [`the contract is not one of ${service}`]),
    ...(key ? [] : ['the key is empty']),
  ];
  if (wrong.length > 0) throw new AnnouncementInvalid(id, contract.type, wrong);
  return plain;
}

/** The envelopes of one fact, checked but not yet signed; pure. */
export function toEnvelopes(recorded: RecordedFact, announcements: readonly Announcement[], service: string): readonly Envelope[] {
  return announcements.map((announcement, n) => ({
    specversion: '1.0',
    id: `${recorded.log}/${recorded.seq}/${n}`,
    source: `/xunbu/${service}`,
    type: eventTypeOf(announcement.contract),
    subject: `${recorded.category}/${recorded.streamId}`,
    time: recorded.meta.recordedAt,
    datacontenttype: 'application/json',
    partitionkey: announcement.key,
    log: recorded.log,
    seq: recorded.seq,
    causationid: recorded.id,
    ...(recorded.meta.causation ? { becauseof: recorded.meta.causation } : {}),
    correlationid: recorded.meta.correlation,
    ...(recorded.meta.traceparent ? { traceparent: recorded.meta.traceparent } : {}),
    ...olderTwins(announcement, announcements),
    data: checkedData(`${recorded.log}/${recorded.seq}/${n}`, announcement, service),
  }));
}

export const seal = (envelope: Envelope, service: string, keys: AnnouncerKeys): SealedEnvelope => ({
  ...envelope,
  signature: keys.sign(service, canonicalJson(envelope)),
});

export type Opened =
  | { readonly envelope: SealedEnvelope; readonly doubt?: never }
  | { readonly envelope?: never; readonly doubt: 'ENVELOPE_MALFORMED' | 'SIGNATURE_BAD' | 'SIGNER_UNKNOWN' };

// No name of ours has a NUL in it, and no database of ours could keep one.
const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && !value.includes('\0');

// JSON may hold what has no canonical text, half a character or more depth than ours: nobody can have signed it.
function canonical(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

function parsed(value: string): SealedEnvelope | undefined {
  let read: unknown;
  try {
    read = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null) return undefined;
  const candidate = read as Partial<Record<keyof Envelope, unknown>>;
  const texts = [candidate.id, candidate.source, candidate.type, candidate.subject, candidate.time, candidate.partitionkey, candidate.log];
  const whole =
    candidate.specversion === '1.0' &&
    [...texts, candidate.causationid, candidate.correlationid, candidate.signature].every(isText) &&
    Number.isSafeInteger(candidate.seq) &&
    typeof candidate.data === 'object' &&
    candidate.data !== null;
  return whole ? (read as SealedEnvelope) : undefined;
}

/**
 * Believes an envelope only when the service that owns the topic signed it, for itself and under the key by which it was delivered:
 * one service can so not speak for another, and whoever can only write to the broker can say nothing at all.
 */
export function open(delivery: Delivery, keys: AnnouncerKeys): Opened {
  const envelope = parsed(delivery.value);
  if (!envelope) return { doubt: 'ENVELOPE_MALFORMED' };
  const { signature, ...signed } = envelope;
  const text = canonical(signed);
  if (text === undefined) return { doubt: 'ENVELOPE_MALFORMED' };
  const service = announcerOf(delivery.topic);
  const ownWords =
    envelope.source === `/xunbu/${service}` && envelope.type.startsWith(`xunbu.${service}.`) && envelope.partitionkey === delivery.key;
  const verdict = ownWords ? keys.verify(service, text, signature) : 'bad';
  if (verdict === 'good') return { envelope };
  return { doubt: verdict === 'bad' ? 'SIGNATURE_BAD' : 'SIGNER_UNKNOWN' };
}
