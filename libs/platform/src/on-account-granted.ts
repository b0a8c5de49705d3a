import { Injectable } from '@nestjs/common';
import { AccountGrantedV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { Grants } from './grants';

@Injectable()
export class OnAccountGranted implements Consumer<AccountGrantedV1> {
  readonly name = 'grants.on-account-granted';
  readonly contract = AccountGrantedV1;
  constructor(private readonly grants: Grants) {}

  handle({ data, seq }: Message<AccountGrantedV1>): Promise<void> {
    return this.grants.keep(data, seq);
  }
}
