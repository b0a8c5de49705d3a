// How the parts of a service become one Nest module.
import type { ModuleMetadata, Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EventStore, Positions } from '@libs/event-store';
import { Clock } from '@libs/kernel';
import { Transport } from '@libs/messaging';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Calendar, readCalendar } from './calendar';
import { CheckpointKeys } from './checkpoint-keys';
import { Checkpoints } from './checkpoints';
import { Configuration } from './configuration';
import { Grants } from './grants';
import { Health } from './health';
import { HealthController } from './health.controller';
import { Log } from './log';
import { LogProofController } from './log-proof.controller';
import { Logs } from './logs';
import { Metrics } from './metrics';
import { Observer } from './observer';
import { Operations } from './operations';
import { OperationsController } from './operations.controller';
import { OnAccountGranted } from './on-account-granted';
import { OnAccountSignedOut } from './on-account-signed-out';
import { Parts, type ServiceParts } from './parts';
import { clockOf, dataSourceOf, openLogs, poolOf, transportOf } from './resources';
import { Neighbours } from './neighbours';
import { Outside } from './outside';
import { StepUps } from './step-ups';
import { Views } from './views';
import { Witness } from './witness';
import { Work } from './work';

export function service(parts: ServiceParts): ModuleMetadata {
  const own = [...parts.providers, ...(parts.projections ?? []), ...(parts.consumers ?? []), ...(parts.due ?? [])];
  const wired: Provider[] = [
    { provide: Parts, useValue: new Parts(parts) },
    { provide: Pool, useFactory: poolOf, inject: [Configuration, Log] },
    { provide: DataSource, useFactory: dataSourceOf, inject: [Configuration, Parts] },
    { provide: Clock, useFactory: clockOf, inject: [Configuration] },
    { provide: Calendar, useFactory: ({ CALENDAR_FILE }: Configuration) => readCalendar(CALENDAR_FILE), inject: [Configuration] },
    { provide: Positions, useFactory: (dataSource: DataSource) => new Positions(dataSource), inject: [DataSource] },
    { provide: Transport, useFactory: transportOf, inject: [Configuration, Parts, Observer] },
    { provide: Logs, useFactory: openLogs, inject: [Configuration, Parts, Pool, Clock, Metrics] },
    { provide: EventStore, useFactory: (logs: Logs) => logs.first, inject: [Logs] },
    Views,
    Grants,
    StepUps,
    OnAccountGranted,
    OnAccountSignedOut,
    Neighbours,
    Outside,
    CheckpointKeys,
    Checkpoints,
    Witness,
    Work,
    Health,
    Operations,
  ];
  return {
    imports: [CqrsModule.forRoot()],
    controllers: [...parts.controllers, HealthController, OperationsController, LogProofController],
    providers: [...wired, ...own],
  };
}
