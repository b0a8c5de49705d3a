import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { nameOf, type Pack } from './pack';
import { beyondParent } from './pack-parents';

const beside = join(import.meta.dirname, '../packs');

/** Where the packs lie that ship with the project: in the sources, also when this runs compiled from `dist/`. */
export const shippedPacks = existsSync(beside) ? beside : join(import.meta.dirname, '../../../../libs/policy/packs');

let form: { readonly ajv: Ajv; readonly valid: ValidateFunction<Pack> } | undefined;

function packForm(): { readonly ajv: Ajv; readonly valid: ValidateFunction<Pack> } {
  if (form) return form;
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
  formats.default(ajv);
  return (form = { ajv, valid: ajv.compile<Pack>(JSON.parse(readFileSync(join(shippedPacks, 'pack.schema.json'), 'utf8'))) });
}

/** What is wrong with a pack's form; undefined when nothing is. */
export function packFault(pack: unknown): string | undefined {
  const { ajv, valid } = packForm();
  if (!valid(pack)) return ajv.errorsText(valid.errors, { dataVar: 'pack' });
  return pack.validTo !== null && pack.validTo < pack.validFrom ? 'it ends before it begins' : undefined;
}

function readPack(folder: string, file: string): Pack {
  const pack: unknown = parse(readFileSync(join(folder, file), 'utf8'), { uniqueKeys: true });
  const fault = packFault(pack);
  if (fault) throw new Error(`${file} is no policy pack: ${fault}`);
  return pack as Pack;
}

let shipped: readonly Pack[] | undefined;

/** The packs of a folder; those that ship are read once in a process. */
export function readPacks(folder = shippedPacks): readonly Pack[] {
  return folder === shippedPacks ? (shipped ??= readAll(folder)) : readAll(folder);
}

/** A pack that is not valid stops the start with all its faults: better no answer than a wrong rule. */
function readAll(folder: string): readonly Pack[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  const packs = files.sort().map((file) => readPack(folder, file));
  const twice = packs.find((pack, index) => packs.some((other, at) => at < index && nameOf(other) === nameOf(pack)));
  if (twice)
    throw new Error(`${twice.id} v${twice.version} is there twice; a version that was published is never changed, write the next one`);
  for (const pack of packs) {
    if (pack.parent !== undefined && !packs.some(({ id }) => id === pack.parent))
      throw new Error(`${nameOf(pack)} names a parent that is not there: ${pack.parent}`);
    const beyond = beyondParent(pack, packs);
    if (beyond) throw new Error(`${nameOf(pack)} goes beyond its parent ${beyond.parent}: ${beyond.programme} ${beyond.param}`);
  }
  return packs;
}
