import { Injectable } from '@nestjs/common';
import { Clock, Refused, addDays, businessDate, isWorkingDay } from '@libs/kernel';
import { Calendar } from '@libs/platform';

/** How many working days remain of a time that ends with a day; today counts, as long as it lasts. */
@Injectable()
export class WorkingDaysLeft {
  constructor(
    private readonly calendar: Calendar,
    private readonly clock: Clock,
  ) {}

  /** Nothing where the calendar of a year on the way is not published yet. */
  until(lastDay: string): number | undefined {
    let left = 0;
    try {
      for (let day = businessDate(this.clock.now()); day <= lastDay; day = addDays(day, 1)) if (isWorkingDay(day, this.calendar)) left += 1;
    } catch (refused) {
      if (refused instanceof Refused) return undefined;
      throw refused;
    }
    return left;
  }
}
