// 职业技能等级证书编号, 22 characters: kind of assessor, agency, province, site, year, level and serial number.
const form = /^[YS](\d{4})(\d{2})(\d{6})(\d{2})([1-5])(\d{6})$/;

export type CertificateNumberFault = 'INVALID_KIND' | 'INVALID_FORMAT';
export type CertificateNumber = {
  /** Y is an employer that assesses its own staff, S a social assessor. */
  readonly kind: 'Y' | 'S';
  readonly agency: string;
  readonly province: string;
  readonly site: string;
  readonly year: string;
  readonly level: string;
  readonly serial: string;
};

export function certificateNumberFault(number: string): CertificateNumberFault | null {
  if (!/^[YS]/.test(number)) return 'INVALID_KIND';
  return form.test(number) ? null : 'INVALID_FORMAT';
}

/** The parts of a number that has no fault. */
export function certificateNumberParts(number: string): CertificateNumber | null {
  const [, agency = '', province = '', site = '', year = '', level = '', serial = ''] = form.exec(number) ?? [];
  if (agency === '') return null;
  return { kind: number.startsWith('Y') ? 'Y' : 'S', agency, province, site, year, level, serial };
}

export const certificateNumber = ({ kind, agency, province, site, year, level, serial }: CertificateNumber): string =>
  `${kind}${agency}${province}${site}${year}${level}${serial}`;
