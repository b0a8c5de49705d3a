import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import type { Pack } from './pack';

const beside = join(import.meta.dirname, '../packs');

/** Where the packs lie that ship with the project: in the sources, also when this runs compiled from `dist/`. */
export const shippedPacks = existsSync(beside) ? beside : join(import.meta.dirname, '../../../../libs/policy/packs');

/** Reads every pack of a folder. A pack that is not valid stops the start with all its faults: better no answer than a wrong rule. */
export function readPacks(folder = shippedPacks): readonly Pack[] {
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  formats.default(ajv);
  const valid = ajv.compile<Pack>(JSON.parse(readFileSync(join(shippedPacks, 'pack.schema.json'), 'utf8')));
  const packs = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => {
      const pack: unknown = parse(readFileSync(join(folder, file), 'utf8'));
      if (!valid(pack)) throw new Error(`${file} is no policy pack: ${ajv.errorsText(valid.errors, { dataVar: 'pack' })}`);
      if (pack.validTo !== null && pack.validTo < pack.validFrom) throw new Error(`${file} is no policy pack: it ends before it begins`);
      return pack;
    });
  const twice = packs.find((pack, index) =>
    packs.some((other, at) => at < index && other.id === pack.id && other.version === pack.version),
  );
  if (twice)
    throw new Error(`${twice.id} v${twice.version} is there twice; a version that was published is never changed, write the next one`);
  return packs;
}
