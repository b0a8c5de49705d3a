import { describe, expect, it } from '@jest/globals';
import { effectsOf, reasonOf, totalOf, type Told } from './finding-effects';

const at = '2026-03-02T01:00:00.000Z';
const line = (amount: string) => ({ line: 1, programme: 'TRAINING', fund: 'EMP', payee: { kind: 'PERSON', id: 'p' }, amount });
const decided = (caseId: string, ...amounts: readonly string[]) => ({
  claimId: 'c',
  caseId,
  personId: `p-${caseId}`,
  lines: amounts.map(line),
});
const marked = (caseId: string, reason = 'FALSIFIED_TRAINING') => ({ claimId: 'c', cases: [{ caseId, reason }], at });
const nothing: Told = { decisions: [], dropped: [], held: [], released: [], clawbacks: [] };
const clawback = (caseId: string, amount: string) => ({
  ...{ debtId: 'd', caseId, debtor: { kind: 'ORGANISATION', id: 'ins1' }, row: { fund: 'EMP', region: '990000', year: 2026 } },
  ...{ amount, reason: 'FALSIFIED_TRAINING', openedAt: at },
});

describe('what a finding does to money', () => {
  it('stops what was not paid, at what the decision before had said', () =>
    expect(
      effectsOf({ ...nothing, decisions: [decided('k1', '100.10', '0.05'), decided('k1')], dropped: [marked('k1')] }, [
        reasonOf('falsified_training'),
      ]),
    ).toEqual([{ claimId: 'c', caseId: 'k1', personId: 'p-k1', kind: 'STOPPED', reason: 'FALSIFIED_TRAINING', amount: '100.15', at }]));
  it('holds what is on its way, until it is let go, stopped or claimed back', () => {
    const told = { ...nothing, decisions: [decided('k1', '1.00'), decided('k2', '2.00'), decided('k3', '4.00')] };
    const held = ['k1', 'k2', 'k3'].map((caseId) => marked(caseId));
    const effects = effectsOf({ ...told, held, released: [marked('k1')], clawbacks: [clawback('k2', '2.00')] }, ['FALSIFIED_TRAINING']);
    expect(effects.map(({ caseId, kind, debtor }) => [caseId, kind, debtor])).toEqual([
      ['k3', 'HELD', undefined],
      ['k2', 'RECOVERED', 'ins1'],
    ]);
    expect([totalOf(effects, 'STOPPED'), totalOf(effects, 'HELD'), totalOf(effects, 'RECOVERED')]).toEqual(['0.00', '4.00', '2.00']);
  });
  it('leaves alone what has another reason, or belongs to another class', () =>
    expect(
      effectsOf({ ...nothing, decisions: [decided('k1', '1.00')], dropped: [marked('k1', 'NO_CERTIFICATE'), marked('k9')] }, [
        'FALSIFIED_TRAINING',
      ]),
    ).toEqual([]));
});
