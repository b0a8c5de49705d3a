// The names that a pack may use, and the forms of their values: the schema beside the packs checks them when a pack is read.
import type { Family, Fund, Programme } from './evaluation';
import type { Pack, Params } from './pack';

export type LevelMoney = Readonly<Record<string, string>>;
export type Stacking = 'NONE' | 'MAX' | 'ADDITIVE' | 'MULTIPLICATIVE';
export type Price = { readonly from: string | null; readonly to: string | null; readonly price: string };
export type CatalogueRow = {
  readonly occupation: string;
  readonly level: string;
  readonly standard: string;
  readonly degree: string;
  readonly examClass: string;
};
export type Catalogue = {
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly rows: readonly CatalogueRow[];
};
export type StageRate = { readonly rate: string; readonly when: 'CERTIFIED' | 'EMPLOYED' };
export type Measure = {
  readonly zh: string;
  readonly fix: { readonly workingDays?: number; readonly months?: number };
  readonly banMonths: number;
};

export type ParameterValues = {
  fund: Fund;
  payee: 'PERSON' | 'INSTITUTION' | 'EMPLOYER';
  payeeOfGroups: Readonly<Record<string, 'PERSON' | 'INSTITUTION' | 'EMPLOYER'>>;
  account: 'SOCIAL_CARD' | 'SOCIAL_CARD_OR_BANK';
  status: readonly string[];
  insuredMonthsMin: number;
  certificateKinds: readonly string[];
  amounts: LevelMoney;
  shortageAmounts: LevelMoney;
  shortageOccupations: readonly string[];
  ceilings: LevelMoney;
  annual: { readonly ordinary: number; readonly shortage: number };
  annualMax: number;
  annualMaxOfGroups: Readonly<Record<string, number>>;
  lifetimeMax: number;
  windowMonths: number;
  windowMonthsFromPublicityEnd: number;
  oncePerOccupationLevel: boolean;
  higherBlocksLower: boolean;
  excludes: readonly Family[];
  excludesPublicPayroll: boolean;
  reserveMonthsMin: number;
  attendanceMin: string;
  classDayMin: string;
  dayPresentMin: string;
  fundGroups: Readonly<Partial<Record<Fund, readonly string[] | 'ALL'>>>;
  correctionalOnlyGroups: readonly string[];
  who: readonly string[];
  needsTrainingCase: boolean;
  amount: string;
  dayAmount: string;
  onlineHourAmount: string;
  degreeRates: Readonly<Record<string, string>>;
  technicianRate: string;
  technicianLevels: readonly string[];
  modeRates: Readonly<Partial<Record<'OFFLINE' | 'BLENDED' | 'ONLINE', string>>>;
  catalogues: readonly Catalogue[];
  examFees: Readonly<Record<string, LevelMoney>>;
  uplifts: Readonly<Record<string, string>>;
  upliftGroups: Readonly<Record<string, readonly string[]>>;
  occupationTags: Readonly<Record<string, readonly string[]>>;
  stacking: Stacking;
  totalUpliftCap: string;
  prices: readonly Price[];
  stages: Readonly<Record<string, StageRate>>;
  employWithinMonths: number;
  yearAmounts: LevelMoney;
  tiers: { readonly certified: string; readonly completed: string; readonly notCompleted: string };
  advanceMax: string;
  advanceSettlement: 'PER_PERSON' | 'PER_PLAN';
  refundDueMonths: number;
  internshipMonthsMin: number;
  contractMonthsMin: number;
  proRataByDays: boolean;
  publicityWorkingDays: number;
  clawbackMode: 'OFFSET' | 'REFUND';
  reportWorkingDays: number;
  measures: Readonly<Record<string, Measure>>;
  findings: Readonly<Record<string, string>>;
  escalatesAfter: number;
  fineReference: { readonly timesFrom: number; readonly timesTo: number; readonly fund: Fund; readonly law: string };
};

/** The value of a parameter; its form was checked when the pack was read. */
export function valueIn<N extends keyof ParameterValues>(params: Params | undefined, name: N): ParameterValues[N] | undefined {
  return params?.[name]?.value as ParameterValues[N] | undefined;
}

/** What a pack says of one programme: the programme's own word, else the pack's. */
export function parameterOf<N extends keyof ParameterValues>(pack: Pack, programme: Programme, name: N): ParameterValues[N] | undefined {
  return valueIn(pack.programmes?.[programme], name) ?? valueIn(pack.params, name);
}

/** What a pack says once for all of its programmes: publicity, set-off, measures. */
export const packParameter = <N extends keyof ParameterValues>(pack: Pack, name: N): ParameterValues[N] | undefined =>
  valueIn(pack.params, name);

/** The training fee, the exam fee of the same class and the training subsidy are one use of one entitlement. */
export function familyOf(programme: Programme): Family {
  return programme === 'TRAINING_FEE' || programme === 'EXAM_FEE' ? 'TRAINING' : programme;
}
