// The verbs of a story with the forms of their arguments, and the registries with their fields. `?` marks what may be left out.

export type Arguments = ReadonlyMap<string, { readonly form: string; readonly optional: boolean }>;

const argumentsOf = (text: string): Arguments =>
  new Map(
    text
      .split(/\s+/)
      .filter(Boolean)
      .map((each) => {
        const [key = '', form = ''] = each.split(':');
        const optional = key.endsWith('?');
        return [optional ? key.slice(0, -1) : key, { form, optional }] as const;
      }),
  );

const plan = `class:new-class institution:organisation occupation:occupation level:level start:day days?:count dates?:days hours:count slot?:slot
  mode?:mode venue?:venue site?:site capacity?:count`;
const teaching = 'absent?:any anomalies?:any sign_ins?:any';
const asked = 'programme:programmes person?:person certificate?:certificate class?:classes people?:people stage?:stage';

const verbs = {
  open_class: plan,
  enrol: 'class:class people:people',
  teach: `class:class ${teaching}`,
  upload_roster: 'class:class people:people absent?:any sign_ins?:any',
  close_class: 'class:class',
  assess: 'class:class passed?:any',
  run_class: `${plan} people:people ${teaching} passed?:any assessed?:day`,
  certify: 'person:person occupation:occupation level:level kind?:certificate-kind mode?:certificate-mode',
  revoke_certificate: 'person:person occupation:occupation level:level cause:cause',
  registry: 'entries:entries',
  account: 'person:person kind?:account-kind active?:boolean',
  apply: `claim:new-claim ${asked}`,
  simulate: `claim?:claim ${asked.replace('programme:', 'programme?:')} with?:mapping`,
  recheck: 'claim:claim',
  publish_pack: 'pack:pack',
  reassess: 'programme:programme',
  decide_as_known_at: 'claim:claim known_at:moment',
  look: 'claim:claim',
  review_first: 'claim:claims',
  review_second: 'claim:claims',
  start_publicity: 'claim:claims',
  object: 'claim:claim who:people',
  resolve_objection: 'claim:claim who:people upheld:boolean',
  release_payment: 'claim:claims',
  bank: 'claim:claims outcome:bank-outcome code?:return-code who?:people repeat?:count order?:count',
  reissue: 'claim:claim who:people',
  settle: 'claim:claims',
  hold: 'claim?:claim class?:class who?:people',
  release_hold: 'claim?:claim class?:class who?:people remove?:people reason?:rejection',
  finding: 'class:class kind:finding who?:people',
  publish_result: 'draw?:draw class?:class',
  allot: 'fund:fund region:region year:year amount:money',
  correct_reserve: 'region:region year:year months:number second:officer',
  refund: 'from:payee fund:fund amount:money',
  plan_apprenticeship: `plan:new-plan employer:organisation occupation:occupation level:level years:count start:day end:day people:people
    advance?:percent`,
  settle_apprenticeship: 'plan:plan claim:new-claim certified?:any completed?:any not_completed?:any',
  issue_voucher: 'voucher:new-voucher person:person occupation:occupation level:level face:money expires:day',
  reserve_voucher: 'voucher:voucher class:class price:money',
  redeem_voucher: 'voucher:voucher claim:new-claim',
  release_voucher: 'voucher:voucher',
  register_objects: 'tiers:any',
  register_inspectors: 'inspectors:count conflicts?:any',
  draw: 'draw:new-draw rates:any team:count seed:text',
  complete_tasks: 'draw:draw',
  redeliver: 'fact:fact times:count',
  together: 'steps:any names?:mapping',
  check: 'claim?:claim',
} as const;

export type Verb = keyof typeof verbs;

export const verbOf = (text: unknown): Verb | undefined =>
  typeof text === 'string' && Object.hasOwn(verbs, text) ? (text as Verb) : undefined;

const known = new Map(Object.entries(verbs).map(([verb, text]) => [verb, argumentsOf(text)]));
export const argumentsOfVerb = (verb: Verb): Arguments => known.get(verb) ?? new Map();

export const registries: ReadonlyMap<string, Arguments> = new Map(
  Object.entries({
    social_insurance: 'person:person region:region months:number status:insurance-status',
    pension: 'person:person month:month employer:organisation',
    employment: 'person:person insured_from:day employer?:organisation',
    public_payroll: 'person:person',
    deaths: 'person:person date:day',
    custody: 'person:person from:day to:day',
    retirement: 'person:person track:track',
    certificates: 'person:person occupation:occupation level:level issued:day kind?:certificate-kind',
    other_regions: 'person:person answer:other-answer region?:region occupation?:occupation level?:level',
    fund_reserve: 'region:region year:year months:number',
    contracts: 'person:person employer:organisation kind:contract-kind from:day to:day',
  }).map(([name, text]) => [name, argumentsOf(text)]),
);

export const historyFields = argumentsOf(
  'person:person programme:programme occupation:occupation level:level fund:fund amount:money paid_on:day region?:region',
);
export const fundFields = argumentsOf('fund:fund region:region year:year allotted:money');
export const lineFields = argumentsOf('programme:programme fund:fund payee:payee amount:money units?:number unit?:money');
export const personFields = argumentsOf(
  'idNo?:text sex?:sex born?:day group?:group employer?:organisation tags?:any account?:any count?:count',
);
export const organisationFields = argumentsOf('kind:organisation-kind region:region tier?:tier uscc?:text');
