// Kinds of fields that class-validator has not, or takes too lightly: what is accepted is what the published schema says, to the letter.
import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min, ValidateBy, ValidateIf, type ValidationOptions } from 'class-validator';

const year = '(19|20)\\d\\d';
const longMonth = '(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])';
const shortMonth = '(0[469]|11)-(0[1-9]|[12]\\d|30)';
const february = '02-(0[1-9]|1\\d|2[0-8])';
const leapYear = '(19(0[48]|[2468][048]|[13579][26])|20([02468][048]|[13579][26]))';
const day = `(${year}-(${longMonth}|${shortMonth}|${february})|${leapYear}-02-29)`;

/** Only days that exist, and without the flag `u` or `\d` of other scripts, so that every reader of the schema means the same. */
export const dayPattern = `^${day}$`.replaceAll('\\d', '[0-9]');
export const instantPattern = `^${day}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?Z$`.replaceAll('\\d', '[0-9]');

const byPattern = (name: string, pattern: string, options: ValidationOptions | undefined): PropertyDecorator => {
  const form = new RegExp(pattern);
  return ValidateBy(
    { name, constraints: [pattern], validator: { validate: (value) => typeof value === 'string' && form.test(value) } },
    options,
  );
};

/** A moment: ISO 8601 in UTC, such as 2026-03-02T01:00:00Z. */
export const IsInstant = (options?: ValidationOptions): PropertyDecorator => byPattern('isInstant', instantPattern, options);

/** A day of the calendar, such as 2026-03-02. */
export const IsBusinessDay = (options?: ValidationOptions): PropertyDecorator => byPattern('isBusinessDay', dayPattern, options);

const wholeNumber = /^(0|[1-9]\d{0,15})$/;
const asNumber = ({ value }: { readonly value: unknown }): unknown =>
  typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;

/** A whole number in a query, where everything arrives as text. */
export const QueryInt =
  (min: number, max: number): PropertyDecorator =>
  (target, property) => {
    Transform(asNumber)(target, property);
    IsInt()(target, property);
    Min(min)(target, property);
    Max(max)(target, property);
  };

/** A region's prefix of two to six digits, for lists. */
export const IsRegionPrefix = (): PropertyDecorator => Matches(/^[0-9]{2,6}$/);

/** A field that is needed where none of the others is given, or where one of them is. */
export type Need = { readonly field: string; readonly others: readonly string[]; readonly when: 'none' | 'any' };
type Given = Readonly<Record<string, unknown>>;

const needsKey = Symbol('needs');

/** What the fields of a class need of each other, with what it inherits. */
export const needsOf = (type: { readonly prototype: object }): readonly Need[] =>
  (Reflect.getMetadata(needsKey, type.prototype) as readonly Need[] | undefined) ?? [];

// What is given is checked in any case: nothing goes in unseen because it was not needed.
const needed =
  (when: Need['when'], others: readonly string[]): PropertyDecorator =>
  (target, property) => {
    const field = String(property);
    const isNeeded = (it: Given) => others.some((other) => it[other] !== undefined) === (when === 'any');
    Reflect.defineMetadata(needsKey, [...needsOf({ prototype: target }), { field, others, when }], target);
    ValidateIf((it: Given) => it[field] !== undefined || isNeeded(it))(target, property);
  };

/** One of several ways to say something: this field, or any of the others. */
export const NeededWithout = (...others: readonly string[]): PropertyDecorator => needed('none', others);

/** What only makes sense together with another field, and is then needed. */
export const NeededWith = (...others: readonly string[]): PropertyDecorator => needed('any', others);
