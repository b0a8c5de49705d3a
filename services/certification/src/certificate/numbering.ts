// How a certificate is numbered: kind and code of the issuer, province, site, year, level and a serial number.
import { certificateNumber } from '@libs/kernel';
import type { Issuer } from '../assessor/whose-number';

export const serialDigits = 6;
const provinceDigits = 2;
const yearEnds = 4;

type Named = { readonly issuer: Issuer; readonly level: string; readonly issuedOn: string };

/** The site is the region where the certificate was issued, down to its county. */
export function numberOf({ issuer, level, issuedOn }: Named, serial: string): string {
  const { kind, agency, region } = issuer;
  const year = issuedOn.slice(provinceDigits, yearEnds);
  return certificateNumber({ kind, agency, province: region.slice(0, provinceDigits), site: region, year, level, serial });
}

export const seriesOf = (named: Named): string => numberOf(named, '');
