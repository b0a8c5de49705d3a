// Expectations against what is there. Pure; each answers what differs, in words, and nothing where all holds.
import { addFen, fenOf, noFen, yuanOf, type Fen } from '@libs/kernel';
import { isKeyed, type Keyed, shown } from './fault';
import type { CaseView, DecisionView, LineView } from './played';

export type Difference = string;

/** What the story's names stand for. */
export type Naming = {
  /** The people that a reference means, by the system's ids, with the names to speak of them. */
  peopleIn(reference: unknown): readonly { readonly who: string; readonly personId: string }[];
  idOf(name: unknown): unknown;
  whoIs(personId: unknown): string;
  payeeName(id: unknown): string;
};

const differ = (what: string, expected: unknown, got: unknown): Difference => `${what}: expected ${shown(expected)} got ${shown(got)}`;

/** The keys that are named, compared exactly; 80 and "80" are one value. */
export function compareDetail(expected: unknown, got: Keyed | undefined, naming: Naming, what: string): readonly Difference[] {
  return Object.entries(isKeyed(expected) ? expected : {}).flatMap(([key, value]) => {
    const wanted = naming.idOf(value);
    const actual = got?.[key];
    return actual !== undefined && String(wanted) === String(actual) ? [] : [differ(`${what} ${key}`, wanted, actual)];
  });
}

function compareOutcome(expected: Keyed, got: DecisionView, naming: Naming, what: string): readonly Difference[] {
  const wanted = { outcome: expected['outcome'], ...(expected['reason'] !== undefined && { reason: expected['reason'] }) };
  const actual = { outcome: got.outcome, ...(got.reason !== undefined && { reason: got.reason }) };
  if (wanted.outcome !== actual.outcome || wanted.reason !== actual.reason)
    return [differ(what, wanted, { ...actual, ...(got.detail && { detail: got.detail }) })];
  return compareDetail(expected['detail'], got.detail, naming, what);
}

const own = ({ fund }: LineView): boolean => fund === 'SELF';
export const sumOf = (lines: readonly LineView[]): Fen =>
  addFen(noFen, ...lines.filter((line) => !own(line)).map(({ amount }) => fenOf(amount)));
const ownSumOf = (lines: readonly LineView[]): Fen => addFen(noFen, ...lines.filter(own).map(({ amount }) => fenOf(amount)));

const lineText = (line: Keyed): string =>
  [
    line['programme'],
    line['fund'],
    line['payee'],
    line['amount'],
    ...(line['units'] === undefined ? [] : [`${String(line['units'])} x ${String(line['unit'])}`]),
  ].join(' ');

/** Who is paid by a line, as the story names them: the person of the case stands for any reference that includes them. */
function payeeText(line: Keyed, personId: string, naming: Naming): Keyed {
  const id = naming.idOf(line['payee']);
  if (id !== line['payee']) return { ...line, payee: naming.payeeName(id) };
  const meant = naming.peopleIn(line['payee']).find((person) => person.personId === personId) ?? naming.peopleIn(line['payee'])[0];
  return { ...line, payee: meant?.who };
}

function compareLines(expected: readonly Keyed[], got: CaseView, naming: Naming, what: string): readonly Difference[] {
  const wanted = expected.map((line) => lineText(payeeText(line, got.personId, naming))).sort();
  // What people pay themselves is recorded beside the lines; it is compared where a story names it.
  const shownLines = expected.some(({ fund }) => fund === 'SELF') ? got.lines : got.lines.filter((line) => !own(line));
  const actual = shownLines.map((line) => lineText({ ...line, payee: naming.payeeName(line.payee.id) })).sort();
  return wanted.join('|') === actual.join('|') ? [] : [differ(`${what} lines`, wanted, actual)];
}

function compareDecision(expected: Keyed, got: CaseView, naming: Naming, what: string): readonly Difference[] {
  const outcome = compareOutcome(expected, got, naming, what);
  if (outcome.length > 0) return outcome;
  const lines = expected['lines'] === undefined ? [] : compareLines(expected['lines'] as readonly Keyed[], got, naming, what);
  const amount = yuanOf(sumOf(got.lines));
  const sum =
    expected['amount'] === undefined || expected['amount'] === amount ? [] : [differ(`${what} amount`, expected['amount'], amount)];
  const none = expected['outcome'] === 'REJECTED' && got.lines.length > 0 ? [differ(`${what} lines`, [], got.lines)] : [];
  return [...lines, ...sum, ...none];
}

/** Every person of the claim, each once. */
export function compareDecisions(expected: readonly Keyed[], cases: readonly CaseView[], naming: Naming): readonly Difference[] {
  const left = new Map(cases.map((each) => [each.personId, each]));
  const twice = cases.length === left.size ? [] : ['decisions: somebody has two cases in this claim'];
  const found = expected.flatMap((entry) =>
    naming.peopleIn(entry['who']).flatMap(({ who, personId }) => {
      const got = left.get(personId);
      left.delete(personId);
      return got ? compareDecision(entry, got, naming, who) : [differ(who, entry, undefined)];
    }),
  );
  const over = [...left.keys()].map((personId) => `decisions: ${naming.whoIs(personId)} has a case that is not expected`);
  return [...twice, ...found, ...over];
}

const groups: Readonly<Record<string, readonly string[]>> = {
  eligible: ['ELIGIBLE', 'PAID'],
  paid: ['PAID'],
  held: ['HELD'],
  rejected: ['REJECTED'],
  clawback: ['CLAWBACK_OPENED', 'CLAWBACK_CLOSED'],
};

export function compareHeads(expected: Keyed, cases: readonly CaseView[]): readonly Difference[] {
  return Object.entries(expected).flatMap(([key, count]) => {
    const got = cases.filter(({ outcome }) => (groups[key] ?? []).includes(outcome)).length;
    return got === count ? [] : [differ(`heads ${key}`, count, got)];
  });
}

function totalOf(key: string, cases: readonly CaseView[]): Fen {
  if (key === 'self') return addFen(noFen, ...cases.map(({ lines }) => ownSumOf(lines)));
  return addFen(noFen, ...cases.filter(({ outcome }) => (groups[key] ?? []).includes(outcome)).map(({ lines }) => sumOf(lines)));
}

/** `receivable` is what is still open of the claims' debts; undefined where nobody can tell. */
export function compareTotals(expected: Keyed, cases: readonly CaseView[], receivable: Fen | undefined): readonly Difference[] {
  return Object.entries(expected).flatMap(([key, amount]) => {
    const sum = key === 'receivable' ? receivable : totalOf(key, cases);
    const got = sum === undefined ? 'nothing that could be compared' : yuanOf(sum);
    return got === amount ? [] : [differ(`totals ${key}`, amount, got)];
  });
}

export function compareLog(expected: readonly Keyed[], got: readonly DecisionView[], naming: Naming): readonly Difference[] {
  if (expected.length !== got.length)
    return [
      differ(
        'log',
        expected.map(({ outcome, reason }) => reason ?? outcome),
        got.map(({ outcome, reason }) => reason ?? outcome),
      ),
    ];
  return expected.flatMap((entry, place) => {
    const decision = got[place];
    return decision ? compareOutcome(entry, decision, naming, `log ${place + 1}`) : [];
  });
}

/** In this order, with others between. */
export function compareFacts(expected: readonly string[], announced: readonly string[]): readonly Difference[] {
  let at = -1;
  for (const [place, fact] of expected.entries()) {
    const next = announced.indexOf(fact, at + 1);
    if (next < 0) {
      const why = announced.includes(fact)
        ? `it was announced, but not after ${expected[place - 1] ?? 'the start'}`
        : 'it was never announced';
      return [`facts ${place + 1}: expected ${fact}; ${why}`];
    }
    at = next;
  }
  return [];
}

/** Values under the same keys, those that are named. */
export function compareNamed(what: string, expected: Keyed, got: Keyed | undefined): readonly Difference[] {
  return Object.entries(expected).flatMap(([key, value]) => (got?.[key] === value ? [] : [differ(`${what} ${key}`, value, got?.[key])]));
}

/** The same entries, each as often, in any order; an entry may show more keys than are expected. */
export function compareEntries(what: string, expected: readonly Keyed[], got: readonly Keyed[]): readonly Difference[] {
  const left = [...got];
  const missing = expected.filter((entry) => {
    const place = left.findIndex((one) => Object.entries(entry).every(([key, value]) => one[key] === value));
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
  return missing.length === 0 && left.length === 0 ? [] : [differ(what, expected, got)];
}

export function compareRace(
  expected: Keyed,
  got: { readonly ok: number; readonly refused: Keyed; readonly outcomes: Keyed },
): readonly Difference[] {
  const counts = (value: unknown): string =>
    JSON.stringify(
      Object.entries(isKeyed(value) ? value : {})
        .filter(([, count]) => count !== 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  const ok = expected['ok'] === undefined || expected['ok'] === got.ok ? [] : [differ('race ok', expected['ok'], got.ok)];
  const maps = (['refused', 'outcomes'] as const).flatMap((key) =>
    expected[key] === undefined || counts(expected[key]) === counts(got[key]) ? [] : [differ(`race ${key}`, expected[key], got[key])],
  );
  return [...ok, ...maps];
}
