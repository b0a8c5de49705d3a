import { describe, expect, it } from '@jest/globals';
import {
  AccountGrantedV1,
  AccountSignedOutV1,
  ClassAppliedV1,
  ClassOpeningApprovedV1,
  EnrolmentRejectedV1,
  IdentityCheckedV1,
  OrganisationAccountChangedV1,
  OrganisationRegisteredV1,
  PersonAccountChangedV1,
  TraineeEnrolledV1,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { goldenSample } from '@libs/testing';
import { announce, type EnrolmentFact } from './announce';

const opening = goldenSample(ClassOpeningApprovedV1);
const trainee = goldenSample(TraineeEnrolledV1);
const recorded = (streamId: string, fact: EnrolmentFact): RecordedFact<EnrolmentFact> => ({
  id: 'enrolment/7',
  log: 'enrolment',
  seq: 7,
  category: 'any',
  streamId,
  version: 2,
  schema: 1,
  fact,
  meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: '2026-03-11T00:00:00.000Z' },
});
const plan = {
  classNo: 'A-0001',
  title: '电工三级',
  occupation: '6-31-01-03',
  occupationName: '电工',
  level: '3',
  mode: 'OFFLINE' as const,
  venue: 'ORDINARY' as const,
  site: { name: '实训楼', address: '和平区某路 1 号', ...opening.site },
  institutionId: opening.institutionId,
  region: opening.region,
  sessions: opening.sessions,
};

describe('what enrolment announces', () => {
  it('is the golden sample for an approved plan, keyed by its class', () => {
    const fact: EnrolmentFact = { type: 'ClassPlanApproved', round: 1, basis: 'SILENCE', approvedAt: opening.approvedAt, plan };
    expect(announce(recorded(opening.classId, fact))).toEqual([{ contract: ClassOpeningApprovedV1, key: opening.classId, data: opening }]);
  });
  it('is the golden sample for a plan that was filed', () => {
    const sample = goldenSample(ClassAppliedV1);
    const fact: EnrolmentFact = {
      type: 'ClassPlanFiled',
      round: 1,
      plan,
      filedAt: sample.appliedAt,
      silenceApprovesAt: '2026-03-23T16:00:00.000Z',
      packs: [],
    };
    const data = { ...sample, institutionId: plan.institutionId, region: plan.region };
    expect(announce(recorded(sample.classId, fact))).toEqual([{ contract: ClassAppliedV1, key: sample.classId, data }]);
  });
  it('is the golden sample for the account of an organisation, of which it says the version alone', () => {
    const data = goldenSample(OrganisationAccountChangedV1);
    const { organisationId, accountVersion, changedAt } = data;
    const fact: EnrolmentFact = { type: 'OrganisationAccountChanged', accountVersion, accountHash: 'h', changedAt };
    expect(announce(recorded(organisationId, fact))).toEqual([{ contract: OrganisationAccountChangedV1, key: organisationId, data }]);
  });
  it('is the golden sample for an organisation', () => {
    const { organisationId, ...sample } = goldenSample(OrganisationRegisteredV1);
    const fact = { type: 'OrganisationRegistered', ...sample } as EnrolmentFact;
    expect(announce(recorded(organisationId, fact))).toEqual([
      { contract: OrganisationRegisteredV1, key: organisationId, data: { organisationId, ...sample } },
    ]);
  });
  it('is the golden sample for what the identity base said and for a new account, without the hashes', () => {
    const { personId, ...said } = goldenSample(IdentityCheckedV1);
    const checked = { type: 'IdentityChecked', nameVersion: 'n', ...said } as EnrolmentFact;
    expect(announce(recorded(personId, checked))).toEqual([{ contract: IdentityCheckedV1, key: personId, data: { personId, ...said } }]);
    const account = goldenSample(PersonAccountChangedV1);
    const changed: EnrolmentFact = { type: 'PersonAccountChanged', accountVersion: 2, kind: 'SOCIAL_CARD', accountHash: 'h' };
    expect(announce(recorded(account.personId, changed))).toEqual([
      { contract: PersonAccountChangedV1, key: account.personId, data: account },
    ]);
  });
  it('is the golden sample for a trainee, and for a request that was turned away', () => {
    const { classId, ...place } = trainee;
    const more = { institutionId: 'i', region: '120101', offline: false };
    const enrolled: EnrolmentFact = { type: 'TraineeEnrolled', ...place, ...more };
    expect(announce(recorded(classId, enrolled))).toEqual([{ contract: TraineeEnrolledV1, key: classId, data: trainee }]);
    const sample = goldenSample(EnrolmentRejectedV1);
    const rejected: EnrolmentFact = { type: 'EnrolmentRejected', request: 'r', reason: 'CLASS_FULL', rejectedAt: sample.rejectedAt };
    expect(announce(recorded(sample.classId, rejected))).toEqual([{ contract: EnrolmentRejectedV1, key: sample.classId, data: sample }]);
  });
  it('is the golden sample for a grant and for signing out, in one order as both are keyed by the account', () => {
    const grant = goldenSample(AccountGrantedV1);
    expect(announce(recorded('s', { type: 'AccountGranted', ...grant }))).toEqual([
      { contract: AccountGrantedV1, key: grant.account, data: grant },
    ]);
    const out = goldenSample(AccountSignedOutV1);
    expect(announce(recorded('s', { type: 'AccountSignedOut', ...out }))).toEqual([
      { contract: AccountSignedOutV1, key: out.account, data: out },
    ]);
  });
  it('is nothing of what stays here', () => {
    const silent: readonly EnrolmentFact[] = [
      { type: 'ClassPlanReturned', round: 1, reason: '缺少材料', returnedAt: '2026-03-03T01:00:00.000Z' },
      { type: 'StudyBooked', classId: opening.classId, sessions: [] },
      { type: 'PersonRegistered', sex: 'F', registeredAt: '2026-03-03T01:00:00.000Z' },
      { type: 'PersonIntroduced', organisationId: 'i' },
      { type: 'VaultOpened', purpose: 'p', askedBy: 'a', payees: [], openedAt: '2026-03-03T01:00:00.000Z' },
    ];
    expect(silent.flatMap((fact) => announce(recorded('s', fact)))).toEqual([]);
  });
});
