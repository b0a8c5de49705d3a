import { Injectable } from '@nestjs/common';
import { businessDate } from '@libs/kernel';
import { Calendar } from '@libs/platform';
import { attendanceRules, classOpeningRules, readPacks, type ClassOpeningRules } from '@libs/policy';

/** The rules for opening a class, from the packs that ship. */
@Injectable()
export class ClassOpeningPacks {
  private readonly packs = readPacks();

  constructor(private readonly calendar: Calendar) {}

  inForce(region: string, now: string): ClassOpeningRules {
    return { ...classOpeningRules(this.packs, { region, on: businessDate(now) }), calendar: this.calendar };
  }

  /** How far from its site a class reaches where its plan does not say. */
  fenceRadiusMetres(region: string, now: string): number {
    return attendanceRules(this.packs, { region, on: businessDate(now) }).fenceRadiusMetres;
  }
}
