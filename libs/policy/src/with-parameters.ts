import { Refused, type Json } from '@libs/kernel';
import type { Programme } from './evaluation';
import { certificateKinds } from './evaluation-case';
import { occupationOf } from './occupations';
import type { Pack, Param, Params } from './pack';
import { packFault } from './read-packs';

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** People write occupations by name; packs have codes. */
function withCodes(value: Json): Json {
  if (typeof value === 'string') return occupationOf(value)?.code ?? value;
  if (Array.isArray(value)) return value.map((one: Json) => withCodes(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [occupationOf(key)?.code ?? key, one]));
}

const changed = (params: Params, name: string, value: Json): Params => {
  const { [name]: _before, ...others } = params;
  const what: Param = { value: withCodes(value), source: 'what-if' };
  return value === 'none' ? others : { ...others, [name]: what };
};

/** Where the programmes have the parameter, there; where the pack has it, for all of them; where nobody has it yet, in each programme. */
function withOne(pack: Pack, programmes: readonly Programme[], name: string, value: Json): Pack {
  const having = programmes.filter((programme) => pack.programmes?.[programme]?.[name]);
  if (having.length === 0 && pack.params[name]) return { ...pack, params: changed(pack.params, name, value) };
  const places = having.length > 0 ? having : programmes;
  const replaced = places.map((programme) => [programme, changed(pack.programmes?.[programme] ?? {}, name, value)] as const);
  return { ...pack, programmes: { ...pack.programmes, ...Object.fromEntries(replaced) } };
}

const isTable = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const keysOf = (value: Json, by: (key: string) => string): Json =>
  isTable(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [by(key), one])) : value;

// As people write these, and as packs have them.
const written: Readonly<Record<string, (value: Json) => readonly [string, Json]>> = {
  modeRates: (value) => ['modeRates', keysOf(value, (mode) => mode.toUpperCase())],
  tiers: (value) => ['tiers', keysOf(value, camel)],
  price: (value) => ['prices', typeof value === 'string' ? [{ from: null, to: null, price: value }] : value],
  certificateKinds: (value) => [
    'certificateKinds',
    Array.isArray(value) ? value.map((kind: Json) => certificateKinds[String(kind)] ?? kind) : value,
  ],
};

/** The parameter that is meant. Caps by group give way to one cap for all, when that is what is asked. */
function meant(pack: Pack, programmes: readonly Programme[], name: string, value: Json): readonly [string, Json] {
  const byGroup = name === 'annualMax' && programmes.some((programme) => pack.programmes?.[programme]?.['annualMaxOfGroups']);
  if (byGroup) return ['annualMaxOfGroups', typeof value === 'number' ? { else: value } : value];
  return Object.hasOwn(written, name) ? (written[name]?.(value) ?? [name, value]) : [name, value];
}

/** The pack as it would be with other values: what a simulation decides by. `none` leaves a parameter out. */
export function withParameters(pack: Pack, programme: Programme | readonly Programme[], changes: Readonly<Record<string, Json>>): Pack {
  const programmes = typeof programme === 'string' ? [programme] : programme;
  return Object.entries(changes).reduce((before, [param, value]) => {
    const after = withOne(before, programmes, ...meant(before, programmes, camel(param), value));
    if (packFault(after) !== undefined) throw new Refused('PARAMETER_INVALID', { param });
    return after;
  }, pack);
}
