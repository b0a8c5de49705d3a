import { Injectable } from '@nestjs/common';
import { businessDate } from '@libs/kernel';
import { classOpeningRules, readPacks, type ClassOpeningRules } from '@libs/policy';

/** The rules for opening a class, from the packs that ship. */
@Injectable()
export class ClassOpeningPacks {
  private readonly packs = readPacks();

  inForce(region: string, now: string): ClassOpeningRules {
    return classOpeningRules(this.packs, { region, on: businessDate(now) });
  }
}
