// The steps of a story, read in order: keys, forms, references, and that time only moves forward.
import { businessDate } from '@libs/kernel';
import { checkClassStep } from './check-classes';
import { checkExpectation } from './check-expectation';
import { type Faults, isKeyed, type Keyed, listOf, shown } from './fault';
import { checkFields, checkForm, isOfficer } from './forms';
import { fundRowName } from './check-head';
import { argumentsOfVerb, verbOf, type Verb } from './language';
import { instantIn, isMoment, workingDayAfter } from './moments';
import type { NamesSoFar } from './names-so-far';
import { outcomes, tiers } from './words';

type Context = { readonly faults: Faults; readonly names: NamesSoFar };
export type Checked = { readonly verb: Verb; readonly refused: boolean; readonly step: Keyed };

const publicityWorkingDays = 5;

function actorIsKnown(actor: unknown, { names }: Context): boolean {
  return isOfficer(actor) || names.crowds.has(String(actor)) || names.organisations.has(String(actor)) || isMember(actor, names);
}

function isMember(actor: unknown, names: NamesSoFar): boolean {
  try {
    return names.people(actor).length === 1;
  } catch {
    return false;
  }
}

const exactlyOne = (step: Keyed, ...keys: readonly string[]): boolean => keys.filter((key) => step[key] !== undefined).length === 1;

function peopleAsked(step: Keyed, { faults, names }: Context): readonly string[] {
  if (!faults.need(exactlyOne(step, 'person', 'class'), 'either a person or a class')) return [];
  if (step['person'] !== undefined) {
    faults.need(step['certificate'] !== undefined, 'certificate is missing');
    faults.need(step['people'] === undefined, 'people go with a class');
    return names.people(step['person']);
  }
  faults.need(step['certificate'] === undefined, 'certificate goes with a person');
  const roster = [...new Set(listOf(step['class']).flatMap((name) => names.classNamed(name).roster))];
  if (step['people'] === undefined) return roster;
  const people = names.people(step['people']);
  for (const person of people) faults.need(roster.includes(person), `${person} is not in the class`);
  return people;
}

const countOrWho = (value: unknown, names: NamesSoFar): number =>
  typeof value === 'number' ? value : value === undefined ? 0 : names.people(value).length;

function checkSettlement(step: Keyed, { faults, names }: Context): readonly string[] {
  const people = names.plans.get(String(step['plan'])) ?? [];
  const counted = ['certified', 'completed', 'not_completed'].reduce((sum, key) => sum + countOrWho(step[key], names), 0);
  faults.need(counted === people.length, `${counted} results for ${people.length} apprentices`);
  return people;
}

type Rule = (checked: Checked, context: Context) => void;

const newClaim = (step: Keyed, people: readonly string[], refused: boolean, names: NamesSoFar): void => {
  if (!refused) names.claims.set(String(step['claim']), people);
};

const eitherClaimOrClass: Rule = ({ step }, { faults }) => {
  faults.need(exactlyOne(step, 'claim', 'class'), 'either a claim or a class');
  faults.need((step['remove'] === undefined) === (step['reason'] === undefined), 'remove and reason go together');
};

/** What a verb asks beyond the forms of its arguments, and what it names. */
const rules: Readonly<Partial<Record<Verb, Rule>>> = {
  apply: ({ step, refused }, context) => newClaim(step, peopleAsked(step, context), refused, context.names),
  simulate: ({ step }, context) => {
    if (step['claim'] === undefined) {
      context.faults.need(step['programme'] !== undefined, 'programme is missing');
      peopleAsked(step, context);
    } else
      for (const key of ['programme', 'person', 'certificate', 'class', 'people', 'stage'])
        context.faults.need(step[key] === undefined, `either a claim or ${key}`);
  },
  bank: ({ step }, { faults }) => {
    faults.need((step['outcome'] === 'returned') === (step['code'] !== undefined), 'a return has a code, a payment none');
  },
  settle: (_, { names }) => {
    const last = workingDayAfter(businessDate(names.now), publicityWorkingDays);
    names.now = instantIn(workingDayAfter(last, 1));
  },
  hold: eitherClaimOrClass,
  release_hold: eitherClaimOrClass,
  publish_result: ({ step }, { faults }) => void faults.need(exactlyOne(step, 'draw', 'class'), 'either a draw or a class'),
  allot: ({ step }, { names }) => void names.fundRows.add(fundRowName(step['fund'], step['region'], step['year'])),
  plan_apprenticeship: ({ step, refused }, { faults, names }) => {
    faults.need(String(step['start']) < String(step['end']), 'start and end');
    if (!refused) names.plans.set(String(step['plan']), names.people(step['people']));
  },
  settle_apprenticeship: ({ step, refused }, context) => newClaim(step, checkSettlement(step, context), refused, context.names),
  issue_voucher: ({ step }, { names }) => void names.vouchers.set(String(step['voucher']), names.people(step['person'])),
  redeem_voucher: ({ step, refused }, { names }) => newClaim(step, names.vouchers.get(String(step['voucher'])) ?? [], refused, names),
  register_objects: ({ step }, { faults, names }) => {
    for (const [tier, count] of faults.named(step['tiers'], 'tiers')) {
      faults.need(tiers.includes(tier), `unknown tier ${shown(tier)}`);
      faults.need(Number.isInteger(count) && Number(count) >= 0, `tier ${tier}: ${shown(count)} is no count`);
    }
    names.tiers = isKeyed(step['tiers']) ? step['tiers'] : {};
  },
  register_inspectors: ({ step }, { faults, names }) => {
    for (const each of faults.list(step['conflicts'], 'conflicts'))
      if (faults.keys(each, ['inspector', 'organisation'], [], 'conflict')) {
        checkForm(each['organisation'], 'organisation', 'organisation', faults, names);
        faults.need(/^i\d\d+$/.test(String(each['inspector'])), `no such inspector: ${shown(each['inspector'])}`);
      }
  },
  draw: ({ step }, { faults, names }) => {
    for (const [tier, rate] of faults.named(step['rates'], 'rates')) {
      faults.need(Object.hasOwn(names.tiers, tier), `tier ${shown(tier)} is not registered`);
      checkForm(rate, 'percent', 'rate', faults, names);
    }
    names.draws.add(String(step['draw']));
  },
  together: ({ step }, context) => checkTogether(step, context),
};

function checkTogether(step: Keyed, context: Context): void {
  const { faults, names } = context;
  const steps = faults.list(step['steps'], 'steps');
  faults.need(steps.length > 1, 'a race has two steps or more');
  for (const each of steps) checkStep(each, true, context);
  for (const [outcome, name] of Object.entries(isKeyed(step['names']) ? step['names'] : {})) {
    faults.need(outcomes.includes(outcome), `unknown outcome ${shown(outcome)}`);
    if (!checkForm(name, 'new-claim', 'names', faults, names)) continue;
    const made = steps.flatMap((each) => (isKeyed(each) ? listOf(each['claim'] ?? []) : []));
    names.claims.set(String(name), names.claims.get(String(made[0])) ?? []);
  }
}

function checkTime(step: Keyed, { faults, names }: Context): void {
  if (step['at'] === undefined) return;
  if (!faults.need(isMoment(step['at']), `at: ${shown(step['at'])} is no time`)) return;
  const at = instantIn(String(step['at']));
  faults.need(at >= names.now, `at ${String(step['at'])} lies before the clock`);
  names.now = at > names.now ? at : names.now;
}

function checkStep(step: unknown, racing: boolean, context: Context): void {
  const { faults, names } = context;
  const verb = isKeyed(step) ? verbOf(step['do']) : undefined;
  if (!isKeyed(step) || verb === undefined) return faults.add(`unknown verb ${shown(isKeyed(step) ? step['do'] : step)}`);
  faults.need(!racing || verb !== 'together', 'a race in a race');
  if (!racing) checkTime(step, context);
  if (step['as'] !== undefined) faults.need(actorIsKnown(step['as'], context), `no such actor: ${shown(step['as'])}`);
  const refused = isKeyed(step['expect']) && step['expect']['refused'] !== undefined;
  const well = checkFields(step, argumentsOfVerb(verb), verb, faults, names, racing ? ['do', 'as'] : ['do', 'at', 'as', 'expect']);
  if (well) {
    try {
      checkClassStep({ verb, step, refused }, faults, names);
      rules[verb]?.({ verb, step, refused }, context);
    } catch (error) {
      faults.add((error as Error).message);
    }
  }
  if (step['expect'] !== undefined && !racing) checkExpectation(step['expect'], { verb, step, refused }, faults, names);
}

export function checkSteps(steps: readonly unknown[], faults: Faults, names: NamesSoFar): void {
  for (const [place, step] of steps.entries()) {
    faults.where = `step ${place + 1}`;
    checkStep(step, false, { faults, names });
  }
}
