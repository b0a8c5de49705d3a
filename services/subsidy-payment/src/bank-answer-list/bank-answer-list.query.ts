import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource, In } from 'typeorm';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { PaymentOrderClaimRow, PaymentOrderRow } from '../payout/payment-order-list.projection';
import { BankMessageRow, BankWordRow } from './bank-answer-list.projection';

export class BankAnswerListQuery extends PageQuery {
  @IsOptional() @IsUUID() readonly orderId?: string;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class BankWordView {
  @IsUUID() readonly orderId!: string;
  @IsUUID() readonly payoutId!: string;
  @IsIn(['PAID', 'RETURNED']) readonly said!: BankWordRow['said'];
  /** Why it changed nothing; absent where it counted. */
  @IsOptional() @IsString() readonly withheld?: string;
  @IsOptional() @IsString() readonly code?: string;
  @IsString() readonly bankReference!: string;
  @IsInstant() readonly at!: string;
}

/** A message of the bank as it came, and what is known of the orders in it. */
export class BankMessageView {
  @IsIn(['pain.002', 'camt.053']) readonly kind!: BankMessageRow['kind'];
  @IsString() readonly messageId!: string;
  @IsString() readonly sha256!: string;
  @IsInstant() readonly receivedAt!: string;
  /** How many orders, payouts and others it names. */
  @IsInt() readonly named!: number;
  /** All that the bank ever said of these orders, and what it did. */
  @ValidateNested({ each: true }) @Type(() => BankWordView) readonly words!: readonly BankWordView[];
  @IsInt() readonly seq!: number;
}

/** What the bank wrote, newest first; of it, what concerns orders in somebody's scope. */
@Injectable()
export class BankAnswerList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: BankAnswerListQuery): Promise<Page<BankMessageView>> {
    await this.views.caughtUp('payment-order-list', asked.after);
    await this.views.caughtUp('bank-answer-list', asked.after);
    const query = this.database.getRepository(BankMessageRow).createQueryBuilder('message').where('true');
    const { region, organisation } = actor.scope;
    // Whoever sees every region sees also what belongs to none of them: messages that name nothing of ours.
    if (region !== undefined || organisation !== undefined) {
      const own = this.#own(actor).andWhere(
        '(cast(one.orderId as text) = any(message.named) or cast(one.payoutId as text) = any(message.named))',
      );
      query.andWhere(`exists (${own.select('1').getQuery()})`).setParameters(own.getParameters());
    }
    if (asked.orderId !== undefined) query.andWhere(':orderId = any(message.named)', { orderId: asked.orderId });
    const page = await pageOf(query, asked, { list: 'bank-answers', by: [['message.seq', ({ seq }) => seq]], descending: true });
    const words = await this.#words(actor, page.items);
    return {
      ...page,
      items: page.items.map(({ named, ...row }) => {
        const ids = new Set(named);
        return { ...row, named: named.length, words: words.filter(({ orderId, payoutId }) => ids.has(orderId) || ids.has(payoutId)) };
      }),
    };
  }

  /** Orders that lie in the scope, by any of the claims that they pay. */
  #own({ scope }: Actor) {
    const query = this.database.getRepository(PaymentOrderRow).createQueryBuilder('one');
    query.innerJoin(PaymentOrderClaimRow, 'claim', 'claim.orderId = one.orderId').where('true');
    return scope.narrow(query, { region: 'claim.region', organisation: 'claim.organisationId' });
  }

  async #words(actor: Actor, messages: readonly BankMessageRow[]): Promise<readonly BankWordView[]> {
    const named = [...new Set(messages.flatMap((message) => message.named))];
    const own = this.#own(actor).andWhere('(cast(one.orderId as text) = any(:named) or cast(one.payoutId as text) = any(:named))', {
      named,
    });
    const orders = await own.getMany();
    const rows = await this.database
      .getRepository(BankWordRow)
      .find({ where: { orderId: In(orders.map(({ orderId }) => orderId)) }, order: { seq: 'ASC' } });
    return rows.map(({ seq: _, withheld, code, ...row }) => ({
      ...row,
      ...(withheld !== null && { withheld }),
      ...(code !== null && { code }),
    }));
  }
}
