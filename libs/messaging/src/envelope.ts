import type { Contract } from '@libs/contracts';
import type { CommandMeta, Fact, RecordedFact } from '@libs/event-store';

/** One public fact as a service means it; everything else on the envelope follows from the recorded fact. */
export type Announcement<Data extends object = object> = { readonly contract: Contract<Data>; readonly key: string; readonly data: Data };

/** Private fact to public contracts, pure. */
export type Announce<F extends Fact = Fact> = (recorded: RecordedFact<F>) => readonly Announcement[];

/** CloudEvents 1.0 in structured JSON. `id` is `log/seq/n` and the same at every publication. */
export type Envelope = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string; // the announcing service: `/xunbu/enrolment`
  readonly type: string; // `xunbu.enrolment.class-plan-approved.v1`
  readonly subject: string; // the stream: `class-plan/…`
  readonly time: string; // when the fact was recorded
  readonly datacontenttype: 'application/json';
  readonly partitionkey: string;
  readonly log: string;
  readonly seq: number;
  readonly causationid: string; // the fact's own id, `log/seq`
  readonly becauseof?: string; // the id of the fact or message that led to it
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly alsoas?: string; // older versions in which the same fact was announced beside this one, separated by commas
  readonly data: object;
  readonly signature?: string; // `keyId.base64url(Ed25519 over the canonical JSON of all else)`
};

export type SealedEnvelope = Envelope & { readonly signature: string };

export type Message<Data extends object = object> = {
  readonly id: string;
  readonly data: Data;
  readonly seq: number;
  readonly recordedAt: string;
  /** Ready for `store.decide`: its id is the handler's name and the message's id, so a message may be delivered as often as it likes. */
  readonly command: CommandMeta;
  readonly envelope: Envelope;
};

/** A fact from another service → our own decision. */
export interface Consumer<Data extends object = object> {
  /** `class-session.on-class-plan-approved`: the first half of every command id that this handler makes, so it never changes once it has run. */
  readonly name: string;
  readonly contract: Contract<Data>;
  handle(message: Message<Data>): Promise<unknown>;
}
