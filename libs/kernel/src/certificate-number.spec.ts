import { describe, expect, it } from '@jest/globals';
import { certificateNumber, certificateNumberFault, certificateNumberParts } from './certificate-number';

describe('the number of a skill level certificate', () => {
  const number = 'Y000123000001195000001';

  it('says who assessed, where, when, what and which', () => {
    const parts = { kind: 'Y', agency: '0001', province: '23', site: '000001', year: '19', level: '5', serial: '000001' } as const;
    expect(certificateNumberParts(number)).toEqual(parts);
    expect(certificateNumber(parts)).toBe(number);
  });
  it('begins with Y or S, and has 22 characters with a level from 1 to 5', () => {
    expect(certificateNumberFault(number)).toBeNull();
    expect(certificateNumberFault('Z000123000001195000001')).toBe('INVALID_KIND');
    for (const wrong of [
      'Y00012300000119500000',
      'Y000123000001196000001',
      'Y000123000001190000001',
      'Y0001230000011950000012',
      'YA00123000001195000001',
    ])
      expect([certificateNumberFault(wrong), certificateNumberParts(wrong)]).toEqual(['INVALID_FORMAT', null]);
  });
});
