// 重新审定: a policy officer has the rejected cases of a programme decided again, under what is known now.
import type { Decider } from '@libs/event-store';
import type { Programme } from '@libs/policy';

export type ReassessmentFact = {
  readonly type: 'ReassessmentRequested';
  readonly programme: Programme;
  readonly requestedBy: string;
  readonly requestedAt: string;
};
export type Reassessment = { readonly requestedAt?: string };

export const reassessment: Decider<Reassessment, ReassessmentFact> = {
  category: 'reassessment',
  initial: {},
  schemas: { ReassessmentRequested: 1 },
  evolve(_, fact) {
    return { requestedAt: fact.requestedAt };
  },
};

export const requestReassessment = (
  state: Reassessment,
  programme: Programme,
  requestedBy: string,
  now: string,
): readonly ReassessmentFact[] =>
  state.requestedAt === undefined ? [{ type: 'ReassessmentRequested', programme, requestedBy, requestedAt: now }] : [];
