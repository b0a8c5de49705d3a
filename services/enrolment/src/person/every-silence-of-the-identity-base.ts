import { Injectable } from '@nestjs/common';
import { EventStore, type Decided, type RecordedFact } from '@libs/event-store';
import { callOutsider, dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { Vault, onlyVersion, personHolder } from '../vault/vault';
import { IdentityBase } from './identity-base';
import { answerIdentity, person, type IdentityAnswer, type Person, type PersonFact } from './person.decider';

type AskAgain = { readonly personId: string; readonly nameVersion: string };
const kind = 'identity-asked-again';
const dayMs = 86_400_000;

/** Whom the identity base did not answer for, it is asked about again a day later, and so on until it answers. */
@Injectable()
export class EverySilenceOfTheIdentityBase implements DueHandler<PersonFact, AskAgain> {
  readonly kind = kind;
  readonly attempts = 5;
  readonly attemptSeconds = 2;

  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly identity: IdentityBase,
  ) {}

  sets({ id, category, streamId, fact }: RecordedFact<PersonFact>): { set?: readonly NewDue<AskAgain>[] } {
    if (category !== 'person' || fact.type !== 'IdentityChecked' || fact.outcome !== 'UNANSWERED') return {};
    const dueAt = new Date(Date.parse(fact.askedAt) + dayMs).toISOString();
    return { set: [{ id: dueId(kind, id), dueAt, data: { personId: streamId, nameVersion: fact.nameVersion } }] };
  }

  async fire(due: DueNow<AskAgain>): Promise<Decided<Person>> {
    const { personId, nameVersion } = due.data;
    const holder = personHolder(personId);
    const [idNo, name] = await this.vault.at([
      { holder, field: 'id-no', version: onlyVersion },
      { holder, field: 'name', version: nameVersion },
    ]);
    const { url } = this.identity;
    if (url === undefined || idNo === undefined || name === undefined) return this.record(due, this.identity.silent());
    const said = await callOutsider(due, url, { idNo, name });
    return this.record(due, this.identity.answerOf(said.status, said.body));
  }

  gaveUp(due: DueNow<AskAgain>): Promise<Decided<Person>> {
    return this.record(due, this.identity.silent());
  }

  private record({ command, data }: DueNow<AskAgain>, answer: IdentityAnswer): Promise<Decided<Person>> {
    return this.store.decide(person, data.personId, command, (state) => answerIdentity(state, data.nameVersion, answer));
  }
}
