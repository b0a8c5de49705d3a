// What comes in over HTTP is anything at all until it was looked at.
import { Refused } from '@libs/kernel';

export type Fields = Readonly<Record<string, unknown>>;

const longestText = 500;

const wrong = (field: string): Refused => new Refused('SANDBOX_FIELD_INVALID', { field });

export function fieldsOf(body: unknown, name = 'body'): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw wrong(name);
  return body as Fields;
}

export function listOf(body: unknown, most: number, name = 'body'): readonly Fields[] {
  if (!Array.isArray(body) || body.length > most) throw wrong(name);
  return body.map((one: unknown, place) => fieldsOf(one, `${name}[${place}]`));
}

export function textOf(fields: Fields, name: string, longest = longestText): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '' || value.length > longest) throw wrong(name);
  return value;
}

export const textIfAny = (fields: Fields, name: string): string | undefined =>
  fields[name] === undefined ? undefined : textOf(fields, name);

export function yesOrNo(fields: Fields, name: string, unsaid?: boolean): boolean {
  const value = fields[name] ?? unsaid;
  if (typeof value !== 'boolean') throw wrong(name);
  return value;
}

export function oneOf<const T extends string>(fields: Fields, name: string, known: readonly T[], unsaid?: T): T {
  const value = fields[name] ?? unsaid;
  const found = known.find((one) => one === value);
  if (found === undefined) throw wrong(name);
  return found;
}

export function wholeOf(fields: Fields, name: string, { least, most, unsaid }: { least: number; most: number; unsaid: number }): number {
  const value = fields[name] ?? unsaid;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) throw wrong(name);
  return value;
}
