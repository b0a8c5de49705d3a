import type { Reading } from '@libs/jobs';

type Form = (value: unknown) => boolean;
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const count: Form = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
// Moments are compared as text, so they must all be written alike.
const instant: Form = (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value) && isWrittenAsWeDo(value);
const isWrittenAsWeDo = (text: string): boolean => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString() === text;
const names: Form = (value) => Array.isArray(value) && value.every((name) => typeof name === 'string');
const positions: Form = (value) => isObject(value) && Object.values(value).every((at) => typeof at === 'number');

const forms: { readonly [field in keyof Reading]-?: Form } = {
  now: instant,
  due: count,
  running: count,
  behind: count,
  parked: count,
  nextDueAt: (value) => value === undefined || instant(value),
  positions,
  busy: names,
  parkedNames: names,
};

/** What a process says of itself, or an error that names what makes no sense in it: the time of all others hangs on it. */
export function readingOf(answer: unknown): Reading {
  if (!isObject(answer)) throw new Error('its reading is none');
  const wrong = Object.entries(forms).flatMap(([field, holds]) => (holds(answer[field]) ? [] : [field]));
  if (wrong.length > 0) throw new Error(`its reading makes no sense (${wrong.join(', ')})`);
  return answer as Reading;
}
