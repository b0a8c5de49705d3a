// What a case is worth: every factor is multiplied exactly, and each line is rounded once.
import { addDays, compareRatios, fen, fenOf, ratio, ratioOfPercent, timesFen, type Fen, type Ratio } from '@libs/kernel';
import type { ClassInput, DecidedLine, Payee, Programme, ReasonDetail } from './evaluation';
import { fundOf, inView, own, tagsAtStart, type CaseInView } from './evaluation-case';
import type { Catalogue, CatalogueRow, Stacking } from './evaluation-parameters';
import { internContracts } from './evaluation-person';
import { stageRate } from './evaluation-questions';
import { shortage } from './evaluation-entitlement';

const whole = ratio(1);
const holdsOn = (from: string | null, to: string | null, on: string): boolean => (from === null || from <= on) && (to === null || on <= to);

/** The catalogue of the day on which the class started, whatever came after it. */
function catalogueInForce(view: CaseInView): Catalogue | undefined {
  const on = view.classes[0]?.startsOn;
  return on === undefined ? undefined : own(view, 'catalogues')?.find(({ from, to }) => holdsOn(from, to, on));
}

export const catalogueRow = (view: CaseInView): CatalogueRow | undefined =>
  catalogueInForce(view)?.rows.find(({ occupation, level }) => occupation === view.occupation && level === view.level);

function levelAmount(view: CaseInView): string | undefined {
  const table = (shortage(view) ? own(view, 'shortageAmounts') : undefined) ?? own(view, 'amounts') ?? own(view, 'yearAmounts');
  return table?.[view.level];
}

/** Whether the pack has a sum for the level; undefined where its sums do not go by level. */
export function levelCovered(view: CaseInView): boolean | undefined {
  if (own(view, 'amounts') ?? own(view, 'yearAmounts')) return levelAmount(view) !== undefined;
  const fees = own(view, 'examFees');
  const row = catalogueRow(view);
  return fees && row && fees[row.examClass]?.[view.level] !== undefined;
}

/** Who is paid; undefined where an employer has to be and none is known. */
export function payeeOf(view: CaseInView, programme: Programme): Payee | undefined {
  const { person, class: ofClass, apprentice } = view.input;
  const asked = { ...view, programme };
  const role = (person.group && own(asked, 'payeeOfGroups')?.[person.group]) || own(asked, 'payee');
  if (role === 'PERSON') return { kind: 'PERSON', id: person.personId };
  const id = role === 'EMPLOYER' ? (apprentice?.employerId ?? person.employerId) : ofClass?.institutionId;
  return id === undefined ? undefined : { kind: 'ORGANISATION', id };
}

const plus = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
const times = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.numerator, a.denominator * b.denominator);

/** How uplifts that hold together come to one, before the cap. */
export function stacked(uplifts: readonly Ratio[], stacking: Stacking): Ratio {
  switch (stacking) {
    case 'NONE':
      return ratio(0);
    case 'MAX':
      return uplifts.reduce((top, one) => (compareRatios(one, top) > 0 ? one : top), ratio(0));
    case 'ADDITIVE':
      return uplifts.reduce(plus, ratio(0));
    case 'MULTIPLICATIVE':
      return plus(
        uplifts.reduce((product, one) => times(product, plus(whole, one)), whole),
        ratio(-1),
      );
  }
}

/** 1 and what is put on top: by the person's group, by a tag that held on the first day, or by the occupation. */
function upliftFactor(view: CaseInView): Ratio {
  const { group } = view.input.person;
  const names = [...(group === undefined ? [] : [group]), ...tagsAtStart(view), ...(own(view, 'occupationTags')?.[view.occupation] ?? [])];
  const groups = own(view, 'upliftGroups') ?? {};
  const holds = (uplift: string): boolean => names.includes(uplift) || (groups[uplift] ?? []).some((member) => names.includes(member));
  const found = Object.entries(own(view, 'uplifts') ?? {}).flatMap(([name, rate]) => (holds(name) ? [ratioOfPercent(rate)] : []));
  const sum = stacked(found, own(view, 'stacking') ?? 'NONE');
  const cap = own(view, 'totalUpliftCap');
  const capped = cap !== undefined && compareRatios(sum, ratioOfPercent(cap)) > 0 ? ratioOfPercent(cap) : sum;
  return plus(whole, capped);
}

function trainingFee(view: CaseInView): Fen | undefined {
  const row = catalogueRow(view);
  const [one] = view.classes;
  if (!row || !one) return undefined;
  const technician = (own(view, 'technicianLevels') ?? []).includes(view.level);
  const degree = technician ? own(view, 'technicianRate') : own(view, 'degreeRates')?.[row.degree];
  const mode = own(view, 'modeRates')?.[one.mode];
  return degree === undefined || mode === undefined
    ? undefined
    : timesFen(fenOf(row.standard), ratioOfPercent(degree), ratioOfPercent(mode));
}

function training(view: CaseInView): Fen | undefined {
  const on = view.classes[0]?.startsOn;
  const price = on === undefined ? undefined : own(view, 'prices')?.find(({ from, to }) => holdsOn(from, to, on))?.price;
  const base = price ?? levelAmount(view);
  const stages = own(view, 'stages');
  const rate = stageRate(view)?.rate;
  if (base === undefined || (stages && rate === undefined)) return undefined;
  const sum = timesFen(fenOf(base), upliftFactor(view), rate === undefined ? whole : ratioOfPercent(rate));
  const { voucher } = view.input;
  return voucher ? fen(Math.min(sum, voucher.faceFen, voucher.priceFen)) : sum;
}

const daysFromTo = (from: string, to: string): number => {
  let days = 0;
  for (let day = from; day <= to; day = addDays(day, 1)) days += 1;
  return days;
};

/** An intern is paid for from the day of the labour contract; everybody else for the whole period. */
function proRata(view: CaseInView): { readonly days: number; readonly of: number } | undefined {
  const { apprentice } = view.input;
  const intern = internContracts(view);
  if (!apprentice || intern === 'NONE' || own(view, 'proRataByDays') !== true) return undefined;
  const { startsOn, endsOn } = apprentice;
  const entry = intern === 'PENDING' ? startsOn : (intern.labour?.from ?? startsOn);
  return { days: daysFromTo(entry > startsOn ? entry : startsOn, endsOn), of: daysFromTo(startsOn, endsOn) };
}

/** `1.5` years as an exact fraction. */
export function ratioOfNumber(value: number): Ratio {
  const [, units = '0', places = ''] = /^(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  return ratio(BigInt(`${units}${places}`), 10n ** BigInt(places.length));
}

function apprenticeship(view: CaseInView): Fen | undefined {
  const { apprentice } = view.input;
  const tiers = own(view, 'tiers');
  const year = levelAmount(view);
  if (!apprentice || !tiers || year === undefined || apprentice.result === 'NOT_COMPLETED') return undefined;
  const tier = apprentice.result === 'CERTIFIED' ? tiers.certified : tiers.completed;
  const share = proRata(view);
  const factors = [ratioOfNumber(apprentice.years), share ? ratio(share.days, share.of) : whole];
  if (tier.endsWith('%')) return timesFen(fenOf(year), ratioOfPercent(tier), ...factors);
  return /^\d/.test(tier) ? timesFen(fenOf(tier), ...factors) : undefined;
}

type Sum = { readonly amountFen: Fen; readonly units?: number; readonly unit?: string };

const isPresent = (day: { readonly countedHours: number; readonly scheduledHours: number }, share: string): boolean =>
  day.scheduledHours > 0 && compareRatios(ratio(day.countedHours, day.scheduledHours), ratioOfPercent(share)) >= 0;

/** One line for each rate: days present where people meet, class hours where they do not. */
function livingByUnits(view: CaseInView, rate: string, countIn: (one: ClassInput) => number): readonly Sum[] {
  const units = view.classes.reduce((sum, one) => sum + countIn(one), 0);
  return units === 0 ? [] : [{ amountFen: timesFen(fenOf(rate), ratio(units)), units, unit: rate }];
}

export function livingSums(view: CaseInView): readonly Sum[] {
  const once = own(view, 'amount');
  if (once !== undefined) return [{ amountFen: fenOf(once) }];
  const [day, hour, share = '100%'] = [own(view, 'dayAmount'), own(view, 'onlineHourAmount'), own(view, 'dayPresentMin')];
  const daysIn = ({ mode, attendance }: ClassInput) =>
    mode === 'ONLINE' ? 0 : (attendance?.days ?? []).filter((one) => isPresent(one, share)).length;
  const hoursIn = ({ mode, attendance }: ClassInput) => (mode === 'ONLINE' ? (attendance?.countedHours ?? 0) : 0);
  return [
    ...(day === undefined ? [] : livingByUnits(view, day, daysIn)),
    ...(hour === undefined ? [] : livingByUnits(view, hour, hoursIn)),
  ];
}

const one = (sum: Fen | undefined): readonly Sum[] => (sum === undefined ? [] : [{ amountFen: sum }]);

function examFee(view: CaseInView): Fen | undefined {
  const row = catalogueRow(view);
  const fee = row && own(view, 'examFees')?.[row.examClass]?.[view.level];
  return fee === undefined ? undefined : fenOf(fee);
}

function sumsOf(view: CaseInView): readonly Sum[] {
  switch (view.programme) {
    case 'UI_SKILL': {
      const sum = levelAmount(view);
      return one(sum === undefined ? undefined : fenOf(sum));
    }
    case 'TRAINING':
      return one(training(view));
    case 'TRAINING_FEE':
      return one(trainingFee(view));
    case 'EXAM_FEE':
      return one(examFee(view));
    case 'LIVING':
      return livingSums(view);
    case 'APPRENTICESHIP':
      return one(apprenticeship(view));
  }
}

/** The lines of a case, as far as its tests leave them payable; a programme that the pack has no sum for has none. */
export function linesOf(view: CaseInView): readonly DecidedLine[] {
  const { input, packs, answers } = view;
  const sums = input.programmes.flatMap((programme) => {
    const fund = fundOf(view, programme);
    const payee = payeeOf(view, programme);
    if (fund === undefined || payee === undefined) return [];
    const asked = { ...inView({ ...input, programmes: [programme] }, packs, answers) };
    return sumsOf(asked).map((sum) => ({ programme, fund, payee, ...sum }));
  });
  return sums.map((sum, place) => ({ line: place + 1, ...sum }));
}

export const amountDetail = (view: CaseInView): ReasonDetail => {
  const name = view.family === 'TRAINING' ? catalogueInForce(view)?.name : undefined;
  return { ...(name !== undefined && { catalogue: name }), ...proRata(view) };
};
