import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import * as contracts from './index';
import type { Contract } from './contract';

const samples = join(process.cwd(), 'libs/contracts/samples');
const all = (Object.values(contracts) as readonly object[]).filter(
  (exported): exported is Contract => typeof exported === 'function' && 'type' in exported,
);

const faultsOf = (contract: Contract, data: object) =>
  validateSync(plainToInstance(contract, data), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });

describe.each(all.map((contract) => [contract.type, contract] as const))('%s', (type, contract) => {
  const sample = JSON.parse(readFileSync(join(samples, `${type}.json`), 'utf8')) as Record<string, unknown>;

  it('is named service.fact.version', () => expect(type).toMatch(/^[a-z-]+\.[a-z-]+\.v\d+$/));
  it('takes its golden sample', () => expect(faultsOf(contract, sample)).toEqual([]));
  it('misses every field that is left out', () => {
    for (const field of Object.keys(sample)) {
      const { [field]: _, ...rest } = sample;
      expect(faultsOf(contract, rest).map((fault) => fault.property)).toEqual([field]);
    }
  });
  it('has no room for a field that it does not name', () => expect(faultsOf(contract, { ...sample, idNo: '1' })).toHaveLength(1));
});

describe('the contracts', () => {
  it('have one golden sample each, and no sample stands alone', () => {
    expect(readdirSync(samples).sort()).toEqual(all.map((contract) => `${contract.type}.json`).sort());
    expect(new Set(all.map((contract) => contract.type)).size).toBe(all.length);
  });
});
