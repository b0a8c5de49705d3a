import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, birthDateOf, childId, residentIdFault, sexOf } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { visible } from '../class-plan/class-plan-body';
import { Vault, onlyVersion, personHolder, type Field } from '../vault/vault';
import { IdentityBase } from './identity-base';
import { personAnswerOf, type PersonAnswer } from './person-answer';
import { AccountBody, AreTags, IsGroup, IsOrganisationId, categoriesFrom, type TagBody } from './person-fields';
import { mustBeCalledSo, person, registerPerson, type Entry, type Person } from './person.decider';
import { answersForAccount, employmentOf, introducerOf, reachesPerson } from './whose-person';

const longestIdNo = 40;
const longestName = 60;

export class PersonBody {
  /** 公民身份号码 */
  @IsString() @MaxLength(longestIdNo) readonly idNo!: string;
  @Matches(visible) @MaxLength(longestName) readonly name!: string;
  @IsOptional() @Matches(/^[0-9+][0-9 -]{4,19}$/) readonly phone?: string;
  @IsOptional() @IsGroup() readonly group?: string;
  @IsOptional() @IsOrganisationId() readonly employerId?: string;
  @IsOptional() @AreTags() readonly tags?: TagBody[];
  @IsOptional() @ValidateNested() @Type(() => AccountBody) readonly account?: AccountBody;
}

export class RegisterPerson extends Command<PersonAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: PersonBody,
  ) {
    super();
  }
}

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly identity: IdentityBase,
  ) {}

  async execute({ command, actor, body }: RegisterPerson): Promise<PersonAnswer> {
    const idNo = body.idNo.toUpperCase();
    const fault = residentIdFault(idNo);
    if (fault !== null) throw new Refused('ID_INVALID', { fault });
    const blindIndex = this.vault.blindIndexOf(idNo);
    // The number belongs to the name: the same request with another number is another person, and refused as such.
    const personId = await this.vault.personOf(blindIndex, childId(command.id, `person/${blindIndex}`));
    const entry = await this.entered(personId, { ...body, ...employmentOf(actor, body), idNo }, blindIndex, introducerOf(actor));
    const decided = await this.store.decide(person, personId, command, (state, { now }) =>
      registerPerson(
        state,
        { ...entry, reached: reachesPerson(actor, personId, state), answersForAccount: answersForAccount(actor, personId) },
        now,
      ),
    );
    return personAnswerOf(decided);
  }

  /** Takes into the vault what is personal, asks the identity base, and leaves what facts may say. */
  private async entered(
    personId: string,
    body: PersonBody,
    blindIndex: string,
    introducer: Entry['introducer'],
  ): Promise<Omit<Entry, 'reached' | 'answersForAccount'>> {
    const holder = personHolder(personId);
    const { idNo, name, phone, account } = body;
    const place = (field: Field, value: string) => ({ field, value, version: this.vault.versionOf(holder, field, value) });
    const named = place('name', name);
    const called = phone === undefined ? undefined : place('phone', phone);
    const paid = account && { ...place('account', account.number), kind: account.kind };
    const { state } = await this.store.stateOf(person, personId);
    mustBeCalledSo(state, named.version);
    const fixed = [
      { field: 'id-no' as const, version: onlyVersion, value: idNo },
      { field: 'birth-date' as const, version: onlyVersion, value: birthDateOf(idNo) },
    ];
    await this.vault.put(holder, [...fixed, named, ...(called ? [called] : []), ...(paid ? [paid] : [])]);
    const categories = body.group ?? body.employerId ?? body.tags;
    return {
      sex: sexOf(idNo),
      blindIndex,
      nameVersion: named.version,
      introducer,
      ...(!isVerified(state) && { identity: await this.identity.ask(idNo, name) }),
      ...(categories !== undefined && { categories: categoriesFrom(body) }),
      ...(called && { phoneVersion: called.version }),
      ...(paid && { account: { kind: paid.kind, hash: paid.version } }),
    };
  }
}

const isVerified = (state: Person): boolean => state.status === 'REGISTERED' && state.identity === 'MATCHED';
