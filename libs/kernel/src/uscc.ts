// 统一社会信用代码, GB 32100: 17 characters and a check character. I, O, Z, S and V are not used, for they look like digits or each other.
const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const modulus = 31;
const form = /^[0-9A-HJ-NP-RTUW-Y]{2}\d{6}[0-9A-HJ-NP-RTUW-Y]{9}[0-9A-Z]$/;

export type UsccFault = 'INVALID_FORM' | 'INVALID_CHECK_CHAR';

/** The 18th character that belongs to the first 17: 31 less the weighted sum modulo 31, where 31 counts as 0. */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17.slice(0, 17)) {
    sum += characters.indexOf(character) * weight;
    weight = (weight * 3) % modulus;
  }
  return characters.charAt((modulus - (sum % modulus)) % modulus);
}

/** What is wrong with a unified social credit code; null when nothing is. */
export function usccFault(code: string): UsccFault | null {
  if (!form.test(code)) return 'INVALID_FORM';
  return usccCheckCharacter(code) === code.charAt(17) ? null : 'INVALID_CHECK_CHAR';
}
