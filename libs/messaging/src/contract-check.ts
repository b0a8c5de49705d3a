// A contract is exact at both ends: a field that it does not name is as wrong as one that is missing. The announcer can so never leak a private
// field by spreading one, and a consumer never relies on what nobody promised; a new field is a new version.
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { Contract } from '@libs/contracts';
import './known-metadata';

export type Checked<Data extends object> =
  { readonly data: Data; readonly problems: readonly [] } | { readonly data?: never; readonly problems: readonly string[] };

const said = (error: ValidationError, path: string): string[] => [
  ...Object.values(error.constraints ?? {}).map((why) => `${path}${error.property}: ${why}`),
  ...(error.children ?? []).flatMap((child) => said(child, `${path}${error.property}.`)),
];

export function checkContract<Data extends object>(contract: Contract<Data>, plain: unknown): Checked<Data> {
  if (typeof plain !== 'object' || plain === null || Array.isArray(plain)) return { problems: ['data is not an object'] };
  const data = plainToInstance(contract, plain);
  const errors = validateSync(data, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  return errors.length === 0 ? { data, problems: [] } : { problems: errors.flatMap((error) => said(error, '')) };
}
