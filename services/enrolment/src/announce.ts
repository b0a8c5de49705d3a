// Which facts of enrolment are everyone's business, and in which words. Of a person an id is said and nothing more; titles, addresses and reasons stay here.
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
import { businessDate } from '@libs/kernel';
import type { Announce, Announcement } from '@libs/messaging';
import type { AccountFact } from './account/account.decider';
import type { ApprovedPlan, ClassPlanFact } from './class-plan/class-plan.decider';
import type { ClassRosterFact } from './class-roster/class-roster.decider';
import type { StudyFact } from './class-roster/study.decider';
import type { OrganisationFact } from './organisation/organisation.decider';
import type { PersonFact } from './person/person.decider';
import type { VaultOpeningFact } from './vault/vault-opening.decider';

export type EnrolmentFact = ClassPlanFact | ClassRosterFact | StudyFact | OrganisationFact | PersonFact | VaultOpeningFact | AccountFact;

export const announce: Announce<EnrolmentFact> = (recorded) => {
  const said = announced(recorded);
  return said ? [said] : [];
};

function announced({ streamId, fact }: RecordedFact<EnrolmentFact>): Announcement | undefined {
  switch (fact.type) {
    case 'OrganisationRegistered': {
      const { kind, name, region, uscc, registeredAt } = fact;
      const data = { organisationId: streamId, kind, name, region, uscc, registeredAt };
      return { contract: OrganisationRegisteredV1, key: streamId, data };
    }
    case 'OrganisationAccountChanged': {
      const { accountVersion, changedAt } = fact;
      return { contract: OrganisationAccountChangedV1, key: streamId, data: { organisationId: streamId, accountVersion, changedAt } };
    }
    case 'ClassPlanFiled': {
      const { institutionId, region } = fact.plan;
      return { contract: ClassAppliedV1, key: streamId, data: { classId: streamId, institutionId, region, appliedAt: fact.filedAt } };
    }
    case 'ClassPlanApproved':
      return { contract: ClassOpeningApprovedV1, key: streamId, data: openingOf(streamId, fact.plan, fact.approvedAt) };
    case 'IdentityChecked': {
      const { outcome, source, askedAt } = fact;
      return { contract: IdentityCheckedV1, key: streamId, data: { personId: streamId, outcome, source, askedAt } };
    }
    case 'PersonAccountChanged': {
      const { kind, accountVersion } = fact;
      return { contract: PersonAccountChangedV1, key: streamId, data: { personId: streamId, kind, accountVersion } };
    }
    case 'AccountGranted': {
      const { type: _, ...data } = fact;
      return { contract: AccountGrantedV1, key: fact.account, data: { ...data, roles: [...fact.roles] } };
    }
    case 'AccountSignedOut': {
      const { account, signedOutAt } = fact;
      return { contract: AccountSignedOutV1, key: account, data: { account, signedOutAt } };
    }
    default:
      return announcedOfRoster(streamId, fact);
  }
}

function announcedOfRoster(classId: string, fact: EnrolmentFact): Announcement | undefined {
  if (fact.type === 'EnrolmentRejected')
    return { contract: EnrolmentRejectedV1, key: classId, data: { classId, reason: fact.reason, rejectedAt: fact.rejectedAt } };
  if (fact.type !== 'TraineeEnrolled') return undefined;
  const { enrolmentId, personId, place, group, employerId, tags, enrolledAt } = fact;
  const data = {
    enrolmentId,
    classId,
    personId,
    place,
    group,
    ...(employerId !== undefined && { employerId }),
    tags: [...tags],
    enrolledAt,
  };
  return { contract: TraineeEnrolledV1, key: classId, data };
}

function openingOf(classId: string, plan: ApprovedPlan, approvedAt: string): ClassOpeningApprovedV1 {
  const { institutionId, region, occupation, level, mode, venue, site, sessions } = plan;
  const { latitude, longitude, radiusMetres } = site;
  return {
    classId,
    institutionId,
    region,
    occupation,
    level,
    mode,
    venue,
    site: { latitude, longitude, radiusMetres },
    startsOn: businessDate(sessions[0]?.startsAt ?? approvedAt),
    endsOn: businessDate(sessions.at(-1)?.endsAt ?? approvedAt),
    classHours: sessions.reduce((sum, { classHours }) => sum + classHours, 0),
    approvedAt,
    sessions: [...sessions],
  };
}
