import { describe, expect, it } from '@jest/globals';
import { mergedOpenApi } from './merged-openapi';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const document = (path: string, schemas: Record<string, unknown>) => ({
  openapi: '3.1.0',
  paths: { [path]: { get: ref('Plan') } },
  components: { schemas },
});

describe('the merged description', () => {
  it('has the paths of all services and one copy of what they share', () => {
    const merged = mergedOpenApi(
      new Map([
        ['enrolment', document('/api/enrolment/x', { Plan: { type: 'object' }, Problem: { type: 'string' } })],
        ['attendance', document('/api/attendance/x', { Plan: { type: 'object' }, Problem: { type: 'string' } })],
      ]),
    );
    expect(Object.keys(merged.paths ?? {})).toEqual(['/api/enrolment/x', '/api/attendance/x']);
    expect(Object.keys(merged.components?.['schemas'] ?? {})).toEqual(['Plan', 'Problem']);
  });

  it('keeps different things of one name apart, and every reference with its own', () => {
    const merged = mergedOpenApi(
      new Map([
        ['enrolment', document('/api/enrolment/x', { Plan: { type: 'object' } })],
        ['fund-ledger', document('/api/fund-ledger/x', { Plan: { type: 'string' }, List: { items: ref('Plan') } })],
      ]),
    );
    expect(merged.components?.['schemas']).toEqual({
      Plan: { type: 'object' },
      FundLedgerPlan: { type: 'string' },
      List: { items: ref('FundLedgerPlan') },
    });
    expect(merged.paths?.['/api/fund-ledger/x']).toEqual({ get: ref('FundLedgerPlan') });
    expect(merged.paths?.['/api/enrolment/x']).toEqual({ get: ref('Plan') });
  });
});
