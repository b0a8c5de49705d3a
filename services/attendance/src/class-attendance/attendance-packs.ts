import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { businessDate } from '@libs/kernel';
import { attendanceRules, nameOf, packInForce, readPacks } from '@libs/policy';
import type { CaptureRules } from '../class-session/class-session.decider';
import type { ClosingRules } from './class-attendance.decider';

const rulesRemembered = 10_000;
const basisPoints = 10_000n;

/** The rules of attendance, from the packs that ship. */
@Injectable()
export class AttendancePacks {
  private readonly packs = readPacks();
  // The packs that ship do not change while the process runs, and a hall asks for one region and day many times.
  private readonly captureRules = new LRUCache<string, CaptureRules>({ max: rulesRemembered });

  capture(region: string, at: string): CaptureRules {
    const asked = { region, on: businessDate(at) };
    const name = `${region} ${asked.on}`;
    const known = this.captureRules.get(name);
    if (known !== undefined) return known;
    const { faceMinimum } = attendanceRules(this.packs, asked);
    this.captureRules.set(name, { faceMinimum });
    return { faceMinimum };
  }

  closing(region: string, at: string): ClosingRules {
    const asked = { region, on: businessDate(at) };
    const { classHourMinutes, breakMinutes, classDayMinimum, presentFrom, packs } = attendanceRules(this.packs, asked);
    const minimum = {
      classDayMinimum,
      classDayMinimumBp: Number((basisPoints * classDayMinimum.numerator) / classDayMinimum.denominator),
      classDayPack: nameOf(packInForce(this.packs, 'classDayMinimum', asked)),
    };
    return { classHourMinutes, breakMinutes, ...minimum, presentFrom, packs };
  }
}
