// Which facts of enrolment are everyone's business, and in which words. Title, site and the office's reasons stay here.
import { ClassPlanApprovedV1 } from '@libs/contracts';
import type { Announce } from '@libs/messaging';
import type { ClassPlanFact } from './class-plan/class-plan.decider';

export const announce: Announce<ClassPlanFact> = ({ streamId, fact }) => {
  if (fact.type !== 'ClassPlanApproved') return [];
  const { institutionId, region, approvedAt, sessions } = fact;
  return [
    {
      contract: ClassPlanApprovedV1,
      key: streamId,
      data: { classId: streamId, institutionId, region, approvedAt, sessions: [...sessions] },
    },
  ];
};
