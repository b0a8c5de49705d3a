import { IsISO8601, ValidateBy } from 'class-validator';

const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/** A moment with its zone (RFC 3339), so that it means the same to everybody: a date or a local time is refused. */
export function IsInstant(): PropertyDecorator {
  const exact = ValidateBy({ name: 'isInstant', validator: { validate: (value) => typeof value === 'string' && dateTime.test(value) && !Number.isNaN(Date.parse(value)) } });
  // The first names the form in the OpenAPI, the second is what holds.
  return (target, property) => {
    IsISO8601()(target, property as string);
    exact(target, property as string);
  };
}
