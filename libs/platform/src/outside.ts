import { Injectable } from '@nestjs/common';
import { Configuration } from './configuration';

/** Where the outside world answers; in a rehearsal the sandbox stands for all of it. Undefined: nobody answers there. */
@Injectable()
export class Outside {
  readonly identity: string | undefined;
  readonly registries: string | undefined;
  readonly certificates: string | undefined;
  readonly bank: string | undefined;
  /** Packs and keys that are made up for a rehearsal may only be used in one. */
  readonly rehearsal: boolean;

  constructor(configuration: Configuration) {
    const sandbox = (configuration.OUTSIDE_URL ?? configuration.SANDBOX_URL)?.replace(/\/$/, '');
    const room = (name: string) => (sandbox === undefined ? undefined : `${sandbox}/${name}`);
    this.identity = configuration.IDENTITY_URL ?? room('identity');
    this.registries = configuration.REGISTRIES_URL ?? room('registries');
    this.certificates = configuration.CERTIFICATES_URL ?? room('certificates');
    this.bank = configuration.BANK_URL ?? room('bank');
    this.rehearsal = sandbox !== undefined;
  }
}
