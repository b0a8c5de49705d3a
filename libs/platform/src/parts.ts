import type { Type } from '@nestjs/common';
import type { Decider, Fact, Projection } from '@libs/event-store';
import type { DueHandler } from '@libs/jobs';
import type { Announce, Consumer } from '@libs/messaging';
import type { EntityTarget, MigrationInterface, ObjectLiteral } from 'typeorm';

// Each class knows its own facts and data; the list does not, and whoever reads it gives each of them only its own.
type AnyDecider = Decider<unknown, Fact>;
type AnyConsumer = Consumer<object>;
type AnyDueHandler = DueHandler<Fact, unknown>;

/** Everything one service is made of; its module is this list and nothing else. */
export type ServiceParts = {
  readonly name: string;
  readonly controllers: readonly Type[];
  /** Command handlers, queries and whatever they need. */
  readonly providers: readonly Type[];
  /** Every decider whose facts lie in this service's logs. */
  readonly deciders: readonly AnyDecider[];
  readonly projections?: readonly Type<Projection>[];
  readonly consumers?: readonly Type<AnyConsumer>[];
  readonly due?: readonly Type<AnyDueHandler>[];
  readonly announce: Announce<never>;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly Type<MigrationInterface>[];
  /** The logs of this service; most have one, named like the service. */
  readonly logs?: readonly string[];
};

/** The parts of a service as its classes can ask for them. */
export class Parts {
  readonly logNames: readonly string[];

  constructor(readonly of: ServiceParts) {
    this.logNames = of.logs ?? [of.name];
  }
}
