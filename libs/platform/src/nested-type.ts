import { createRequire } from 'node:module';
import type { Type } from '@nestjs/common';

type TypeMetadata = { readonly typeFunction: () => Type; readonly propertyName: string };
type TransformerStorage = { findTypeMetadata(target: unknown, property: string): TypeMetadata | undefined };

/** What `@Type` says of all classes. class-transformer keeps it to itself, and the schema library asks for it. */
export const { defaultMetadataStorage: transformerStorage } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  readonly defaultMetadataStorage: TransformerStorage;
};

const plainTypes = new Set<unknown>([String, Number, Boolean, Date, Object, Array]);

/** The class of a nested field, if it is one of ours. */
export function nestedTypeOf(type: Type, property: string): Type | undefined {
  const nested = transformerStorage.findTypeMetadata(type, property)?.typeFunction();
  return nested === undefined || plainTypes.has(nested) ? undefined : nested;
}
