import { Refused } from '@libs/kernel';
import { fieldsOf, textOf, yesOrNo, type Fields } from '../fields';

/** 职业技能等级证书全国联网查询: what assessors reported, for everybody to ask. */
export class QuerySite {
  readonly #certificates = new Map<string, Fields>();
  #silent = false;

  put(number: string, body: unknown): Fields {
    this.#speak();
    const certificate = { ...fieldsOf(body), number };
    for (const name of ['occupation', 'level', 'issuedOn', 'status']) textOf(certificate, name);
    this.#certificates.set(number, certificate);
    return certificate;
  }

  get(number: string): Fields {
    this.#speak();
    const certificate = this.#certificates.get(number);
    if (!certificate) throw new Refused('CERTIFICATE_UNKNOWN', { number });
    return certificate;
  }

  silence(body: unknown): { readonly silent: boolean } {
    this.#silent = yesOrNo(fieldsOf(body), 'silent');
    return { silent: this.#silent };
  }

  #speak(): void {
    if (this.#silent) throw new Refused('REGISTRY_SILENT', { registry: 'certificates' });
  }
}
