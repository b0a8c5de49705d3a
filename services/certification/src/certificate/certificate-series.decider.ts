// The serial numbers under one prefix: issuer, place, year and level. They follow one another without gap.
import type { Decider } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type CertificateSeriesFact = { readonly type: 'SerialsUsed'; readonly from: number; readonly count: number };
export type CertificateSeries = { readonly used: number };

export const certificateSeries: Decider<CertificateSeries, CertificateSeriesFact> = {
  category: 'certificate-series',
  initial: { used: 0 },
  schemas: { SerialsUsed: 1 },
  evolve: (_, { from, count }) => ({ used: from + count - 1 }),
};

export type Serials = { readonly facts: readonly CertificateSeriesFact[]; readonly serials: readonly string[] };

/** `digits` is how many of them a number has room for. */
export function useSerials({ used }: CertificateSeries, count: number, digits: number): Serials {
  const serials = Array.from({ length: count }, (_, place) => String(used + place + 1).padStart(digits, '0'));
  if (serials.some((serial) => serial.length > digits)) throw new Refused('CERTIFICATE_SERIES_EXHAUSTED');
  return { facts: count === 0 ? [] : [{ type: 'SerialsUsed', from: used + 1, count }], serials };
}
