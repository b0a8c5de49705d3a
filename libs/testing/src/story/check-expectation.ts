// What a step may expect: every key in its form, every decision about somebody of the claim.
import type { Checked } from './check-steps';
import { type Faults, isKeyed, type Keyed, listOf, shown } from './fault';
import { checkFields, checkForm, isMoney } from './forms';
import { lineFields } from './language';
import { isDay } from './moments';
import type { NamesSoFar } from './names-so-far';
import * as words from './words';

type Context = { readonly faults: Faults; readonly names: NamesSoFar; readonly checked: Checked };
type Check = (value: unknown, context: Context) => void;

const isWhole = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;

function checkReason(word: unknown, kinds: string, { faults }: Context): void {
  const reason = words.reasons.get(String(word));
  if (faults.need(reason !== undefined, `unknown reason ${shown(word)}`))
    faults.need(kinds.includes(reason?.kind ?? ''), `${String(word)} does not belong here`);
}

function checkDetail(detail: unknown, word: unknown, { faults }: Context): void {
  if (detail === undefined) return;
  const known = words.reasons.get(String(word))?.detail ?? [];
  for (const [key, value] of faults.named(detail, 'detail')) {
    faults.need(
      known.includes(key) || words.grantedDetail.includes(key),
      `detail ${shown(key)} does not belong to ${String(word ?? 'a granted case')}`,
    );
    faults.need(typeof value === 'string' || typeof value === 'number', `detail ${key}: ${shown(value)} is no value`);
  }
}

const kindsOf: Readonly<Record<string, string>> = { HELD: 'H', REJECTED: 'RH', CLAWBACK_OPENED: 'R', CLAWBACK_CLOSED: 'R' };

function checkOutcome(entry: Keyed, context: Context): void {
  const outcome = String(entry['outcome']);
  context.faults.need(words.outcomes.includes(outcome), `unknown outcome ${shown(entry['outcome'])}`);
  const kinds = kindsOf[outcome];
  if (
    context.faults.need((kinds !== undefined) === (entry['reason'] !== undefined), `${outcome}: a reason is missing or not allowed`) &&
    kinds
  )
    checkReason(entry['reason'], kinds, context);
  checkDetail(entry['detail'], entry['reason'], context);
}

function checkDecision(entry: unknown, context: Context): readonly string[] {
  const { faults, names } = context;
  if (!faults.keys(entry, ['who', 'outcome'], ['reason', 'detail', 'lines', 'amount'], 'decision')) return [];
  checkOutcome(entry, context);
  const paid = entry['lines'] !== undefined || entry['amount'] !== undefined;
  faults.need(paid === (entry['outcome'] !== 'REJECTED'), `${String(entry['outcome'])}: lines or amount missing or not allowed`);
  if (entry['amount'] !== undefined) checkForm(entry['amount'], 'money', 'amount', faults, names);
  for (const line of faults.list(entry['lines'], 'lines')) checkFields(line, lineFields, 'line', faults, names);
  return names.people(entry['who']);
}

function rosterOf({ checked: { verb, step }, names }: Context): readonly string[] | undefined {
  if (verb === 'simulate' && step['claim'] === undefined) return undefined;
  const claims = listOf(step['claim'] ?? []);
  return claims.length === 1 ? (names.claims.get(String(claims[0])) ?? undefined) : undefined;
}

const decisions: Check = (value, context) => {
  const { faults, checked } = context;
  const about = faults.list(value, 'decisions').flatMap((entry) => checkDecision(entry, context));
  faults.need(new Set(about).size === about.length, 'decisions name someone twice');
  const roster = rosterOf(context);
  if (roster === undefined) return void faults.need(checked.verb === 'simulate', 'decisions need a step that names one claim');
  for (const person of roster) faults.need(about.includes(person), `decisions leave out ${person}`);
  for (const person of about) faults.need(roster.includes(person), `decisions name ${person}, who is not in the claim`);
};

const mapOf =
  (what: string, keys: readonly string[], holds: (value: unknown) => boolean): Check =>
  (value, { faults }) => {
    for (const [key, each] of faults.named(value, what))
      if (faults.need(keys.includes(key), `unknown key ${shown(key)} in ${what}`))
        faults.need(holds(each), `${what} ${key}: ${shown(each)}`);
  };

const exact =
  (what: string, required: readonly string[], optional: readonly string[], forms: Readonly<Record<string, string>>): Check =>
  (value, { faults, names }) => {
    if (!faults.keys(value, required, optional, what)) return;
    for (const [key, form] of Object.entries(forms))
      if (value[key] !== undefined) checkForm(value[key], form, `${what} ${key}`, faults, names);
  };

const eachOf =
  (what: string, check: Check): Check =>
  (value, context) => {
    for (const entry of context.faults.list(value, what)) check(entry, context);
  };

function checkRace(value: unknown, context: Context): void {
  const { faults, checked } = context;
  faults.need(checked.verb === 'together', 'race belongs to together');
  if (!faults.keys(value, [], ['ok', 'refused', 'outcomes'], 'race')) return;
  const refused = faults.named(value['refused'], 'refused');
  for (const [word] of refused) checkReason(word, 'XHR', context);
  for (const [outcome] of faults.named(value['outcomes'], 'outcomes'))
    faults.need(words.outcomes.includes(outcome), `unknown outcome ${shown(outcome)}`);
  const counted = refused.reduce((sum, [, count]) => sum + Number(count), Number(value['ok'] ?? 0));
  const steps = Array.isArray(checked.step['steps']) ? checked.step['steps'].length : 0;
  faults.need(counted === steps, `race counts ${counted} of ${steps} steps`);
}

const balances: Check = (value, context) => {
  const { faults, names } = context;
  for (const [key, expected] of faults.named(value, 'balances')) {
    const [fund, year] = key.split('@');
    const rows = [...names.fundRows].filter((row) => row.startsWith(`${fund ?? ''}/`) && (year === undefined || row.endsWith(`/${year}`)));
    faults.need(rows.length === 1, `balances ${key}: ${rows.length} such fund rows`);
    mapOf('balances', words.buckets, isMoney)(expected, context);
  }
};

const payees: Check = (value, { faults, names }) => {
  for (const [name, amount] of faults.named(value, 'payees')) {
    checkForm(name, 'payee', 'payees', faults, names);
    checkForm(amount, 'money', `payees ${name}`, faults, names);
  }
};

const logged: Check = (value, context) => {
  if (!context.faults.keys(value, ['outcome'], ['reason', 'detail'], 'log')) return;
  checkOutcome(value, context);
  context.faults.need((rosterOf(context) ?? ['']).length === 1, 'log: one person');
};

const record: Check = (value, context) => {
  const { faults, names } = context;
  if (!faults.keys(value, ['who', 'talent_pool', 'certificates'], [], 'record')) return;
  checkForm(value['who'], 'person', 'record', faults, names);
  checkForm(value['talent_pool'], 'boolean', 'talent_pool', faults, names);
  for (const each of faults.list(value['certificates'], 'certificates'))
    if (faults.keys(each, ['occupation', 'level', 'status'], [], 'certificate')) {
      for (const form of ['occupation', 'level']) checkForm(each[form], form, form, faults, names);
      faults.need(['valid', 'revoked'].includes(String(each['status'])), `status ${shown(each['status'])}`);
    }
};

const vouchers: Check = (value, { faults, names }) => {
  for (const [name, state] of faults.named(value, 'voucher')) {
    checkForm(name, 'voucher', 'voucher', faults, names);
    faults.need(words.voucherStates.includes(String(state)), `voucher ${name}: ${shown(state)}`);
  }
};

const masked: Check = (value, { faults }) => {
  if (faults.keys(value, ['rows', 'masked'], [], 'public_list'))
    faults.need(isWhole(value['rows']) && typeof value['masked'] === 'boolean', `public_list ${shown(value)}`);
};

const checks: Readonly<Record<string, Check>> = {
  refused: (value, context) => checkReason(value, 'XHR', context),
  detail: (value, context) => {
    const { step } = context.checked;
    const refused = isKeyed(step['expect']) ? step['expect']['refused'] : undefined;
    if (context.faults.need(refused !== undefined, 'detail goes with refused')) checkDetail(value, refused, context);
  },
  decisions,
  heads: mapOf('heads', words.heads, isWhole),
  totals: mapOf('totals', words.totals, isMoney),
  log: eachOf('log', logged),
  race: checkRace,
  cash: exact('cash', ['gross', 'offset', 'net'], [], { gross: 'money', offset: 'money', net: 'money' }),
  orders: (value, { faults, checked }) => {
    faults.need(isWhole(value), `orders: ${shown(value)} is no number`);
    faults.need(listOf(checked.step['claim'] ?? []).length === 1, 'orders need a step that names one claim');
  },
  payees,
  balances,
  facts: eachOf('facts', (fact, { faults, names }) => void checkForm(fact, 'fact', 'facts', faults, names)),
  alerts: eachOf('alerts', (value, context) => {
    exact('alert', ['who', 'kind'], [], { who: 'person' })(value, context);
    if (isKeyed(value)) context.faults.need(words.alertKinds.includes(String(value['kind'])), `unknown alert ${shown(value['kind'])}`);
  }),
  sanctions: eachOf('sanctions', (value, context) => {
    exact('sanction', ['organisation', 'measure'], ['until', 'fix_by'], { organisation: 'organisation', until: 'day', fix_by: 'day' })(
      value,
      context,
    );
    if (isKeyed(value))
      context.faults.need(words.measures.includes(String(value['measure'])), `unknown measure ${shown(value['measure'])}`);
  }),
  due: mapOf('due', words.dueDays, isDay),
  fine_reference: exact('fine_reference', ['low', 'high'], [], { low: 'money', high: 'money' }),
  drawn: (value, { faults, names, checked }) => {
    faults.need(checked.verb === 'draw', 'drawn belongs to draw');
    for (const [tier, count] of faults.named(value, 'drawn'))
      faults.need(Object.hasOwn(names.tiers, tier) && isWhole(count), `drawn ${tier}: ${shown(count)}`);
  },
  public_list: masked,
  record,
  voucher: vouchers,
  trace: (value, { faults }) => void faults.need(value === 'complete', `trace: ${shown(value)}`),
};

const expectationKeys: readonly string[] = Object.keys(checks);

export function checkExpectation(value: unknown, checked: Checked, faults: Faults, names: NamesSoFar): void {
  if (!faults.keys(value, [], expectationKeys, 'expect')) return;
  for (const [key, expected] of Object.entries(value)) {
    try {
      checks[key]?.(expected, { faults, names, checked });
    } catch (error) {
      faults.add(`${key}: ${(error as Error).message}`);
    }
  }
}
