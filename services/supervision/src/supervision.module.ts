import { Module } from '@nestjs/common';
import { WitnessController, Witnessing, service, witnessedLog } from '@libs/platform';
import { AlertListProjection, AlertRow } from './alert/alert-list.projection';
import { AlertList } from './alert/alert-list.query';
import { alert } from './alert/alert.decider';
import { OnAttendanceSummarised } from './alert/on-attendance-summarised';
import { OnCaseDecided } from './alert/on-case-decided';
import { OnMoveWithheld } from './alert/on-move-withheld';
import { announce } from './announce';
import { CommitFrameHandler } from './draw/commit-frame';
import { DrawListProjection, DrawRow, InspectionRow } from './draw/draw-list.projection';
import { DrawList } from './draw/draw-list.query';
import { draw } from './draw/draw.decider';
import { Inspections } from './draw/inspections.query';
import { PublishDrawHandler } from './draw/publish-draw';
import { RecordResultHandler } from './draw/record-result';
import { RevealSeedHandler } from './draw/reveal-seed';
import { DrawsController } from './draws.controller';
import { ConfirmFindingHandler } from './finding/confirm-finding';
import { FindingGrounds } from './finding/finding-grounds';
import { finding } from './finding/finding.decider';
import { PublishFindingHandler } from './finding/publish-finding';
import { HeardFactList } from './heard-fact/heard-fact-list.query';
import { HeardFacts } from './heard-fact/heard-facts';
import { listeners } from './heard-fact/on-every-fact';
import { inspectorRegister } from './inspector-register/inspector-register.decider';
import { RegisterInspectorsHandler } from './inspector-register/register-inspectors';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { objectRegister } from './object-register/object-register.decider';
import { RegisterObjectsHandler } from './object-register/register-objects';
import { CaseChain } from './payment-trace/case-chain';
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
    controllers: [DrawsController, ScreensController, SupervisionController, WitnessController],
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
      ...[AlertList, DrawList, Inspections, HeardFactList, SanctionList, CaseChain, PaymentTrace],
    ],
    deciders: [alert, draw, finding, inspectorRegister, objectRegister, sanctions, witnessedLog],
    projections: [AlertListProjection, DrawListProjection, SanctionListProjection],
    // What is only heard comes first, so that a decision finds in what was heard the message that led to it.
    consumers: [...listeners, OnAttendanceSummarised, OnCaseDecided, OnClaimRejected, OnMoveWithheld],
    announce,
    entities: [AlertRow, DrawRow, InspectionRow, SanctionRow],
    migrations: [FirstTables1767225600001],
  }),
)
export class SupervisionModule {}
