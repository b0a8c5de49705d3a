// One consumer for each contract of each service, our own included; all do the same, so the list of contracts is the list of consumers.
import { Injectable, type Type } from '@nestjs/common';
import * as contracts from '@libs/contracts';
import type { Contract } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { HeardFacts, factOf } from './heard-facts';

@Injectable()
export abstract class OnEveryFact implements Consumer {
  abstract readonly name: string;
  abstract readonly contract: Contract;
  constructor(private readonly facts: HeardFacts) {}

  handle(message: Message): Promise<void> {
    return this.facts.hear(factOf(message));
  }
}

const isContract = (exported: unknown): exported is Contract => typeof exported === 'function' && 'type' in exported;

export const everyContract: readonly Contract[] = Object.values<unknown>(contracts).filter(isContract);

/** `ClaimSubmitted` for `subsidy-payment.claim-submitted.v1`: what people call the fact, whichever version carries it. */
export const factName = (contract: Contract): string => contract.name.replace(/V\d+$/, '');

export const nameOfType: ReadonlyMap<string, string> = new Map(everyContract.map((contract) => [contract.type, factName(contract)]));

const listener = (contract: Contract): Type<Consumer> =>
  class extends OnEveryFact {
    readonly name = `heard-fact.on-${contract.type}`;
    readonly contract = contract;
  };

export const listeners: readonly Type<Consumer>[] = everyContract.map(listener);
