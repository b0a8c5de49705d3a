// What is wrong with a file, and where. Everything that is wrong is told at once, before anything is played.

/** A file that cannot be played as it is written. */
export class StoryError extends Error {
  override readonly name = 'StoryError';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

export type Keyed = Readonly<Record<string, unknown>>;

export const isKeyed = (value: unknown): value is Keyed => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a short piece of JSON. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** Collects faults with the file and the step they are in. */
export class Faults {
  readonly found: string[] = [];
  where = 'head';

  constructor(private readonly file: string) {}

  add(text: string): void {
    this.found.push(`${this.file} ${this.where}: ${text}`);
  }

  need(holds: boolean, text: string): boolean {
    if (!holds) this.add(text);
    return holds;
  }

  /** Whether it is a mapping with all required keys; keys that nobody knows are faults. */
  keys(value: unknown, required: readonly string[], optional: readonly string[], what: string): value is Keyed {
    if (!isKeyed(value)) {
      this.add(`${what} is not a mapping`);
      return false;
    }
    for (const key of Object.keys(value))
      this.need(required.includes(key) || optional.includes(key), `unknown key ${shown(key)} in ${what}`);
    const missing = required.filter((key) => !Object.hasOwn(value, key));
    for (const key of missing) this.add(`${what} lacks ${shown(key)}`);
    return missing.length === 0;
  }

  /** A mapping under names of the story's own. */
  named(value: unknown, what: string): readonly (readonly [string, unknown])[] {
    if (value === undefined) return [];
    if (isKeyed(value)) return Object.entries(value);
    this.add(`${what} is not a mapping`);
    return [];
  }

  list(value: unknown, what: string): readonly unknown[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.add(`${what} is not a list`);
    return [];
  }
}
