import { Module } from '@nestjs/common';
import { WitnessController, Witnessing, service, witnessedLog } from '@libs/platform';
import { AlertListProjection, AlertRow } from './alert/alert-list.projection';
import { AlertList } from './alert/alert-list.query';
import { alert } from './alert/alert.decider';
import { OnAttendanceSummarised } from './alert/on-attendance-summarised';
import { OnCaseDecided } from './alert/on-case-decided';
import { MoneyAlerts } from './alert/money-alerts';
import { OnBankAnswerWithheld } from './alert/on-bank-answer-withheld';
import { OnMoveWithheld } from './alert/on-move-withheld';
import { OnPayoutOutcomeUnknown } from './alert/on-payout-outcome-unknown';
import { announce } from './announce';
import { CaseFactsController } from './case-facts.controller';
import { CommitFrameHandler } from './draw/commit-frame';
import { DrawListProjection, DrawRow, InspectionRow } from './draw/draw-list.projection';
import { DrawList } from './draw/draw-list.query';
import { InspectionClasses } from './draw/inspection-classes.query';
import { InspectionListProjection, InspectionTaskRow } from './draw/inspection-list.projection';
import { InspectionList } from './draw/inspection-list.query';
import { draw } from './draw/draw.decider';
import { Inspections } from './draw/inspections.query';
import { PublishDrawHandler } from './draw/publish-draw';
import { RecordResultHandler } from './draw/record-result';
import { RevealSeedHandler } from './draw/reveal-seed';
import { DrawsController } from './draws.controller';
import { ClassFindings } from './finding/class-findings.query';
import { ConfirmFindingHandler } from './finding/confirm-finding';
import { FindingListProjection, FindingRow } from './finding/finding-list.projection';
import { FindingList } from './finding/finding-list.query';
import { FindingGrounds } from './finding/finding-grounds';
import { finding } from './finding/finding.decider';
import { PublishFindingHandler } from './finding/publish-finding';
import { FindingsController } from './findings.controller';
import { HeardFactList } from './heard-fact/heard-fact-list.query';
import { HeardFacts } from './heard-fact/heard-facts';
import { listeners } from './heard-fact/on-every-fact';
import { inspectorRegister } from './inspector-register/inspector-register.decider';
import { RegisterInspectorsHandler } from './inspector-register/register-inspectors';
import { InspectionsController } from './inspections.controller';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { InspectionsAndFindings1767225600002 } from './migrations/0002-inspections-and-findings';
import { ObjectRecord } from './object-register/object-record.query';
import { objectRegister } from './object-register/object-register.decider';
import { RegisterObjectsHandler } from './object-register/register-objects';
import { CaseChain } from './payment-trace/case-chain';
import { PaymentList } from './payment-trace/payment-list.query';
import { CaseFacts } from './payment-trace/case-evidence.query';
import { PaymentTrace } from './payment-trace/payment-trace.query';
import { SupervisionRules } from './rules/supervision-rules';
import { MeasuresHeard } from './sanctions/measures-heard';
import { OnClaimRejected } from './sanctions/on-claim-rejected';
import { SanctionListProjection, SanctionRow } from './sanctions/sanction-list.projection';
import { SanctionList } from './sanctions/sanction-list.query';
import { sanctions } from './sanctions/sanctions.decider';
import { ScreensController } from './screens.controller';
import { SupervisionController } from './supervision.controller';

@Module(
  service({
    name: 'supervision',
    controllers: [
      CaseFactsController,
      DrawsController,
      FindingsController,
      InspectionsController,
      ScreensController,
      SupervisionController,
      WitnessController,
    ],
    providers: [
      ...[
        RegisterObjectsHandler,
        RegisterInspectorsHandler,
        CommitFrameHandler,
        RevealSeedHandler,
        RecordResultHandler,
        PublishDrawHandler,
      ],
      ...[ConfirmFindingHandler, PublishFindingHandler, FindingGrounds, SupervisionRules, MeasuresHeard, HeardFacts, Witnessing],
      ...[AlertList, MoneyAlerts, DrawList, Inspections, HeardFactList, SanctionList, CaseChain, PaymentTrace, CaseFacts],
      ...[ClassFindings, FindingList, InspectionClasses, InspectionList, ObjectRecord, PaymentList],
    ],
    deciders: [alert, draw, finding, inspectorRegister, objectRegister, sanctions, witnessedLog],
    projections: [AlertListProjection, DrawListProjection, FindingListProjection, InspectionListProjection, SanctionListProjection],
    // What is only heard comes first, so that a decision finds in what was heard the message that led to it.
    consumers: [
      ...listeners,
      ...[OnAttendanceSummarised, OnCaseDecided, OnClaimRejected],
      ...[OnMoveWithheld, OnPayoutOutcomeUnknown, OnBankAnswerWithheld],
    ],
    announce,
    entities: [AlertRow, DrawRow, FindingRow, InspectionRow, InspectionTaskRow, SanctionRow],
    migrations: [FirstTables1767225600001, InspectionsAndFindings1767225600002],
  }),
)
export class SupervisionModule {}
