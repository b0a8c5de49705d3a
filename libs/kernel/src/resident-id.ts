// 公民身份号码, GB 11643: 17 digits and a check character. The area code is never checked against today's regions: abolished ones stay valid on cards.
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';
const form = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[0-9X]$/;

export type ResidentIdFault = 'INVALID_FORMAT' | 'INVALID_CHECK_DIGIT';

/** The 18th character that belongs to the first 17. */
export function residentIdCheckCharacter(first17: string): string {
  const sum = weights.reduce((total, weight, place) => total + weight * Number(first17.charAt(place)), 0);
  return checkCharacters.charAt(sum % checkCharacters.length);
}

function isDate(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/** What is wrong with a resident ID number; null when nothing is. */
export function residentIdFault(idNo: string): ResidentIdFault | null {
  const parts = form.exec(idNo);
  if (!parts || !isDate(`${parts[1]}-${parts[2]}-${parts[3]}`)) return 'INVALID_FORMAT';
  return residentIdCheckCharacter(idNo) === idNo.charAt(17) ? null : 'INVALID_CHECK_DIGIT';
}

export const birthDateOf = (idNo: string): string => `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`;
export const sexOf = (idNo: string): 'M' | 'F' => (Number(idNo.charAt(16)) % 2 === 1 ? 'M' : 'F');

/** For lists that anybody may read: characters 7 to 14, the date of birth, are hidden. */
export const maskedIdNo = (idNo: string): string => `${idNo.slice(0, 6)}********${idNo.slice(14)}`;
