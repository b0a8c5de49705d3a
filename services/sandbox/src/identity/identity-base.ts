import { Refused } from '@libs/kernel';
import { fieldsOf, listOf, textOf, yesOrNo } from '../fields';

const mostPeople = 20_000;

/** 公安实名库: which name belongs to which number. */
export class IdentityBase {
  readonly #names = new Map<string, string>();
  #silent = false;

  put(body: unknown): { readonly people: number } {
    const people = listOf(body, mostPeople).map((one) => [textOf(one, 'idNo'), textOf(one, 'name')] as const);
    for (const [idNo, name] of people) this.#names.set(idNo, name);
    return { people: people.length };
  }

  check(body: unknown): { readonly outcome: 'MATCHED' | 'MISMATCHED' } {
    if (this.#silent) throw new Refused('REGISTRY_SILENT', { registry: 'identity' });
    const asked = fieldsOf(body);
    return { outcome: this.#names.get(textOf(asked, 'idNo')) === textOf(asked, 'name') ? 'MATCHED' : 'MISMATCHED' };
  }

  silence(body: unknown): { readonly silent: boolean } {
    this.#silent = yesOrNo(fieldsOf(body), 'silent');
    return { silent: this.#silent };
  }
}
