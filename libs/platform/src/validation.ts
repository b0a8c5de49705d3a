// Bodies and queries are classes whose fields class-validator knows; unknown fields are refused, and each fault is named in both languages.
import { type ArgumentMetadata, Injectable, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, getMetadataStorage, validateSync } from 'class-validator';
import { nestedTypeOf } from './nested-type';
import { type FieldError, Rejected } from './problem';
import { filled } from './texts';
import { constraintTexts, unknownConstraint } from './texts/constraints';

const mostErrors = 50;
type Where = FieldError['in'];

function argumentsOf(error: ValidationError, constraint: string): readonly unknown[] {
  if (error.target === undefined) return [];
  const metadatas = getMetadataStorage().getTargetValidationMetadatas(error.target.constructor, '', false, false);
  const found = metadatas.find((metadata) => metadata.propertyName === error.property && (metadata.name ?? metadata.type) === constraint);
  return (found?.constraints ?? []) as readonly unknown[];
}

const shown = (value: unknown): unknown => (Array.isArray(value) ? value.join(', ') : value);
const escaped = (property: string): string => property.replaceAll('~', '~0').replaceAll('/', '~1');

export function fieldError(where: Where, pointer: string, code: string, args: readonly unknown[] = []): FieldError {
  const text = constraintTexts[code] ?? unknownConstraint;
  const values = Object.fromEntries(args.map((value, place) => [String(place), shown(value)]));
  const texts = { zh: filled(text.zh, values), en: filled(text.en, values) };
  return { in: where, pointer, code, detail: texts.zh, texts };
}

function fieldErrors(errors: readonly ValidationError[], where: Where, above: string): readonly FieldError[] {
  return errors.flatMap((error) => {
    const pointer = `${above}/${escaped(error.property)}`;
    const own = Object.keys(error.constraints ?? {}).map((code) => fieldError(where, pointer, code, argumentsOf(error, code)));
    return [...own, ...fieldErrors(error.children ?? [], where, pointer)];
  });
}

function rejectFields(errors: readonly FieldError[]): never {
  throw new Rejected('VALIDATION_FAILED', { count: errors.length }, { errors: errors.slice(0, mostErrors) });
}

const isPlain = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

type Shape = {
  readonly lists: readonly string[];
  readonly nested: readonly { readonly name: string; readonly each: boolean; readonly type: Type | undefined }[];
  /** Objects in words that are not ours: what is in them is for those to judge whose words they are. */
  readonly foreign: ReadonlySet<string>;
};

// What a class says of itself does not change while the process runs.
const shapes = new WeakMap<Type, Shape>();

function shapeOf(type: Type): Shape {
  const made = shapes.get(type);
  if (made) return made;
  const known = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const nested = known.filter((metadata) => metadata.type === 'nestedValidation');
  const shape = {
    lists: [...new Set(known.flatMap(({ each, propertyName }) => (each ? [propertyName] : [])))],
    nested: nested.map(({ propertyName: name, each }) => ({ name, each: Boolean(each), type: nestedTypeOf(type, name) })),
    foreign: new Set(known.flatMap(({ name, propertyName }) => (name === 'isObject' ? [propertyName] : []))),
  };
  shapes.set(type, shape);
  return shape;
}

// What is optional may be left out; null would be a third state that nobody has thought of. Bodies are bounded in depth before they come here.
function nullsIn(type: Type | undefined, value: unknown, pointer: string): readonly string[] {
  if (value === null) return [pointer];
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((member, place) => nullsIn(type, member, `${pointer}/${place}`));
  const { nested = [], foreign } = type ? shapeOf(type) : {};
  return Object.entries(value).flatMap(([key, member]) =>
    foreign?.has(key) && isPlain(member)
      ? []
      : nullsIn(nested.find(({ name }) => name === key)?.type, member, `${pointer}/${escaped(key)}`),
  );
}

// class-validator looks into a list where one object is meant, and into one object where a list is meant.
function shapeFaults(type: Type, value: object, where: Where, above: string): readonly FieldError[] {
  const { lists, nested } = shapeOf(type);
  const members = value as Readonly<Record<string, unknown>>;
  const noLists = lists.filter((name) => members[name] !== undefined && !Array.isArray(members[name]));
  if (noLists.length > 0) return noLists.map((name) => fieldError(where, `${above}/${escaped(name)}`, 'isArray'));
  return nested.flatMap(({ name, each, type: inner }) => {
    const member = members[name];
    const pointer = `${above}/${escaped(name)}`;
    if (member === undefined) return [];
    if (Array.isArray(member) && !each) return [fieldError(where, pointer, 'isObject')];
    return (each ? (member as readonly unknown[]) : [member]).flatMap((one, place) => {
      const at = each ? `${pointer}/${place}` : pointer;
      if (!isPlain(one)) return [fieldError(where, at, 'isObject')];
      return inner ? shapeFaults(inner, one, where, at) : [];
    });
  });
}

/** The checked instance of a class, or VALIDATION_FAILED with all faults at once. */
export function validated<T extends object>(type: Type<T>, value: unknown, where: Where): T {
  const given = value ?? {};
  if (!isPlain(given)) rejectFields([fieldError(where, '', 'isObject')]);
  const nulls = nullsIn(type, given, '');
  if (nulls.length > 0) rejectFields(nulls.map((pointer) => fieldError(where, pointer, 'isNotNull')));
  const shape = shapeFaults(type, given, where, '');
  if (shape.length > 0) rejectFields(shape);
  const instance = plainToInstance(type, given);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: true, value: false },
  });
  if (errors.length > 0) rejectFields(fieldErrors(errors, where, ''));
  return instance;
}

const primitives = new Set<unknown>([String, Number, Boolean, Array, Object, undefined]);
const places = { body: 'body', query: 'query', param: 'path' } as const;

/** Applied to every route; what is not a class of ours is left to the route's own pipes. */
@Injectable()
export class ValidatedPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || primitives.has(metatype)) return value;
    return validated(metatype as Type<object>, value, places[type]);
  }
}
