// Whatever a fact holds, as paths and values. Pure.
export type FieldValue = { readonly path: string; readonly value: string };

export function fieldsOf(data: unknown, path = ''): readonly FieldValue[] {
  if (Array.isArray(data)) return data.flatMap((one, place) => fieldsOf(one, `${path}[${place + 1}]`));
  if (typeof data === 'object' && data !== null)
    return Object.entries(data).flatMap(([name, value]) => fieldsOf(value, path === '' ? name : `${path}.${name}`));
  return data === undefined ? [] : [{ path, value: String(data) }];
}

const lastName = (path: string): string => /([A-Za-z0-9]+)(?:\[\d+\])?$/.exec(path)?.[1] ?? '';

/** How a field is shown, by what contracts call it. */
export function kindOf({ path, value }: FieldValue): 'PERSON' | 'ORGANISATION' | 'MONEY' | 'DAY' | 'MOMENT' | 'TEXT' {
  const name = lastName(path);
  if (name === 'personId') return 'PERSON';
  if (name === 'institutionId' || name === 'organisationId' || name === 'employerId') return 'ORGANISATION';
  if (/^-?\d+\.\d\d$/.test(value)) return 'MONEY';
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'DAY';
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? 'MOMENT' : 'TEXT';
}
