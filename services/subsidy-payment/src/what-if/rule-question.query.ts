import { Injectable } from '@nestjs/common';
import { IsObject, Matches } from 'class-validator';
import { ruleAnswer } from '@libs/policy';
import { ShippedPacks } from '../pack/shipped-packs';

export class RuleQuestionBody {
  @Matches(/^[A-Z][A-Z0-9_]{1,60}$/) readonly rule!: string;
  @Matches(/^[A-Za-z0-9][A-Za-z0-9@-]{1,62}$/) readonly pack!: string;
  @IsObject() readonly in!: Record<string, unknown>;
}

export class RuleAnswerView {
  @IsObject() readonly out!: object;
}

/** What-if for single rules, open to everybody. */
@Injectable()
export class RuleQuestions {
  constructor(private readonly shipped: ShippedPacks) {}

  answer({ rule, pack, in: given }: RuleQuestionBody): RuleAnswerView {
    return { out: ruleAnswer({ rule, pack, in: given } as Parameters<typeof ruleAnswer>[0], this.shipped.all) };
  }
}
