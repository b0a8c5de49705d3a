import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { visible } from '../class-plan/class-plan-body';
import { accountKinds } from '../person/person-fields';
import type { AccountKind } from '../person/person.decider';
import { Payees } from './payees';
import { openVault, vaultOpening } from './vault-opening.decider';

const longestPurpose = 200;
const mostAtOnce = 2_000;
const payeeKinds = ['PERSON', 'ORGANISATION'] as const;

export class PayeeBody {
  @IsIn(payeeKinds) readonly kind!: 'PERSON' | 'ORGANISATION';
  @Matches(/^[A-Za-z0-9._-]{1,100}$/) readonly id!: string;
}

export class PayeesBody {
  /** What the names and numbers are for; it is recorded before they are handed out. */
  @Matches(visible) @MaxLength(longestPurpose) readonly purpose!: string;
  @ValidateNested({ each: true })
  @Type(() => PayeeBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly payees!: PayeeBody[];
}

export class PayeeAccountView {
  @IsIn(accountKinds) readonly kind!: AccountKind;
  @IsString() readonly number!: string;
  @IsOptional() @IsString() readonly bankName?: string;
}

export class PayeeView {
  @IsIn(payeeKinds) readonly kind!: 'PERSON' | 'ORGANISATION';
  @IsString() readonly id!: string;
  @IsString() readonly name!: string;
  @IsOptional() @IsString() readonly idNo?: string;
  @IsOptional() @IsString() readonly uscc?: string;
  @IsOptional() @ValidateNested() @Type(() => PayeeAccountView) readonly account?: PayeeAccountView;
  /** 0 while no account is known. */
  @IsInt() readonly accountVersion!: number;
}

export class PayeesAnswer {
  @IsUUID() readonly openingId!: string;
  @ValidateNested({ each: true }) @Type(() => PayeeView) readonly payees!: readonly PayeeView[];
}

export class OpenPayees extends Command<PayeesAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly body: PayeesBody,
  ) {
    super();
  }
}

@CommandHandler(OpenPayees)
export class OpenPayeesHandler implements ICommandHandler<OpenPayees> {
  constructor(
    private readonly store: EventStore,
    private readonly payees: Payees,
  ) {}

  async execute({ command, body }: OpenPayees): Promise<PayeesAnswer> {
    const refs = body.payees.map(({ kind, id }) => ({ kind, id }));
    const found = await this.payees.find(refs);
    const openingId = childId(command.id, 'vault-opening');
    const asked = { purpose: body.purpose, askedBy: command.actor, payees: refs };
    await this.store.decide(vaultOpening, openingId, command, (opening, { now }) => openVault(opening, asked, now));
    return { openingId, payees: await this.payees.open(found) };
  }
}
