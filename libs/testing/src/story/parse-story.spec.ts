import { describe, expect, it } from '@jest/globals';
import { StoryError } from './fault';
import { parseStory } from './parse-story';

const head = `
story: OWN-1
title: {zh: 一例, en: an example}
packs: [tj-2022-20]
clock: 2025-03-03
people:
  a: {group: 企业职工, employer: firm}
  t: {count: 3, group: 登记失业人员, tags: [{tag: 残疾人, from: 2025-01-01}]}
organisations:
  school: {kind: training_institution, region: "120000"}
  firm: {kind: enterprise, region: "120000"}
registries:
  - {registry: deaths, person: t.2, date: 2025-04-01}
history:
  - {person: a, programme: TRAINING, occupation: 电工, level: 4, fund: EMP, amount: "900.00", paid_on: 2024-05-06}
funds:
  - {fund: UI, region: "120000", year: 2025, allotted: "1000.00"}
steps:`;
const taught = `
  - {do: run_class, class: K, institution: school, occupation: 电工, level: 3, start: 2025-03-10, days: 2, hours: 16, people: [a, t], absent: {t.1-2: {hours: 3}}}`;
const asked = `
  - {at: 2025-04-10, do: apply, claim: C, programme: TRAINING_FEE, class: K, people: [a, t.1]}`;
const whole = `${head}${taught}${asked}`;

const faultsOf = (text: string): readonly string[] => {
  try {
    parseStory('stories/OWN-1-example.yaml', text);
    return [];
  } catch (error) {
    if (error instanceof StoryError) return error.faults;
    throw error;
  }
};

describe('a story file', () => {
  it('is read with its dates as text', () => {
    expect(faultsOf(whole)).toEqual([]);
    expect(parseStory('x.yaml', whole)).toMatchObject({
      story: { clock: '2025-03-03', steps: [{ do: 'run_class' }, { at: '2025-04-10' }] },
    });
  });

  it.each<[what: string, from: string, to: string, fault: string]>([
    ['a key twice', 'clock: 2025-03-03', 'clock: 2025-03-03\nclock: 2025-03-04', 'unique'],
    ['a missing key', 'clock: 2025-03-03', '', 'head: story lacks "clock"'],
    ['an unknown key at the top', 'packs:', 'packets:', 'unknown key "packets" in story'],
    ['a pack that is no name', '[tj-2022-20]', '["tj 20"]', 'is no pack'],
    ['a clock that is no time', 'clock: 2025-03-03', 'clock: 2025-02-30', 'clock: not a time'],
    ['an unknown group', 'group: 企业职工', 'group: 职工', 'person a: group: "职工" is no group'],
    ['an unknown tag', 'tag: 残疾人', 'tag: 残疾', 'person t: unknown tag 残疾'],
    ['an unknown key of a person', '{count: 3,', '{counts: 3,', 'unknown key "counts" in person'],
    ['an employer that nobody declared', 'employer: firm', 'employer: farm', 'employer: "farm" is no organisation'],
    ['an unknown kind of organisation', 'kind: enterprise', 'kind: shop', 'organisation firm: kind'],
    ['a region that is a number', 'region: "120000"}\nregistries', 'region: 120000}\nregistries', 'is no region'],
    ['an unknown registry', 'registry: deaths', 'registry: births', 'registries: unknown registry "births"'],
    ['a registry without its field', ', date: 2025-04-01', '', 'registries: deaths lacks "date"'],
    ['somebody outside the crowd', 't.2, date', 't.4, date', '"t.4" is outside the crowd of 3'],
    [
      'an unknown occupation',
      '{person: a, programme: TRAINING, occupation: 电工',
      '{person: a, programme: TRAINING, occupation: 木工',
      'history: occupation',
    ],
    ['money without its fen', 'allotted: "1000.00"', 'allotted: "1000"', 'funds: allotted: "1000" is no money'],
    ['a level that does not exist', 'level: 3, start', 'level: 6, start', 'step 1: level: 6 is no level'],
    ['an unknown verb', 'do: apply', 'do: applaud', 'step 2: unknown verb "applaud"'],
    ['an unknown argument', 'claim: C,', 'claim: C, clam: D,', 'step 2: unknown key "clam" in apply'],
    ['a missing argument', 'claim: C,', '', 'step 2: apply lacks "claim"'],
    ['an unknown class', 'class: K, people: [a, t.1]', 'class: L, people: [a, t.1]', 'step 2: class: "L" is no classes'],
    ['a person and a class', 'class: K, people: [a, t.1]', 'class: K, person: a', 'step 2: either a person or a class'],
    ['time that goes back', 'at: 2025-04-10', 'at: 2025-03-05', 'step 2: at 2025-03-05 lies before the clock'],
    ['an unknown actor', 'do: apply,', 'as: chief1, do: apply,', 'step 2: no such actor: "chief1"'],
    ['somebody of another class', 'people: [a, t.1]}', 'people: [a, t.9]}', 'outside the crowd'],
    ['somebody named twice', 'people: [a, t.1]}', 'people: [a, a]}', 'names someone twice'],
    ['hours that do not share out', 'hours: 16', 'hours: 15', 'step 1: 15 hours do not share out evenly'],
    ['a start that is no class day', 'start: 2025-03-10', 'start: 2025-03-09', 'is not the first class day'],
    ['both days and dates', 'days: 2,', 'days: 2, dates: [2025-03-10],', 'either days or dates'],
    ['an absence of no known kind', '{hours: 3}', '{weeks: 3}', 'step 1: absent'],
    ['an unknown mode', 'hours: 16,', 'hours: 16, mode: remote,', 'step 1: mode'],
  ])('with %s is refused', (_, from, to, fault) => {
    expect(whole).toContain(from);
    expect(faultsOf(whole.replace(from, to)).join('\n')).toContain(fault);
  });
});

describe('an expectation', () => {
  const expecting = (text: string) =>
    faultsOf(`${head}${taught}\n  - {do: apply, claim: C, programme: TRAINING_FEE, class: K, people: [a, t.1], expect: {${text}}}`).join(
      '\n',
    );
  const granted = 'outcome: ELIGIBLE, amount: "10.00"';

  it.each([
    `decisions: [{who: [a, t.1], ${granted}}], heads: {eligible: 2}, totals: {eligible: "20.00"}`,
    'refused: NO_POLICY_IN_FORCE',
    'orders: 1, payees: {firm: "1.00", t: "2.00"}, balances: {UI: {paid: "3.00"}}, facts: [ClaimSubmitted], trace: complete',
  ])('may be %s', (text) => expect(expecting(text)).toBe(''));

  it.each([
    ['outcome: {}', 'unknown key "outcome" in expect'],
    [`decisions: [{who: a, ${granted}}]`, 'decisions leave out t.1'],
    [`decisions: [{who: [a, t], ${granted}}]`, 'decisions name t.2, who is not in the claim'],
    [`decisions: [{who: [a, t.1], outcome: GRANTED, amount: "1.00"}]`, 'unknown outcome "GRANTED"'],
    ['decisions: [{who: [a, t.1], outcome: REJECTED}]', 'a reason is missing'],
    ['decisions: [{who: [a, t.1], outcome: REJECTED, reason: PUBLICITY_OVER}]', 'does not belong here'],
    ['decisions: [{who: [a, t.1], outcome: REJECTED, reason: BAD_LUCK}]', 'unknown reason "BAD_LUCK"'],
    ['decisions: [{who: [a, t.1], outcome: REJECTED, reason: NO_CERTIFICATE, amount: "1.00"}]', 'lines or amount missing or not allowed'],
    ['decisions: [{who: [a, t.1], outcome: REJECTED, reason: NO_CERTIFICATE, detail: {queue: 1}}]', 'detail "queue" does not belong'],
    ['decisions: [{who: [a, t.1], outcome: ELIGIBLE, lines: [{programme: TRAINING_FEE, fund: UI, amount: "1.00"}]}]', 'line lacks "payee"'],
    ['heads: {granted: 1}', 'unknown key "granted" in heads'],
    ['totals: {eligible: 20}', 'totals eligible: 20'],
    ['refused: INVALID_KIND', 'does not belong here'],
    ['detail: {have: 1}', 'detail goes with refused'],
    ['race: {ok: 1}', 'race belongs to together'],
    ['balances: {EMP: {paid: "0.00"}}', 'balances EMP: 0 such fund rows'],
    ['balances: {UI: {spent: "0.00"}}', 'unknown key "spent" in balances'],
    ['facts: [ClaimBorn]', 'facts: "ClaimBorn" is no fact'],
    ['alerts: [{who: a, kind: NOISE}]', 'unknown alert "NOISE"'],
    ['sanctions: [{organisation: school, measure: FINE}]', 'unknown measure "FINE"'],
    ['due: {someday: 2025-01-01}', 'unknown key "someday" in due'],
    ['cash: {gross: "1.00", net: "1.00"}', 'cash lacks "offset"'],
    ['trace: partly', 'trace: "partly"'],
    ['drawn: {A: 1}', 'drawn belongs to draw'],
    ['voucher: {V: issued}', 'voucher: "V" is no voucher'],
    ['public_list: {rows: 1}', 'public_list lacks "masked"'],
    ['record: {who: a, talent_pool: true, certificates: [{occupation: 电工, level: 3, status: lost}]}', 'status "lost"'],
  ])('{%s} is refused', (text, fault) => expect(expecting(text)).toContain(fault));
});

describe('rule cases', () => {
  const rule = '- {id: R1, rule: PROJECT, pack: tj-2022-20, in: {hours: 40}, out: {amount: "1000.00"}}';
  it('are read', () => expect(parseStory('rules.yaml', rule)).toMatchObject({ rules: [{ id: 'R1', out: { amount: '1000.00' } }] }));
  it.each([
    [rule.replace('rule:', 'rules:'), 'unknown key "rules"'],
    [rule.replace('{amount: "1000.00"}', '{sum: "1000.00"}'), 'R1: out has'],
    [rule.replace('{amount: "1000.00"}', '{amount: "1.00", refused: HOURS_SHORT}'), 'refused with an amount'],
    [rule.replace('{amount: "1000.00"}', '{refused: NEVER}'), 'unknown reason "NEVER"'],
    [`${rule}\n${rule}`, 'id twice'],
  ])('%s is refused', (text, fault) => expect(faultsOf(text).join('\n')).toContain(fault));
});
