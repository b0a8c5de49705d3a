// Every route of the published API that somebody has to be signed in for, with what a stranger may try on it.
import type { Role, TokenClaims } from '@libs/platform';
import { district, type Ids } from './wall-ids';

export type Operation = {
  readonly id: string;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly parameters: readonly string[];
  /** In the query. */
  readonly needed: readonly string[];
  readonly roles: readonly Role[];
};

type Described = {
  readonly operationId: string;
  readonly description?: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
};

/** Rules are the same for everybody, and so are the objects of inspections, which stand in the frame of every draw. */
const ofNobody: ReadonlySet<string> = new Set(['packId', 'version', 'objectId']);
/** How the installation runs: of every region, and naming nobody. */
const ofInstallation = '/operations/';
/** Those who speak for the installation or for the bank see no people's pages. */
const machines: readonly string[] = ['system', 'bank'];

export function operationsOf(openApi: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}): readonly Operation[] {
  const paths = Object.entries(openApi.paths).filter(([path]) => !path.includes(ofInstallation));
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { security }]) => security.length > 0)
      .map(([method, { operationId, description = '', parameters }]) => ({
        id: operationId,
        method: method.toUpperCase() as 'GET' | 'POST',
        path,
        parameters: parameters.filter((each) => each.in === 'path').map(({ name }) => name),
        needed: parameters.filter((each) => each.in === 'query' && each.required === true).map(({ name }) => name),
        roles: (/^For: (.*)\.$/.exec(description)?.[1]?.split(', ') ?? []).filter((role) => !machines.includes(role)) as Role[],
      })),
  );
}

/** What a question cannot be asked without. */
const questions: Readonly<Record<string, string>> = { from: '2026-01-01', to: '2026-01-02', every: 'DAY' };

export const namesSomething = ({ parameters }: Operation): boolean => parameters.some((name) => !ofNobody.has(name));

export function pathOf({ id, path, needed }: Operation, ids: Ids): string {
  const question = needed.map((name) => `${name}=${questions[name] ?? ''}`).join('&');
  return `${path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const known = ids[name] ?? (ofNobody.has(name) ? '1' : undefined);
    if (known === undefined) throw new Error(`${id} has {${name}} in its path, and nobody says here whose that is: add it to wall-ids.ts`);
    return encodeURIComponent(known);
  })}${question === '' ? '' : `?${question}`}`;
}

/** Somebody with that role who has nothing to do with those whose ids they have heard of. */
export function strangerOf(role: Role, other: Ids): TokenClaims {
  const { organisationId = '', personId = '' } = other;
  if (role === 'trainee') return { sub: personId, roles: [role] };
  // An assessor serves whoever lies in its region.
  if (role === 'assessor') return { sub: `wall-${role}`, roles: [role], organisation: organisationId, region: '120101' };
  const ofOrganisation = ['registrar', 'employer'].includes(role);
  return { sub: `wall-${role}`, roles: [role], ...(ofOrganisation ? { organisation: organisationId } : { region: '120101' }) };
}

const plan = {
  classNo: 'WALL-0001',
  region: district,
  title: '焊工',
  occupation: '焊工',
  level: '4',
  mode: 'OFFLINE',
  site: { name: '实训楼', address: '某路 1 号', latitude: 39.1, longitude: 117.2 },
  sessions: [{ startsAt: '2031-03-03T00:30:00Z', endsAt: '2031-03-03T04:00:00Z', classHours: 4 }],
};

type BodyOf = (ids: Ids) => object;
const nothing: BodyOf = () => ({});

/** A body with which the owner's own request would be taken: what is then refused is refused for who asks. */
const bodies: Readonly<Record<string, BodyOf>> = {
  'enrolment.fileClassPlanAgain': () => plan,
  'enrolment.approveClassPlan': nothing,
  'enrolment.returnClassPlan': () => ({ reason: '材料不全' }),
  'enrolment.changeOrganisationAccount': () => ({ number: '6222020000000000' }),
  'enrolment.changePersonAccount': () => ({ kind: 'BANK', number: '6222020000000000' }),
  'enrolment.categorisePerson': () => ({ group: '登记失业人员', tags: [] }),
  'enrolment.enrolTrainees': ({ personId }) => ({ people: [personId] }),
  'enrolment.checkRoster': () => ({ rows: [{ idNo: '120101199001010011', name: '某人' }] }),
  'enrolment.viewInClear': () => ({ purpose: '核对本人信息' }),
  'enrolment.maskedPeople': ({ personId }) => ({ personIds: [personId] }),
  'subsidy-payment.preCheck': ({ classId }) => ({ programmes: ['TRAINING'], classIds: [classId] }),
  'subsidy-payment.resolvePayout': () => ({ outcome: 'NOT_PAID', reason: 'BANK_WROTE' }),
  'enrolment.grantAccount': ({ personId }) => ({ account: 'demo-reviewer-1', personId, roles: [] }),
  'enrolment.registerOrganisation': () => ({ kind: 'agency', name: '某机构', region: district, uscc: '91350100M000100Y43' }),
  'subsidy-payment.applyForSubsidy': ({ classId }) => ({ programmes: ['TRAINING'], classIds: [classId] }),
  'subsidy-payment.passFirstReview': nothing,
  'subsidy-payment.passSecondReview': nothing,
  'subsidy-payment.startPublicity': nothing,
  'subsidy-payment.recheckClaim': nothing,
  'subsidy-payment.resolveObjection': ({ personId }) => ({ upheld: false, personId }),
  'subsidy-payment.holdCases': ({ claimId }) => ({ claimId }),
  'subsidy-payment.releaseHold': ({ claimId }) => ({ claimId }),
  'subsidy-payment.simulate': ({ claimId }) => ({ claimId, with: {} }),
  'subsidy-payment.replay': ({ claimId }) => ({ claimId, knownAt: '2031-01-01' }),
  'subsidy-payment.releasePayout': ({ claimId, payoutId }) => ({
    payoutId,
    claims: [{ claimId, version: 1 }],
    stepUp: { idToken: 'none', salt: '0'.repeat(16) },
  }),
  'subsidy-payment.previewPayout': ({ claimId }) => ({ claims: [{ claimId, version: 1 }] }),
  'subsidy-payment.reissuePayment': nothing,
  'subsidy-payment.importSubsidy': ({ personId }) => ({
    personId,
    programme: 'TRAINING',
    occupation: '焊工',
    level: '4',
    fund: 'EMP',
    amount: '1.00',
    paidOn: '2020-01-01',
  }),
  'certification.revokeCertificate': () => ({ cause: 'PERSON_AT_FAULT' }),
  'certification.requestVerification': nothing,
  'fund-ledger.postAllotment': () => ({ fund: 'EMP', region: district, year: 2031, amount: '1.00' }),
  'attendance.reviewFaceFlag': ({ personId }) => ({ personId, accepted: true, note: '本人' }),
  'attendance.closeClass': nothing,
  'attendance.revokeDevice': nothing,
  'attendance.takeCaptures': ({ sessionId, personId }) => ({
    captures: [
      {
        captureId: '0198a0b0-0000-7000-8000-000000000901',
        sessionId,
        personId,
        direction: 'IN',
        counter: 1,
        deviceAt: '2031-03-03T00:30:00Z',
        latitude: 39.1,
        longitude: 117.2,
        captureDigest: '0'.repeat(64),
        signature: 'A'.repeat(86),
      },
    ],
  }),
  'supervision.revealSeed': () => ({ seed: 'another' }),
  'supervision.publishDraw': nothing,
  'supervision.recordResult': () => ({ kind: 'clean' }),
  'supervision.confirmFinding': ({ classId }) => ({ kind: 'false_class', classId }),
  'supervision.publishFinding': nothing,
};

/** These name nothing that is anybody's: whoever asks begins something of their own, or asks about themselves. */
const ownDoing: ReadonlySet<string> = new Set([
  'enrolment.fileClassPlan',
  'enrolment.registerPerson',
  'enrolment.registerPeople',
  // The directory is public.
  'enrolment.organisationNames',
  'enrolment.signOutAccount',
  'subsidy-payment.draftPack',
  'subsidy-payment.signPack',
  'subsidy-payment.requestReassessment',
  'attendance.registerDevice',
  'supervision.registerObjects',
  'supervision.registerInspectors',
  'supervision.commitFrame',
  // An assessor examines whoever comes, from whichever school.
  'certification.issueCertificate',
  'certification.assessClass',
]);

/** These leave out what is out of reach, and say nothing of why. */
export const leavesOut: ReadonlySet<string> = new Set(['enrolment.maskedPeople']);

/** There is one register for the whole installation, whose names stand in the frame of every draw that is published. */
export const forEveryOffice: ReadonlySet<string> = new Set(['supervision.registers']);

/** What a stranger sends; undefined where there is nothing of anybody's to be had. */
export function bodyOf({ id, path, roles }: Operation, ids: Ids): object | undefined {
  // Operators look after the installation, and nothing of theirs is anybody's.
  if (roles.length === 0 || ownDoing.has(id) || path.includes('/operations/')) return undefined;
  const known = bodies[id];
  if (!known) throw new Error(`nobody says here what a stranger may try with ${id}: add it to wall-routes.ts`);
  return known(ids);
}
