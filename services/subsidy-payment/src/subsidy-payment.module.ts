import { Module } from '@nestjs/common';
import { service } from '@libs/platform';
import { announce } from './announce';
import { ApplyForSubsidyHandler } from './claim/apply-for-subsidy';
import { CaseInputs } from './claim/case-inputs';
import { claim } from './claim/claim.decider';
import { ClaimsAndBooks } from './claim/claims-and-books';
import { DecideAgain } from './claim/decide-again';
import { EveryPublicityEnds } from './claim/every-publicity-ends';
import { EveryWaitingCaseIsDecidedAgain } from './claim/every-waiting-case-is-decided-again';
import { HoldCasesHandler, ReleaseHoldHandler } from './claim/hold-cases';
import { OnCertificateRevoked } from './claim/on-certificate-revoked';
import { OnFindingRecorded } from './claim/on-finding-recorded';
import { OnFundExhausted } from './claim/on-fund-exhausted';
import { OnFundsCommitted } from './claim/on-funds-committed';
import { OnOrganisationAccountChanged } from './claim/on-organisation-account-changed';
import { OnPersonAccountChanged } from './claim/on-person-account-changed';
import { OtherCases } from './claim/other-cases';
import { PassFirstReviewHandler } from './claim/pass-first-review';
import { PassSecondReviewHandler } from './claim/pass-second-review';
import { RaiseObjectionHandler } from './claim/raise-objection';
import { RecheckClaimHandler } from './claim/recheck-claim';
import { Registries } from './claim/registries';
import { ResolveObjectionHandler } from './claim/resolve-objection';
import { StartPublicityHandler } from './claim/start-publicity';
import { TakeAccountChange } from './claim/take-account-change';
import { TakeRevocation } from './claim/take-revocation';
import { ClaimCaseRow, ClaimListProjection, ClaimPayeeRow, ClaimRow } from './claim-list/claim-list.projection';
import { ClaimList } from './claim-list/claim-list.query';
import { deskParts } from './claim-queue/desk-parts';
import { ClaimsOfClass } from './claim-list/claims-of-class';
import { ClaimsPaying } from './claim-list/claims-paying';
import { ClaimsController } from './claims.controller';
import { classFindings } from './class-record/class-findings.decider';
import { ClassRecords } from './class-record/class-records';
import { ClassRoster } from './class-record/class-roster';
import { OnAssessmentResultRecorded } from './class-record/on-assessment-result-recorded';
import { OnAttendanceSummarised } from './class-record/on-attendance-summarised';
import { OnCertificateIssued } from './class-record/on-certificate-issued';
import { OnCertificateVerified } from './class-record/on-certificate-verified';
import { OnClassAttendanceClosed } from './class-record/on-class-attendance-closed';
import { OnClassOpeningApproved } from './class-record/on-class-opening-approved';
import { OnOrganisationRegistered } from './class-record/on-organisation-registered';
import { OnTraineeEnrolled } from './class-record/on-trainee-enrolled';
import { DeskController } from './desk.controller';
import { entitlements } from './entitlements/entitlements.decider';
import { ImportSubsidyHandler } from './entitlements/import-subsidy';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { Desk1767225600002 } from './migrations/0002-desk';
import { Publicity1767225600013 } from './migrations/0003-publicity';
import { PayoutDrafts1767225600014 } from './migrations/0004-payout-drafts';
import { OwnMoney } from './own-money/own-money.query';
import { OwnOrders } from './own-money/own-orders';
import { DraftPackHandler } from './pack/draft-pack';
import { KnownPacks } from './pack/known-packs';
import { PackList } from './pack/pack-list.query';
import { pack } from './pack/pack.decider';
import { PackVersions } from './pack/pack-versions.query';
import { PublishedPackProjection, PublishedPackRow } from './pack/published-pack.projection';
import { ShippedPacks } from './pack/shipped-packs';
import { SignPackHandler } from './pack/sign-pack';
import { PackVersionsController } from './pack-versions.controller';
import { PacksController } from './packs.controller';
import { payee } from './payee/payee.decider';
import { payoutParts } from './payout/payout-parts';
import { PublicController } from './public.controller';
import { PublicityList } from './publicity-list/publicity-list.query';
import { PublicityPostingProjection, PublicityPostingRow } from './publicity-list/publicity-posting.projection';
import { RunningPublicities } from './publicity-list/running-publicities.query';
import { EveryReassessmentIsMade, RejectedClaims } from './reassessment/every-reassessment-is-made';
import { reassessment } from './reassessment/reassessment.decider';
import { RequestReassessmentHandler } from './reassessment/request-reassessment';
import { TraineeController } from './trainee.controller';
import { PreChecksController } from './pre-checks.controller';
import { WhatIfController } from './what-if.controller';
import { Replays } from './what-if/replay.query';
import { RuleQuestions } from './what-if/rule-question.query';
import { PreChecks } from './what-if/pre-check.query';
import { Simulations } from './what-if/simulate.query';

const packParts = [DraftPackHandler, SignPackHandler, ShippedPacks, KnownPacks, PackList, PackVersions];
const filing = [
  ApplyForSubsidyHandler,
  RecheckClaimHandler,
  CaseInputs,
  ClaimsAndBooks,
  DecideAgain,
  OtherCases,
  Registries,
  ClassRecords,
  ClassRoster,
];
const reviewing = [PassFirstReviewHandler, PassSecondReviewHandler, StartPublicityHandler, RaiseObjectionHandler, ResolveObjectionHandler];
const supervising = [HoldCasesHandler, ReleaseHoldHandler, TakeRevocation, TakeAccountChange, ClaimsOfClass, ClaimsPaying];
const opening = [RunningPublicities, OwnMoney, OwnOrders];
const asking = [ClaimList, PublicityList, Simulations, PreChecks, Replays, RuleQuestions];
const history = [ImportSubsidyHandler, RequestReassessmentHandler, RejectedClaims];

@Module(
  service({
    name: 'subsidy-payment',
    controllers: [
      ...[PacksController, PackVersionsController, ClaimsController, DeskController, PreChecksController, WhatIfController],
      ...[PublicController, TraineeController],
      ...payoutParts.controllers,
      ...deskParts.controllers,
    ],
    providers: [
      ...packParts,
      ...filing,
      ...reviewing,
      ...supervising,
      ...asking,
      ...opening,
      ...history,
      ...payoutParts.providers,
      ...deskParts.providers,
    ],
    deciders: [pack, claim, payee, classFindings, entitlements, reassessment, ...payoutParts.deciders],
    projections: [
      ...[PublishedPackProjection, ClaimListProjection, PublicityPostingProjection],
      ...payoutParts.projections,
      ...deskParts.projections,
    ],
    consumers: [
      OnOrganisationRegistered,
      OnClassOpeningApproved,
      OnTraineeEnrolled,
      OnPersonAccountChanged,
      OnOrganisationAccountChanged,
      OnAttendanceSummarised,
      OnClassAttendanceClosed,
      OnAssessmentResultRecorded,
      OnCertificateIssued,
      OnCertificateVerified,
      OnCertificateRevoked,
      OnFundsCommitted,
      OnFindingRecorded,
      OnFundExhausted,
      ...payoutParts.consumers,
    ],
    due: [EveryPublicityEnds, EveryWaitingCaseIsDecidedAgain, EveryReassessmentIsMade, ...payoutParts.due],
    announce,
    entities: [
      PublishedPackRow,
      ClaimRow,
      ClaimCaseRow,
      ClaimPayeeRow,
      PublicityPostingRow,
      ...payoutParts.entities,
      ...deskParts.entities,
    ],
    migrations: [FirstTables1767225600001, Desk1767225600002, Publicity1767225600013, PayoutDrafts1767225600014],
  }),
)
export class SubsidyPaymentModule {}
