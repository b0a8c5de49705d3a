import { type DynamicModule, Module } from '@nestjs/common';
import { ClockCoordinator, MembershipProof } from '@libs/jobs';
import { SystemClock } from '@libs/kernel';
import { AnswerDesk } from './bank/answer-desk';
import { Bank } from './bank/bank';
import { BankController } from './bank.controller';
import { QuerySite } from './certificate/query-site';
import { CertificatesController } from './certificates.controller';
import { Reach } from './clock/reach';
import { IdentityBase } from './identity/identity-base';
import { IdentityController } from './identity.controller';
import { RegistriesController } from './registries.controller';
import { Registries } from './registry/registries';
import { SandboxController } from './sandbox.controller';
import type { SandboxSettings } from './settings';

/** The outside world of a rehearsal: its clock and its authorities. It keeps everything in memory: whoever takes part tells it the time again after a restart. */
@Module({})
export class SandboxModule {
  static of(
    { clock, proof, keysFolder, bankAnswersUrl, ...settings }: SandboxSettings,
    onDropped: (id: string, why: string) => void,
    reach: Reach,
  ): DynamicModule {
    const coordinator = new ClockCoordinator({ ...settings, onDropped });
    const machine = new SystemClock();
    const now = () => (clock === 'system' ? machine.now() : coordinator.now);
    return {
      module: SandboxModule,
      controllers: [SandboxController, IdentityController, RegistriesController, CertificatesController, BankController],
      providers: [
        { provide: ClockCoordinator, useValue: coordinator },
        { provide: MembershipProof, useValue: proof },
        { provide: Reach, useValue: reach },
        { provide: IdentityBase, useValue: new IdentityBase(clock === 'system') },
        { provide: Registries, useValue: new Registries(now) },
        { provide: QuerySite, useValue: new QuerySite() },
        { provide: Bank, useValue: new Bank(new AnswerDesk(bankAnswersUrl, keysFolder), now) },
      ],
    };
  }
}
