import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { fenOf, ratio, ratioOfPercent, timesFen, type Json } from '@libs/kernel';
import { knownPack } from './deciding-packs';
import type { Programme } from './evaluation';
import { evaluateCase, testOrder } from './evaluate';
import { stacked } from './evaluation-amounts';
import { questionsFor } from './evaluation-questions';
import { aClass, decided, inputOf, known, linesOf, notSaid, occupation, packNamed, packsFor, said, use, type Given } from './testing/cases';
import { withParameters } from './with-parameters';

const groups = ['企业职工', '登记失业人员', '毕业年度高校毕业生', '在校学生', '就业困难人员'];
const answers = fc.record(
  {
    deaths: fc.constantFrom<unknown>({ date: '2025-03-01' }, { date: '2025-05-01' }, notSaid),
    custody: fc.constantFrom<unknown>([{ from: '2025-03-01', to: '2025-04-01' }], notSaid),
    public_payroll: fc.constantFrom<unknown>(true, false, notSaid),
    'pension/2025-03': fc.constantFrom<unknown>({ employer: 'x' }, notSaid),
    other_regions: fc.constantFrom<unknown>({ answer: 'paid', region: '640000' }, notSaid),
  },
  { requiredKeys: [] },
);
const uses = fc.array(
  fc.record({
    state: fc.constantFrom('RESERVED' as const, 'CONSUMED' as const),
    family: fc.constantFrom('TRAINING' as const, 'UI_SKILL' as const, 'LIVING' as const),
    occupation: fc.constantFrom(occupation.electrician, occupation.cook, occupation.turner),
    level: fc.constantFrom('5', '4', '3', '2'),
    year: fc.constantFrom(2023, 2024, 2025),
  }),
  { maxLength: 4 },
);
const cases = fc.record({
  group: fc.constantFrom(...groups),
  counted: fc.integer({ min: 50, max: 80 }),
  present: fc.integer({ min: 6, max: 10 }),
  passed: fc.boolean(),
  verified: fc.boolean(),
  level: fc.constantFrom('5', '4', '3', '2', '1'),
  mode: fc.constantFrom('OFFLINE' as const, 'BLENDED' as const, 'ONLINE' as const),
  uses,
  answers,
});
type Drawn = typeof cases extends fc.Arbitrary<infer T> ? T : never;

const programmes = ['TRAINING_FEE', 'EXAM_FEE'] as const;
const givenOf = (drawn: Drawn): Given => ({
  programmes,
  region: '120000',
  person: { personId: 'a', group: drawn.group, employerId: 'ent1', tags: [] },
  book: drawn.uses.map(use),
  class: aClass({
    level: drawn.level,
    mode: drawn.mode,
    passed: drawn.passed,
    days: [{ day: 1, on: '2025-03-10', present: drawn.present, enrolled: 10 }],
    attendance: { countedHours: drawn.counted, scheduledHours: 80, days: [{ on: '2025-03-10', countedHours: 8, scheduledHours: 8 }] },
    certificate: {
      occupation: occupation.electrician,
      level: drawn.level,
      kind: 'SKILL_LEVEL',
      issuedOn: '2025-03-10',
      verified: drawn.verified,
    },
  }),
});
const names = ['tj-2022-20', 'emp-2023-181'];

describe('any case', () => {
  it('is rejected by any false test, held by an unknown one alone, and eligible without either', () =>
    fc.assert(
      fc.property(cases, (drawn) => {
        const { outcome, failed, reason, lines, use: taken } = decided(names, givenOf(drawn), drawn.answers);
        const [falses, unknowns] = [failed.filter(({ is }) => is === 'FALSE'), failed.filter(({ is }) => is === 'UNKNOWN')];
        expect(outcome).toBe(falses.length > 0 ? 'REJECTED' : unknowns.length > 0 ? 'HELD' : 'ELIGIBLE');
        expect(reason).toBe((falses[0] ?? unknowns[0])?.reason);
        expect(lines.length).toBe(outcome === 'REJECTED' ? 0 : 2);
        const waits = failed.some((one) => one.reason === 'ENTITLEMENT_RESERVED');
        expect(taken !== undefined).toBe(outcome !== 'REJECTED' && !waits);
      }),
    ));
  it('names its failed tests in the fixed order', () =>
    fc.assert(
      fc.property(cases, (drawn) => {
        const places = decided(names, givenOf(drawn), drawn.answers).failed.map(({ reason }) => testOrder.indexOf(reason));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places).not.toContain(-1);
      }),
    ));
  it('is decided alike a second time, in whatever order the answers and the packs come', () =>
    fc.assert(
      fc.property(cases, (drawn) => {
        const given = givenOf(drawn);
        const input = inputOf(given, packsFor(given, known(...names)), drawn.answers);
        const turned = { ...input, answers: Object.fromEntries(Object.entries(input.answers).reverse()) };
        const again = evaluateCase(turned, packsFor(given, known(...names.toReversed())));
        expect(again).toEqual(evaluateCase(input, packsFor(given, known(...names))));
      }),
    ));
  it('is never granted while a registry that it asks is silent', () =>
    fc.assert(
      fc.property(cases, fc.nat(), (drawn, place) => {
        const given = givenOf(drawn);
        const packs = packsFor(given, known(...names));
        const input = inputOf(given, packs);
        const asked = questionsFor(input, packs).map(({ id }) => id);
        const silent = asked[place % asked.length]!;
        const { [silent]: _gone, ...others } = input.answers;
        expect(evaluateCase({ ...input, answers: others }, packs).outcome).not.toBe('ELIGIBLE');
        expect(evaluateCase({ ...input, answers: others }, packs)).toEqual(
          evaluateCase({ ...input, answers: { ...others, [silent]: notSaid } }, packs),
        );
      }),
    ));
  it('asks only what it needs', () => {
    const asked = (of: Partial<Given>) => {
      const given: Given = { programmes, region: '120000', class: aClass(), ...of };
      const packs = packsFor(given, known('tj-2022-20', 'xm-train', 'hlj-living'));
      return questionsFor(inputOf(given, packs), packs).map(({ id }) => id);
    };
    expect(asked({})).toEqual(['deaths', 'custody', 'public_payroll', 'other_regions']);
    expect(asked({ programmes: ['TRAINING'], region: '350200', class: aClass({ venue: 'CORRECTIONAL' }) })).toEqual([
      'deaths',
      'other_regions',
    ]);
    const jobless = { personId: 'a', group: '登记失业人员', tags: [] };
    expect(asked({ person: jobless, class: aClass({ startsOn: '2024-12-30', endsOn: '2025-02-01' }) })).toEqual(
      expect.arrayContaining(['pension/2024-12', 'pension/2025-01', 'pension/2025-02']),
    );
  });
});

describe('money', () => {
  it('is rounded once, half up, whatever the factors', () => {
    expect(timesFen(fenOf('0.05'), ratioOfPercent('50%'))).toBe(3);
    expect(timesFen(fenOf('0.05'), ratioOfPercent('50%'), ratioOfPercent('50%'))).toBe(1);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 0, max: 200 }),
        (sum, one, other) => {
          const rounded = timesFen(fenOf(`${sum}.00`), ratioOfPercent(`${one}%`), ratioOfPercent(`${other}%`));
          const exact = BigInt(sum) * 100n * BigInt(one) * BigInt(other);
          const distance = 2n * (BigInt(rounded) * 10_000n - exact);
          expect(distance > -10_000n && distance <= 10_000n).toBe(true);
        },
      ),
    );
  });
  it('has uplifts stacked in four ways', () => {
    const uplifts = ['20%', '10%', '30%'].map(ratioOfPercent);
    const by = (stacking: 'NONE' | 'MAX' | 'ADDITIVE' | 'MULTIPLICATIVE') => timesFen(fenOf('1000.00'), stacked(uplifts, stacking));
    expect([by('NONE'), by('MAX'), by('ADDITIVE'), by('MULTIPLICATIVE')]).toEqual([0, 30000, 60000, 71600]);
    expect(timesFen(fenOf('1.00'), stacked([], 'MULTIPLICATIVE'), ratio(1))).toBe(0);
  });
});

describe('a what-if', () => {
  const given: Given = {
    programmes: ['TRAINING'],
    region: '990000',
    person: { personId: 'a', group: '就业困难人员', tags: [{ tag: '残疾人', from: '2020-01-01' }] },
    class: aClass({ occupation: occupation.welder, level: '4' }),
  };
  const with_ = (changes: Parameters<typeof withParameters>[2]) => {
    const pack = withParameters(packNamed('demo-uplift'), 'TRAINING', changes);
    const packs = packsFor(given, [knownPack(pack, '2020-01-01T00:00:00.000Z')]);
    return linesOf(evaluateCase(inputOf(given, packs), packs));
  };
  it('decides by the pack with other values', () => {
    expect(with_({})).toEqual(['TRAINING EMP ins1 150000']);
    expect(with_({ stacking: 'MAX' })).toEqual(['TRAINING EMP ins1 130000']);
    expect(with_({ stacking: 'MULTIPLICATIVE', total_uplift_cap: 'none' })).toEqual(['TRAINING EMP ins1 171600']);
    expect(with_({ totalUpliftCap: '40%' })).toEqual(['TRAINING EMP ins1 140000']);
    expect(with_({ occupation_tags: { 电工: ['急需紧缺'] } })).toEqual(['TRAINING EMP ins1 130000']);
    expect(with_({ amounts: { 4: '2000.00' } })).toEqual(['TRAINING EMP ins1 300000']);
  });
  it('refuses what is no parameter, or no such value', () => {
    const throwing = (param: string) => expect.objectContaining({ code: 'PARAMETER_INVALID', values: { param } });
    expect(() => with_({ colour: 'red' })).toThrow(throwing('colour'));
    expect(() => with_({ stacking: 'SOMETIMES' })).toThrow(throwing('stacking'));
  });
  it('reaches what the pack says for all of its programmes, and one cap in place of caps by group', () => {
    const changed = withParameters(packNamed('tj-2022-20'), ['TRAINING_FEE', 'EXAM_FEE'], { attendance_min: '75%', annual_max: 3 });
    expect(changed.params['attendanceMin']?.value).toBe('75%');
    expect(changed.programmes?.EXAM_FEE?.['annualMaxOfGroups']?.value).toEqual({ else: 3 });
    expect(packNamed('tj-2022-20').params['attendanceMin']?.value).toBe('80%');
  });
  it('takes words as people write them', () => {
    const valueOf = (pack: string, programme: Programme, change: Record<string, Json>, name: string) =>
      withParameters(packNamed(pack), programme, change).programmes?.[programme]?.[name]?.value;
    expect(valueOf('tj-2022-20', 'TRAINING_FEE', { mode_rates: { blended: '60%' } }, 'modeRates')).toEqual({ BLENDED: '60%' });
    expect(valueOf('stage-50-50', 'TRAINING', { price: '1000.00' }, 'prices')).toEqual([{ from: null, to: null, price: '1000.00' }]);
    expect(valueOf('nx-ui-2025', 'UI_SKILL', { certificate_kinds: ['职业资格证书'] }, 'certificateKinds')).toEqual(['QUALIFICATION']);
    expect(valueOf('nx-ui-2025', 'UI_SKILL', { shortage_occupations: ['电工'] }, 'shortageOccupations')).toEqual([occupation.electrician]);
  });
});

it('an answer of a form that nobody agreed on is no answer', () => {
  const given: Given = {
    programmes: ['UI_SKILL'],
    region: '640000',
    appliedOn: '2025-07-01',
    certificate: { occupation: occupation.electrician, level: '4' },
  };
  const packs = packsFor(given, known('nx-ui-2025'));
  const input = inputOf(given, packs, { certificates: { issued: '2025-06-25' } });
  const odd = { ...input, answers: { ...input.answers, social_insurance: said({ months: 'many', status: 'in_service' }) } };
  expect(evaluateCase(odd, packs)).toMatchObject({ outcome: 'HELD', reason: 'EXTERNAL_CHECK_PENDING' });
});
