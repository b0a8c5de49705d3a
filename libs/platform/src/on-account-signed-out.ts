import { Injectable } from '@nestjs/common';
import { AccountSignedOutV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { Grants } from './grants';

@Injectable()
export class OnAccountSignedOut implements Consumer<AccountSignedOutV1> {
  readonly name = 'grants.on-account-signed-out';
  readonly contract = AccountSignedOutV1;
  constructor(private readonly grants: Grants) {}

  handle({ data, seq }: Message<AccountSignedOutV1>): Promise<void> {
    return this.grants.keepSignedOut(data, seq);
  }
}
