// Which of our facts are everyone's business. What we saw as a witness is ours, but for a contradiction: that is an alert.
import {
  FindingRecordedV1,
  InspectionPlanPublishedV1,
  InspectorRecusedV1,
  InspectorsAssignedV1,
  RandomDrawExecutedV1,
  ResultPublishedV1,
  RiskAlertRaisedV1,
  SanctionImposedV1,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import type { Announce, Announcement } from '@libs/messaging';
import type { AlertFact } from './alert/alert.decider';
import type { Witnessed } from './alert/witnessed';
import type { DrawFact } from './draw/draw.decider';
import type { FindingFact } from './finding/finding.decider';
import type { InspectorRegisterFact } from './inspector-register/inspector-register.decider';
import type { ObjectRegisterFact } from './object-register/object-register.decider';
import type { SanctionImposed } from './sanctions/sanctions.decider';

export type SupervisionFact = AlertFact | DrawFact | FindingFact | InspectorRegisterFact | ObjectRegisterFact | SanctionImposed | Witnessed;

function ofDraw(drawId: string, fact: DrawFact): Announcement | undefined {
  switch (fact.type) {
    case 'InspectionPlanPublished': {
      const { frame, frameHash, publishedAt } = fact;
      const counts = { objects: frame.objects.length, inspectors: frame.inspectors.length };
      return { contract: InspectionPlanPublishedV1, key: drawId, data: { drawId, frameHash, ...counts, publishedAt } };
    }
    case 'RandomDrawExecuted': {
      const objectIds = fact.objects.map(({ objectId }) => objectId);
      return { contract: RandomDrawExecutedV1, key: drawId, data: { drawId, seed: fact.seed, objectIds, drawnAt: fact.drawnAt } };
    }
    case 'InspectorRecused': {
      const { objectId, inspectorId, recusedAt } = fact;
      return { contract: InspectorRecusedV1, key: drawId, data: { drawId, objectId, inspectorId, recusedAt } };
    }
    case 'InspectorsAssigned': {
      const { taskId, objectId, inspectorIds, assignedAt } = fact;
      return { contract: InspectorsAssignedV1, key: drawId, data: { drawId, taskId, objectId, inspectorIds, assignedAt } };
    }
    case 'InspectionResultRecorded': {
      const { taskId, objectId, kind, recordedAt } = fact;
      return { contract: FindingRecordedV1, key: drawId, data: { taskId, drawId, objectId, kind, recordedAt } };
    }
    case 'DrawResultPublished':
      return { contract: ResultPublishedV1, key: drawId, data: { drawId, dueOn: fact.dueOn, publishedAt: fact.publishedAt } };
    case 'InspectionsCompleted':
    case 'PersonConcerned':
      return undefined;
  }
}

function ofFinding(classId: string, fact: FindingFact): Announcement | undefined {
  switch (fact.type) {
    case 'FindingConfirmed': {
      const { kind, organisationId: objectId, confirmedAt: recordedAt } = fact;
      return { contract: FindingRecordedV1, key: classId, data: { classId, objectId, kind, recordedAt } };
    }
    case 'FindingResultPublished':
      return { contract: ResultPublishedV1, key: classId, data: { classId, dueOn: fact.dueOn, publishedAt: fact.publishedAt } };
    case 'PersonFound': {
      const { kind, organisationId: objectId, personId, confirmedAt: recordedAt } = fact;
      return { contract: FindingRecordedV1, key: classId, data: { classId, objectId, kind, personId, recordedAt } };
    }
  }
}

function ofAlert({ kind, personId, classId, subject, raisedAt }: AlertFact): Announcement {
  const about = {
    ...(personId !== undefined && { personId }),
    ...(classId !== undefined && { classId }),
    ...(subject !== undefined && { subject }),
  };
  return { contract: RiskAlertRaisedV1, key: personId ?? classId ?? subject ?? kind, data: { kind, ...about, raisedAt } };
}

function ofSanction(organisationId: string, fact: SanctionImposed): Announcement {
  const { sanctionId, measure, cause, imposedOn, fixBy, reportBy, bannedUntil } = fact;
  const data = {
    sanctionId,
    organisationId,
    measure,
    cause,
    imposedOn,
    fixBy,
    reportBy,
    ...(bannedUntil !== undefined && { bannedUntil }),
  };
  return { contract: SanctionImposedV1, key: organisationId, data };
}

function announced({ category, streamId, fact, meta }: RecordedFact<SupervisionFact>): Announcement | undefined {
  if (category === 'draw') return ofDraw(streamId, fact as DrawFact);
  if (category === 'finding') return ofFinding(streamId, fact as FindingFact);
  if (fact.type === 'RiskAlertRaised') return ofAlert(fact);
  if (fact.type === 'SanctionImposed') return ofSanction(streamId, fact);
  if (fact.type !== 'CheckpointForkSeen') return undefined;
  return { contract: RiskAlertRaisedV1, key: fact.log, data: { kind: 'LOG_FORK', subject: fact.log, raisedAt: meta.recordedAt } };
}

export const announce: Announce<SupervisionFact> = (recorded) => {
  const announcement = announced(recorded);
  return announcement ? [announcement] : [];
};
