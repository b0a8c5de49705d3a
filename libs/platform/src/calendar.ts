// What an installation knows of the official calendar beyond the library that ships: the holidays of a year published after this release.
import { readFileSync } from 'node:fs';
import type { CalendarData } from '@libs/kernel';
import { plainToInstance } from 'class-transformer';
import { IsArray, IsInt, validateSync } from 'class-validator';
import { BootError } from './configuration';
import { IsBusinessDay } from './fields';

const message = (what: string) => ({ each: true, message: what });

export class Calendar implements CalendarData {
  @IsArray()
  @IsInt(message('publishedYears lists whole numbers'))
  readonly publishedYears: readonly number[] = [];

  /** Make-up workdays on a weekend. */
  @IsArray()
  @IsBusinessDay(message('workingDays lists days such as 2027-02-06'))
  readonly workingDays: readonly string[] = [];

  /** Holidays on a weekday. */
  @IsArray()
  @IsBusinessDay(message('daysOff lists days such as 2027-01-01'))
  readonly daysOff: readonly string[] = [];
}

export function readCalendar(file: string | undefined): Calendar {
  if (file === undefined) return new Calendar();
  const wrong = (why: string): BootError =>
    new BootError(
      `CALENDAR_FILE ${file}: ${why}. It holds JSON such as {"publishedYears": [2027], "workingDays": [], "daysOff": ["2027-01-01"]}.`,
    );
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw wrong((error as Error).message);
  }
  if (read === null || typeof read !== 'object' || Array.isArray(read)) throw wrong('it is no JSON object');
  const calendar = plainToInstance(Calendar, read);
  const faults = validateSync(calendar, { whitelist: true, forbidNonWhitelisted: true });
  if (faults.length > 0) throw wrong(faults.flatMap(({ constraints = {} }) => Object.values(constraints)).join('; '));
  return calendar;
}
