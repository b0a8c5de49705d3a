import { Refused, businessDate } from '@libs/kernel';
import { fieldsOf, listOf, yesOrNo, type Fields } from '../fields';
import { inOneSpelling, registryRules, type Entry, type RegistryRule, type Scalar } from './registry-rules';

const mostEntries = 20_000;
const day = /^\d{4}-\d{2}-\d{2}$/;
const noAnswer = 'no_answer';

type Registry = { readonly rule: RegistryRule; readonly entries: Map<string, Entry>; silent: boolean };

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

function entryOf(fields: Fields): Entry {
  const pairs = Object.entries(fields).map(([name, value]) => {
    if (!isScalar(value)) throw new Refused('SANDBOX_FIELD_INVALID', { field: name });
    return [name, inOneSpelling(name, value)] as const;
  });
  return Object.fromEntries(pairs);
}

/** The outside authorities: what they were told, answered from each entry's own day on. */
export class Registries {
  readonly #registries = new Map<string, Registry>();

  constructor(private readonly now: () => string) {
    for (const [name, rule] of Object.entries(registryRules)) this.#registries.set(name, { rule, entries: new Map(), silent: false });
  }

  put(name: string, body: unknown): { readonly entries: number } {
    const registry = this.#named(name);
    const entries = listOf(body, mostEntries).map((fields) => checked(entryOf(fields), registry.rule));
    for (const entry of entries) {
      const subject = JSON.stringify(registry.rule.subject.map((field) => entry[field] ?? null));
      // Taken out first, so that the latest entry is the last one of the map.
      registry.entries.delete(subject);
      registry.entries.set(subject, entry);
    }
    return { entries: entries.length };
  }

  ask(name: string, body: unknown): { readonly value: unknown } {
    const { rule, entries, silent } = this.#named(name);
    if (silent) throw new Refused('REGISTRY_SILENT', { registry: name });
    const asked = entryOf(fieldsOf(body));
    const today = businessDate(this.now());
    const known = [...entries.values()].reverse().filter((entry) => meant(entry, asked, rule) && begun(entry, rule, today));
    if (known[0]?.['answer'] === noAnswer) throw new Refused('REGISTRY_SILENT', { registry: name });
    return { value: rule.says(known, asked) };
  }

  silence(name: string, body: unknown): { readonly silent: boolean } {
    const registry = this.#named(name);
    registry.silent = yesOrNo(fieldsOf(body), 'silent');
    return { silent: registry.silent };
  }

  #named(name: string): Registry {
    const registry = this.#registries.get(name);
    if (!registry) throw new Refused('REGISTRY_UNKNOWN', { registry: name });
    return registry;
  }
}

function checked(entry: Entry, { needs, may = [], subject, since }: RegistryRule): Entry {
  const fields = entry['answer'] === noAnswer ? subject.filter((name) => needs.includes(name) && name !== since) : needs;
  const missing = fields.find((name) => entry[name] === undefined);
  const unknown = Object.keys(entry).find((name) => name !== 'answer' && !needs.includes(name) && !may.includes(name));
  const undated = since !== undefined && entry[since] !== undefined && !day.test(String(entry[since])) ? since : undefined;
  const field = missing ?? unknown ?? undated;
  if (field !== undefined) throw new Refused('SANDBOX_FIELD_INVALID', { field });
  return entry;
}

/** Whether the entry speaks of what was asked: every part of the subject that the question names agrees, unless the entry is about any. */
function meant(entry: Entry, asked: Entry, { subject, narrowedBy = [] }: RegistryRule): boolean {
  return subject.every(
    (name) => asked[name] === undefined || (entry[name] === undefined && narrowedBy.includes(name)) || entry[name] === asked[name],
  );
}

const begun = (entry: Entry, { since }: RegistryRule, today: string): boolean =>
  since === undefined || entry[since] === undefined || String(entry[since]) <= today;
