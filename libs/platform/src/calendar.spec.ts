import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nthWorkingDayAfter } from '@libs/kernel';
import { readCalendar } from './calendar';

describe('the calendar of an installation', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xunbu-calendar-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const written = (text: string): string => {
    const file = join(folder, 'calendar.json');
    writeFileSync(file, text);
    return file;
  };

  it('adds a year that the library does not know', () => {
    const calendar = readCalendar(written('{"publishedYears": [2091], "daysOff": ["2091-01-01"], "workingDays": ["2091-01-06"]}'));
    // 2091-01-01 is a Monday and off; the Saturday after it is worked.
    expect(nthWorkingDayAfter('2091-01-01', 5, calendar)).toBe('2091-01-06');
  });
  it('is empty without a file', () => {
    expect(() => nthWorkingDayAfter('2091-01-01', 1, readCalendar(undefined))).toThrow('CALENDAR_NOT_PUBLISHED');
  });
  it.each([
    ['{"daysOff": ["2091-02-30"]}', 'daysOff'],
    ['{"daysOf": []}', 'daysOf'],
    ['{"publishedYears": ["2091"]}', 'publishedYears'],
    ['[]', 'JSON object'],
    ['{', 'CALENDAR_FILE'],
  ])('keeps a process from starting with %s', (text, why) => {
    expect(() => readCalendar(written(text))).toThrow(why);
  });
  it('names a file that is not there', () => {
    expect(() => readCalendar(join(folder, 'none.json'))).toThrow('none.json');
  });
});
