import type { ModuleMetadata, Type } from '@nestjs/common';
import type { Projection } from '@libs/event-store';
import type { DueHandler } from '@libs/jobs';
import type { Announce, Consumer } from '@libs/messaging';
import type { EntityTarget, MigrationInterface, ObjectLiteral } from 'typeorm';

/** Everything one service is made of; its module is this list and nothing else. */
export type ServiceParts = {
  readonly name: string;
  readonly controllers: readonly Type[];
  /** Command handlers, queries and whatever they need. */
  readonly providers: readonly Type[];
  readonly projections?: readonly Type<Projection>[];
  readonly consumers?: readonly Type<Consumer<never>>[];
  readonly due?: readonly Type<DueHandler<never, never>>[];
  readonly announce: Announce<never>;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly Type<MigrationInterface>[];
  /** The logs of this service; most have one, named like the service. */
  readonly logs?: readonly string[];
};

export declare function service(parts: ServiceParts): ModuleMetadata;
