// Numbers whose form a standard fixes: resident IDs, credit codes, certificates.
import { certificateNumberFault, certificateNumberParts, residentIdFault, usccCheckCharacter } from '@libs/kernel';
import type { Params } from './pack';

export type NumberOut =
  { readonly valid: true } | { readonly refused: string } | { readonly parsed: Readonly<Record<string, string | number>> };

export function idNumberAnswer(idNo: string): NumberOut {
  const fault = residentIdFault(idNo);
  return fault ? { refused: fault } : { valid: true };
}

/** Of the form, the first 17 characters are looked at; the last one is the check character, whatever it is. */
export function usccAnswer(code: string, params: Params): NumberOut {
  const characters = String(params['characters']?.value);
  const length = Number(params['length']?.value);
  const first = code.slice(0, length - 1);
  if (code.length !== length || [...first].some((character) => !characters.includes(character))) return { refused: 'INVALID_FORMAT' };
  return usccCheckCharacter(first) === code.slice(length - 1) ? { valid: true } : { refused: 'INVALID_CHECK_CHAR' };
}

export function certificateNumberAnswer(number: string, params: Params): NumberOut {
  const parts = certificateNumberParts(number);
  if (!parts) return { refused: certificateNumberFault(number) ?? 'INVALID_FORMAT' };
  const kinds = params['kinds']?.value as Readonly<Record<string, string>>;
  return { parsed: { ...parts, kind: kinds[parts.kind] ?? parts.kind, level: Number(parts.level) } };
}
