import { describe, expect, it } from '@jest/globals';
import { asAccount, byOffice, type DemoAccount } from './demo';

const account = (name: string, ...roles: readonly string[]): DemoAccount => ({
  account: name,
  name: { zh: '', en: '' },
  does: { zh: '', en: '' },
  roles,
});

describe('the accounts of a demo', () => {
  it('stand by their office, nobody is left out, and no office is empty', () => {
    const grouped = byOffice([account('f', 'finance'), account('x', 'something-new'), account('t', 'trainee'), account('r', 'registrar')]);
    expect(grouped.map(([{ name }, held]) => [name.en, held.map((one) => one.account)])).toEqual([
      ['Institutions, employers and trainees', ['t', 'r']],
      ['Finance and funds', ['f']],
      ['Others', ['x']],
    ]);
  });
  it('open a page of the console as themselves', () => {
    expect(asAccount('demo-1')).toBe('/console/?account=demo-1');
    expect(asAccount('demo-1', '/my/money?a=b', 'en')).toBe('/console/my/money?a=b&account=demo-1&lang=en');
  });
});
