// How columns of views come out of PostgreSQL as what the facts hold.
import type { ValueTransformer } from 'typeorm';

/** bigint comes as text; positions stay far below 2^53. */
export const position: ValueTransformer = { to: (value: number) => value, from: (value: string | number) => Number(value) };
/** timestamptz comes as a Date; facts hold instants as text in one form. */
export const instant: ValueTransformer = { to: (value: string) => value, from: (value: Date) => value.toISOString() };
/** As `instant`, where there may be none. */
export const maybeInstant: ValueTransformer = {
  to: (value: string | null | undefined) => value ?? null,
  from: (value: Date | null) => value?.toISOString() ?? null,
};
