import { type DynamicModule, Module } from '@nestjs/common';
import { ClockCoordinator, MembershipProof } from '@libs/jobs';
import { SandboxController } from './sandbox.controller';
import type { SandboxSettings } from './settings';

/** The outside world of a rehearsal; for now its clock. It keeps everything in memory: whoever takes part tells it the time again after a restart. */
@Module({})
export class SandboxModule {
  static of({ proof, ...settings }: SandboxSettings, onDropped: (id: string, why: string) => void): DynamicModule {
    return {
      module: SandboxModule,
      controllers: [SandboxController],
      providers: [
        { provide: ClockCoordinator, useValue: new ClockCoordinator({ ...settings, onDropped }) },
        { provide: MembershipProof, useValue: proof },
      ],
    };
  }
}
