import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** An occupation of the 2022 edition, with the codes of former editions that mean the same. */
export type Occupation = { readonly code: string; readonly name: string; readonly former: readonly string[] };

const beside = join(import.meta.dirname, '../packs/tables/occupations.yaml');
const file = existsSync(beside) ? beside : join(import.meta.dirname, '../../../../libs/policy/packs/tables/occupations.yaml');

export const occupations: readonly Occupation[] = (parse(readFileSync(file, 'utf8')) as readonly Occupation[]).map(
  ({ code, name, former }) => ({ code, name, former }),
);

/** The occupation that a code of any edition or a Chinese name means. */
export function occupationOf(text: string): { readonly code: string; readonly name: string } | undefined {
  const found = occupations.find(({ code, name, former }) => code === text || name === text || former.includes(text));
  return found && { code: found.code, name: found.name };
}
