import { Refused } from '@libs/kernel';
import { fieldsOf, listOf, textOf, yesOrNo } from '../fields';

const mostPeople = 20_000;

/** 公安实名库: which name belongs to which number. */
export class IdentityBase {
  readonly #names = new Map<string, string>();
  #silent = false;

  /** One that learns takes a number that it has never heard of by the name that it is first asked for: visitors of a demo bring people along of whom nobody told it. */
  constructor(private readonly learns = false) {}

  put(body: unknown): { readonly people: number } {
    const people = listOf(body, mostPeople).map((one) => [textOf(one, 'idNo'), textOf(one, 'name')] as const);
    for (const [idNo, name] of people) this.#names.set(idNo, name);
    return { people: people.length };
  }

  check(body: unknown): { readonly outcome: 'MATCHED' | 'MISMATCHED' } {
    if (this.#silent) throw new Refused('REGISTRY_SILENT', { registry: 'identity' });
    const asked = fieldsOf(body);
    const [idNo, name] = [textOf(asked, 'idNo'), textOf(asked, 'name')];
    if (this.learns && !this.#names.has(idNo)) this.#names.set(idNo, name);
    return { outcome: this.#names.get(idNo) === name ? 'MATCHED' : 'MISMATCHED' };
  }

  silence(body: unknown): { readonly silent: boolean } {
    this.#silent = yesOrNo(fieldsOf(body), 'silent');
    return { silent: this.#silent };
  }
}
