// What the desks of reviewers and finance officers are made of, for the module of the service.
import { BankAnswerListProjection, BankMessageRow, BankWordRow } from '../bank-answer-list/bank-answer-list.projection';
import { BankAnswerList } from '../bank-answer-list/bank-answer-list.query';
import { CaseEvidences } from '../case-evidence/case-evidence.query';
import { ClaimStepRow, ClaimStepsProjection } from '../claim-steps/claim-steps.projection';
import { ClaimSteps } from '../claim-steps/claim-steps.query';
import { PayingDeskController } from '../paying-desk.controller';
import { PayoutList } from '../payout/payout-list.query';
import { ReviewDeskController } from '../review-desk.controller';
import { ClaimQueueProjection, QueuedCaseRow, WaitingCaseRow } from './claim-queue.projection';
import { ClaimQueue } from './claim-queue.query';
import { WorkingDaysLeft } from './working-days-left';

export const deskParts = {
  controllers: [ReviewDeskController, PayingDeskController],
  providers: [ClaimQueue, WorkingDaysLeft, ClaimSteps, CaseEvidences, PayoutList, BankAnswerList],
  projections: [ClaimQueueProjection, ClaimStepsProjection, BankAnswerListProjection],
  entities: [QueuedCaseRow, WaitingCaseRow, ClaimStepRow, BankMessageRow, BankWordRow],
};
