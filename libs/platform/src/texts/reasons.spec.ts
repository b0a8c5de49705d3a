import { describe, expect, it } from '@jest/globals';
import { testOrder } from '@libs/policy';
import { statusOf, textOf, texts } from '../texts';

describe('the reasons of decisions', () => {
  it('have a text in both languages, each of them', () => {
    expect(testOrder.filter((reason) => texts[reason] === undefined)).toEqual([]);
  });
  it('show the values that decided', () => {
    expect(textOf('INSURED_MONTHS_SHORT', { have: 11, need: 12, retry_until: '2026-06-25' })).toEqual({
      zh: '失业保险累计缴费11个月，需12个月；证书核发12个月内(2026-06-25前)补足可再申请',
      en: 'Insured 11 months, 12 needed; may apply again until 2026-06-25',
    });
    expect(textOf('CLASS_DAY_ATTENDANCE_BELOW_80', { day: 6, have: '76%', need: '80%' }).en).toBe(
      'Attendance on class day 6 was 76%, 80% needed',
    );
  });
  it('answer 409 where a step is refused with one', () => {
    expect(['FUND_EXHAUSTED', 'PUBLICITY_NOT_ENDED', 'SOD_VIOLATION', 'CONCURRENCY_CONFLICT'].map(statusOf)).toEqual([409, 409, 409, 409]);
  });
});
