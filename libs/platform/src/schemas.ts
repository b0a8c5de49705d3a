// JSON Schemas of the classes that routes take and answer, made from what class-validator checks: there is nothing to keep in step by hand.
import type { Type } from '@nestjs/common';
import { type MetadataStorage, getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { type Need, dayPattern, instantPattern, needsOf } from './fields';
import { nestedTypeOf, transformerStorage } from './nested-type';

export type Schema = { readonly [keyword: string]: unknown };

type Meta = { readonly constraints?: readonly unknown[] };

const uuidPattern =
  '^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|[fF]{8}-[fF]{4}-[fF]{4}-[fF]{4}-[fF]{12})$';

// Other readers of a schema count the digits of every script as `\d`, and end `$` before a last line break.
const strict = (pattern: string): string => pattern.replaceAll('\\d', '[0-9]');

// What the schema library says more loosely than class-validator checks.
const converters = {
  isUuid: { type: 'string', pattern: uuidPattern },
  isInstant: ({ constraints = [] }: Meta) => ({ type: 'string', pattern: constraints[0] ?? instantPattern, description: 'ISO 8601, UTC' }),
  isBusinessDay: ({ constraints = [] }: Meta) => ({ type: 'string', pattern: constraints[0] ?? dayPattern, description: 'ISO 8601' }),
  matches: ({ constraints = [] }: Meta) => ({ type: 'string', pattern: strict((constraints[0] as RegExp).source) }),
  min: ({ constraints = [] }: Meta) => ({ minimum: constraints[0] }),
  max: ({ constraints = [] }: Meta) => ({ maximum: constraints[0] }),
  isDefined: {},
  isNotEmpty: { minLength: 1 },
};

/** The schemas of a document, each class under its name; classes of one name must be one class. */
export class Schemas {
  readonly #known = new Map<string, { readonly type: Type; readonly schema: Schema }>();

  all(): Record<string, Schema> {
    return Object.fromEntries([...this.#known].map(([name, { schema }]) => [name, schema]));
  }

  refTo(type: Type): Schema {
    const known = this.#known.get(type.name);
    if (known && known.type !== type)
      throw new Error(`two classes of this service are named ${type.name}, which its OpenAPI cannot tell apart`);
    if (!known) this.#add(type);
    return { $ref: `#/components/schemas/${type.name}` };
  }

  #add(type: Type): void {
    const schema = schemaOf(type);
    this.#known.set(type.name, { type, schema });
    for (const property of Object.keys((schema['properties'] ?? {}) as object)) {
      const nested = nestedTypeOf(type, property);
      if (nested) this.refTo(nested);
    }
  }
}

const formsOf = ({ field, others, when }: Need): Schema => ({
  anyOf: [
    { required: [field] },
    ...(when === 'none'
      ? others.map((other) => ({ required: [other] }))
      : [{ properties: Object.fromEntries(others.map((other) => [other, false])) }]),
  ],
});

/** Unknown fields are refused, so the schema is closed. */
export function schemaOf(type: Type): Schema {
  const schema = targetConstructorToSchema(type, {
    classTransformerMetadataStorage: transformerStorage as never,
    classValidatorMetadataStorage: getMetadataStorage() as MetadataStorage,
    additionalConverters: converters as never,
    refPointerPrefix: '#/components/schemas/',
  }) as Schema;
  const [first, ...more] = needsOf(type).map(formsOf);
  return { type: 'object', ...schema, ...first, ...(more.length > 0 && { allOf: more }), additionalProperties: false };
}
