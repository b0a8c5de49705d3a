// What the person has had already, here and elsewhere: duplicates, exclusions and caps.
import type { Family, Fund, Programme, Use } from './evaluation';
import {
  byAnswer,
  either,
  everyWord,
  fails,
  least,
  own,
  passes,
  sameOccupation,
  stageOf,
  textIn,
  type CaseInView,
  type TestResult,
} from './evaluation-case';
import { asksOtherRegions } from './evaluation-questions';

type OfClasses = Pick<Use, 'family' | 'programmes' | 'classIds' | 'stage'>;

const sameClass = (one: OfClasses, other: OfClasses): boolean =>
  one.family === other.family && (one.classIds ?? []).some((classId) => other.classIds?.includes(classId));

const fees: readonly Programme[] = ['TRAINING_FEE', 'EXAM_FEE'];

/** The other fee of the same class, or the other stage of it, is the same use of the same entitlement. */
export function isOneUse(one: OfClasses, other: OfClasses): boolean {
  if (!sameClass(one, other)) return false;
  const areFees = [...one.programmes, ...other.programmes].every((programme) => fees.includes(programme));
  const otherFee = areFees && !one.programmes.some((programme) => other.programmes.includes(programme));
  return otherFee || (one.stage !== undefined && other.stage !== undefined && one.stage !== other.stage);
}

function asked(view: CaseInView): OfClasses {
  const stage = stageOf(view);
  const classIds = view.classes.map(({ classId }) => classId);
  return { family: view.family, programmes: view.input.programmes, classIds, ...(stage !== undefined && { stage }) };
}

const otherUses = (view: CaseInView): readonly Use[] =>
  view.input.book.filter((use) => use.caseId !== view.input.caseId && !isOneUse(asked(view), use));

const reserved = (test: string): TestResult => ({ test, is: 'UNKNOWN', reason: 'ENTITLEMENT_RESERVED', detail: {} });

/** What is consumed stands in the way; what another case has reserved may yet be freed. */
function notAmong(test: string, uses: readonly Use[]): TestResult {
  if (uses.some(({ state }) => state === 'CONSUMED')) return fails(test);
  return uses.length > 0 ? reserved(test) : passes(test);
}

const ofOccupation = (view: CaseInView, family: Family): readonly Use[] =>
  otherUses(view).filter((use) => use.family === family && sameOccupation(view, use.occupation));

const said = (view: CaseInView, name: 'oncePerOccupationLevel' | 'higherBlocksLower'): boolean =>
  everyWord(view, name).some(({ value }) => value);

export const isRepeatable = (view: CaseInView): boolean => !said(view, 'oncePerOccupationLevel');

/** No class is paid for twice, whatever a pack says; an occupation and level is not where a pack says so. */
function duplicates(view: CaseInView, mine: readonly Use[]): readonly Use[] {
  const ofClass = otherUses(view).filter((use) => sameClass(asked(view), use));
  return isRepeatable(view) ? ofClass : [...ofClass, ...mine.filter(({ level }) => level === view.level)];
}

function once(view: CaseInView): readonly TestResult[] {
  const mine = ofOccupation(view, view.family);
  return [
    ...(view.classes.length > 0 || !isRepeatable(view) ? [notAmong('DUPLICATE_OCCUPATION_LEVEL', duplicates(view, mine))] : []),
    // Level 1 is the highest.
    ...(said(view, 'higherBlocksLower')
      ? [
          notAmong(
            'HIGHER_LEVEL_ALREADY_PAID',
            mine.filter(({ level }) => Number(level) < Number(view.level)),
          ),
        ]
      : []),
  ];
}

function exclusive(view: CaseInView): readonly TestResult[] {
  const families = [...new Set(everyWord(view, 'excludes').flatMap(({ value }) => value))];
  if (families.length === 0) return [];
  const uses = families.flatMap((family) => ofOccupation(view, family)).filter(({ level }) => level === view.level);
  return [notAmong('MUTUALLY_EXCLUSIVE_SUBSIDY', uses)];
}

function otherRegions(view: CaseInView): readonly TestResult[] {
  const test = 'DUPLICATE_OTHER_REGION';
  if (!asksOtherRegions(view)) return [];
  return [
    byAnswer(view, 'other_regions', test, (value) => {
      const [occupation, level] = [textIn(value, 'occupation'), textIn(value, 'level')];
      const paid = textIn(value, 'answer') === 'paid';
      const same = (occupation === undefined || sameOccupation(view, occupation)) && (level === undefined || level === view.level);
      return either(test, !(paid && same), paid && same ? { region: textIn(value, 'region') ?? '—' } : {});
    }),
  ];
}

export type Cap = { readonly test: string; readonly max: number; readonly consumed: number; readonly reserved: number };

const onlyExam = ({ programmes }: Use): boolean => programmes.every((programme) => programme === 'EXAM_FEE');
/** The exam fee of an imported training, which names no class. */
const examOf = (exam: Use, training: Use): boolean =>
  exam.classIds === undefined &&
  onlyExam(exam) &&
  !onlyExam(training) &&
  exam.family === training.family &&
  exam.occupation === training.occupation &&
  exam.level === training.level &&
  exam.year === training.year;

/** The two fees of one class, and its two stages, count once: consumed where any of them is. */
function counted(test: string, max: number, all: readonly Use[]): Cap {
  const consumedFirst = all.toSorted((a, b) => a.state.localeCompare(b.state));
  const uses = consumedFirst.filter(
    (use, place) => !consumedFirst.some((other, at) => (at < place && sameClass(use, other)) || examOf(use, other)),
  );
  const consumed = uses.filter(({ state }) => state === 'CONSUMED').length;
  return { test, max, consumed, reserved: uses.length - consumed };
}

const withinCap = ({ test, max, consumed, reserved: waiting }: Cap): TestResult => {
  const detail = { used: `${consumed}/${max}` };
  if (consumed >= max) return fails(test, detail);
  return consumed + waiting >= max ? reserved(test) : passes(test, detail);
};

const isShortage = (view: CaseInView, occupation: string): boolean =>
  (own(view, 'shortageOccupations') ?? []).some((listed) => listed === occupation);

export const shortage = (view: CaseInView): boolean | undefined => own(view, 'shortageOccupations') && isShortage(view, view.occupation);

/** Uses of the calendar year of the application; shortage and ordinary occupations are counted apart where the pack does. */
export function annualCap(view: CaseInView): Cap | undefined {
  const year = Number(view.input.appliedOn.slice(0, 4));
  const uses = otherUses(view).filter((use) => use.family === view.family && use.year === year);
  const apart = everyWord(view, 'annual').map(({ value }) => value);
  if (apart.length > 0) {
    const scarce = shortage(view) === true;
    const max = Math.min(...apart.map((caps) => (scarce ? caps.shortage : caps.ordinary)));
    const mine = uses.filter((use) => (use.shortage ?? isShortage(view, use.occupation)) === scarce);
    return counted(scarce ? 'ANNUAL_CAP_SHORTAGE' : 'ANNUAL_CAP_ORDINARY', max, mine);
  }
  const groups = own(view, 'annualMaxOfGroups');
  const ofGroup = groups?.[view.input.person.group ?? ''] ?? groups?.['else'];
  const max = ofGroup ?? least(view, 'annualMax');
  return max === undefined ? undefined : counted('ANNUAL_CAP_REACHED', max, uses);
}

const paidFrom = (uses: readonly Use[], fund: Fund | undefined): readonly Use[] =>
  uses.filter(({ funds }) => fund === undefined || funds.includes(fund));

function caps(view: CaseInView): readonly TestResult[] {
  const mine = otherUses(view).filter(({ family }) => family === view.family);
  const lifetime = everyWord(view, 'lifetimeMax').map(({ value, fund }) => counted('LIFETIME_CAP_REACHED', value, paidFrom(mine, fund)));
  const annual = annualCap(view);
  return [...lifetime, ...(annual ? [annual] : [])].map(withinCap);
}

export const entitlementTests = (view: CaseInView): readonly TestResult[] => [
  ...otherRegions(view),
  ...once(view),
  ...exclusive(view),
  ...caps(view),
];
