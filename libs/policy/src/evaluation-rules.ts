// Rules that are asked one by one, without a case: what the same numbers of a pack give for inputs that somebody types in.
import { addFen, compareRatios, fenOf, noFen, ratio, ratioOfPercent, Refused, timesFen, yuanOf, type Fen, type Ratio } from '@libs/kernel';
import { ratioOfNumber } from './evaluation-amounts';
import { valueIn } from './evaluation-parameters';
import { certificateNumberAnswer, idNumberAnswer, usccAnswer, type NumberOut } from './evaluation-numbers';
import type { Pack, Params } from './pack';

export type RuleOut =
  { readonly amount: string; readonly refused?: string; readonly capped_by?: string } | NumberOut | { readonly flag: string };
export type RuleQuestion = { readonly rule: string; readonly pack: string; readonly in: Readonly<Record<string, unknown>> };

type RuleValues = {
  amount: string;
  amounts: Readonly<Record<string, string>>;
  hoursMin: number;
  employedWithinMonths: number;
  timesPerYear: number;
  pensionMonthsMin: number;
  perMonths: number;
  apprenticesMax: number;
  monthsMax: number;
  upliftMax: string;
  rates: Readonly<Record<string, string>>;
  uplift: string;
  upliftLevels: readonly string[];
  livingAmount: string;
  transportAmount: string;
  otherwiseRate: string;
  frontlineMin: string;
};

type Asking = {
  readonly params: Params;
  readonly pack: Pack;
  readonly said: Readonly<Record<string, unknown>>;
};

/** A number of the pack: its form was checked when the pack was read, and a rule is only asked of a pack that has it. */
function word<N extends keyof RuleValues>({ params, pack }: Asking, name: N): RuleValues[N] {
  const value = params[name]?.value;
  if (value === undefined) throw new Error(`${pack.id} has no ${name}`);
  return value as RuleValues[N];
}

const invalid = (field: string): Refused => new Refused('RULE_INPUT_INVALID', { field });

function number({ said }: Asking, field: string, otherwise?: number): number {
  const value = said[field] ?? otherwise;
  if (typeof value !== 'number' || !(value >= 0 && value <= Number.MAX_SAFE_INTEGER)) throw invalid(field);
  return value;
}
function flag({ said }: Asking, field: string, otherwise?: boolean): boolean {
  const value = said[field] ?? otherwise;
  if (typeof value !== 'boolean') throw invalid(field);
  return value;
}
function text({ said }: Asking, field: string): string {
  const value = said[field];
  if (typeof value !== 'string' && typeof value !== 'number') throw invalid(field);
  return String(value);
}
const moneyForm = /^(0|[1-9]\d{0,12})\.\d{2}$/;
const percentForm = /^\d{1,6}(\.\d{1,6})?%$/;
function money(asking: Asking, field: string): Fen {
  const value = text(asking, field);
  if (!moneyForm.test(value)) throw invalid(field);
  return fenOf(value);
}
function percent(asking: Asking, field: string): Ratio {
  const value = text(asking, field);
  if (!percentForm.test(value)) throw invalid(field);
  return ratioOfPercent(value);
}

/** A sum for each of so many; a number with which it is no sum any more means nothing. */
function forEach(asking: Asking, field: string, sum: Fen): Fen {
  const count = number(asking, field);
  if (sum * count >= Number.MAX_SAFE_INTEGER) throw invalid(field);
  return timesFen(sum, ratioOfNumber(count));
}

const paid = (amount: Fen): RuleOut => ({ amount: yuanOf(amount) });
const refused = (reason: string): RuleOut => ({ amount: yuanOf(noFen), refused: reason });
const onTop = ({ numerator, denominator }: Ratio): Ratio => ratio(numerator + denominator, denominator);
const usedUp = (asking: Asking): boolean => number(asking, 'times_this_year', 0) >= word(asking, 'timesPerYear');

function directed(asking: Asking): RuleOut {
  const hours = number(asking, 'hours');
  const months = number(asking, 'employed_within_months');
  const pension = flag(asking, 'pension_paid');
  if (hours < word(asking, 'hoursMin')) return refused('HOURS_SHORT');
  if (months > word(asking, 'employedWithinMonths') || !pension) return refused('EMPLOYMENT_AFTER_WINDOW');
  return usedUp(asking) ? refused('ANNUAL_CAP_REACHED') : paid(fenOf(word(asking, 'amount')));
}

function project(asking: Asking): RuleOut {
  if (number(asking, 'hours') < word(asking, 'hoursMin')) return refused('HOURS_SHORT');
  return usedUp(asking) ? refused('ANNUAL_CAP_REACHED') : paid(fenOf(word(asking, 'amount')));
}

/** One entry of a table of sums; what it does not name is an input that means nothing. */
function listed(asking: Asking, field: string): Fen {
  const sum = word(asking, 'amounts')[text(asking, field)];
  if (sum === undefined) throw invalid(field);
  return fenOf(sum);
}

function safety(asking: Asking): RuleOut {
  const sum = listed(asking, 'kind');
  const local = flag(asking, 'local_hukou', true);
  if (!local && number(asking, 'pension_months', 0) < word(asking, 'pensionMonthsMin')) return refused('INSURED_MONTHS_SHORT');
  return usedUp(asking) ? refused('ANNUAL_CAP_REACHED') : paid(sum);
}

function mentoring(asking: Asking): RuleOut {
  const apprentices = number(asking, 'apprentices');
  const most = word(asking, 'apprenticesMax');
  const months = Math.min(number(asking, 'months'), word(asking, 'monthsMax'));
  const terms = Math.floor(months / word(asking, 'perMonths'));
  const amount = timesFen(fenOf(word(asking, 'amount')), ratioOfNumber(Math.min(apprentices, most)), ratio(terms));
  return { amount: yuanOf(amount), ...(apprentices > most && { capped_by: 'MASTER_MAX_TWO' }) };
}

function baseUplift(asking: Asking): RuleOut {
  const most = ratioOfPercent(word(asking, 'upliftMax'));
  const asked = percent(asking, 'uplift');
  return paid(timesFen(money(asking, 'base'), onTop(compareRatios(asked, most) > 0 ? most : asked)));
}

function apprenticeship(asking: Asking): RuleOut {
  const sum = valueIn(asking.pack.programmes?.APPRENTICESHIP, 'yearAmounts')?.[text(asking, 'level')];
  return sum === undefined ? refused('LEVEL_NOT_COVERED') : paid(forEach(asking, 'years', fenOf(sum)));
}

function levelSubsidy(asking: Asking): RuleOut {
  const sum = word(asking, 'amounts')[text(asking, 'level')];
  const rate = word(asking, 'rates')[text(asking, 'kind')];
  if (rate === undefined) throw invalid('kind');
  return sum === undefined ? refused('LEVEL_NOT_COVERED') : paid(timesFen(fenOf(sum), ratioOfPercent(rate)));
}

function shortageUplift(asking: Asking): RuleOut {
  const base = money(asking, 'base');
  const covered = flag(asking, 'shortage') && word(asking, 'upliftLevels').includes(text(asking, 'level'));
  return paid(covered ? timesFen(base, onTop(ratioOfPercent(word(asking, 'uplift')))) : base);
}

const livingDay = (asking: Asking): RuleOut =>
  paid(forEach(asking, 'days', addFen(fenOf(word(asking, 'livingAmount')), fenOf(word(asking, 'transportAmount')))));

/** The whole where what is hoped for came about, else a share. */
const wholeIf =
  (field: string) =>
  (asking: Asking): RuleOut => {
    const base = money(asking, 'base');
    return paid(flag(asking, field) ? base : timesFen(base, ratioOfPercent(word(asking, 'otherwiseRate'))));
  };

function startupType(asking: Asking): RuleOut {
  const sum = listed(asking, 'kind');
  const before = asking.said['prior_type_this_year'] ?? 'none';
  return before === 'none' ? paid(sum) : refused('ANNUAL_CAP_REACHED');
}

const workAsTraining = (asking: Asking): RuleOut =>
  paid(timesFen(fenOf(word(asking, 'amount')), ratioOfNumber(Math.min(number(asking, 'months'), word(asking, 'monthsMax')))));

function share(asking: Asking): RuleOut {
  const [total, frontline] = [money(asking, 'total'), money(asking, 'frontline')];
  const least = timesFen(total, ratioOfPercent(word(asking, 'frontlineMin')));
  return { flag: frontline < least ? 'BELOW_60_PERCENT_FLAG' : 'none' };
}

const rules: Readonly<Record<string, (asking: Asking) => RuleOut>> = {
  DIRECTED: directed,
  PROJECT: project,
  SAFETY: safety,
  MENTORING: mentoring,
  BASE_UPLIFT: baseUplift,
  APPRENTICESHIP: apprenticeship,
  LEVEL_SUBSIDY: levelSubsidy,
  SHORTAGE_UPLIFT: shortageUplift,
  LIVING_DAY: livingDay,
  EMPLOYMENT_LINKED: wholeIf('employed'),
  STARTUP_COURSE: wholeIf('started'),
  STARTUP_TYPE: startupType,
  WORK_AS_TRAINING: workAsTraining,
  ID_NUMBER: (asking) => idNumberAnswer(text(asking, 'id_no')),
  USCC: (asking) => usccAnswer(text(asking, 'uscc'), asking.params),
  CERTIFICATE_NUMBER: (asking) => certificateNumberAnswer(text(asking, 'number'), asking.params),
  EEF_SHARE: share,
};

/** What a rule of a pack gives; of several versions the highest answers. `id@2` asks for one of them. */
export function ruleAnswer(question: RuleQuestion, packs: readonly Pack[]): RuleOut {
  const [id, version] = question.pack.split('@');
  const [pack] = packs
    .filter((one) => one.id === id && (version === undefined || String(one.version) === version))
    .toSorted((a, b) => b.version - a.version);
  const answer = Object.hasOwn(rules, question.rule) ? rules[question.rule] : undefined;
  const params = pack?.rules?.[question.rule] ?? (question.rule === 'APPRENTICESHIP' ? pack?.programmes?.APPRENTICESHIP : undefined);
  if (!pack || !answer || !params) throw new Refused('RULE_NOT_FOUND', { rule: question.rule, pack: question.pack });
  return answer({ params, pack, said: question.in });
}
