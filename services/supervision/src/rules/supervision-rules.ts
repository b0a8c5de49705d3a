import { Injectable } from '@nestjs/common';
import { businessDate } from '@libs/kernel';
import { packInForce, readPacks } from '@libs/policy';

const everywhere = '000000';

/** The numbers of supervision itself, from the pack that ships. */
@Injectable()
export class SupervisionRules {
  private readonly packs = readPacks();

  /** Within how many working days after the last inspection the results are public. */
  publishWithinWorkingDays(now: string): number {
    return this.wholeNumber('publishWithinWorkingDays', now);
  }

  /** How many half-days flagged by face make somebody look. */
  proxySignInFaceFlags(now: string): number {
    return this.wholeNumber('proxySignInFaceFlags', now);
  }

  private wholeNumber(name: string, now: string): number {
    const pack = packInForce(this.packs, name, { region: everywhere, on: businessDate(now) });
    const value = pack.params[name]?.value;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) throw new Error(`${pack.id}: ${name} must be a whole number`);
    return value;
  }
}
