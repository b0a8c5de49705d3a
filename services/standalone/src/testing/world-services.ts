// The services of a world as they are put together when they run: what they announce, what they hear, and what they do when the time has come.
import type { CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { packParameter, type Pack } from '@libs/policy';
import type { Consumer } from '@libs/messaging';
import { announce as announceAttendance } from '../../../attendance/src/announce';
import { OnTraineeEnrolled as ListTrainee } from '../../../attendance/src/class-attendance/on-trainee-enrolled';
import { OnClassOpeningApproved as ScheduleSessions } from '../../../attendance/src/class-session/on-class-opening-approved';
import { announce as announceCertification } from '../../../certification/src/announce';
import { OnClassOpeningApproved as HearOfClass } from '../../../certification/src/assessment/on-class-opening-approved';
import { OnTraineeEnrolled as HearOfTrainee } from '../../../certification/src/assessment/on-trainee-enrolled';
import { OnOrganisationRegistered as RegisterAssessor } from '../../../certification/src/assessor/on-organisation-registered';
import { EveryCertificateIsVerified } from '../../../certification/src/query-site/every-certificate-is-verified';
import { EveryRevocationIsReported } from '../../../certification/src/query-site/every-revocation-is-reported';
import { announce as announceEnrolment } from '../../../enrolment/src/announce';
import { EverySilenceApproves } from '../../../enrolment/src/class-plan/every-silence-approves';
import { OnSanctionImposed } from '../../../enrolment/src/organisation/on-sanction-imposed';
import { announce as announceLedger } from '../../../fund-ledger/src/announce';
import { EveryQueueIsServed } from '../../../fund-ledger/src/commitment/every-queue-is-served';
import { OnCasesDropped } from '../../../fund-ledger/src/commitment/on-cases-dropped';
import { OnFirstReviewPassed } from '../../../fund-ledger/src/commitment/on-first-review-passed';
import { OnClawbackOpened } from '../../../fund-ledger/src/payment/on-clawback-opened';
import { OnPaymentReissued } from '../../../fund-ledger/src/payment/on-payment-reissued';
import { OnPaymentReturned } from '../../../fund-ledger/src/payment/on-payment-returned';
import { OnPaymentSucceeded } from '../../../fund-ledger/src/payment/on-payment-succeeded';
import { OnOrdersWithdrawn } from '../../../fund-ledger/src/payment/on-orders-withdrawn';
import { OnPayoutApproved } from '../../../fund-ledger/src/payment/on-payout-approved';
import { announce as announcePayment } from '../../../subsidy-payment/src/announce';
import { EveryPublicityEnds } from '../../../subsidy-payment/src/claim/every-publicity-ends';
import { EveryWaitingCaseIsDecidedAgain } from '../../../subsidy-payment/src/claim/every-waiting-case-is-decided-again';
import { OnCertificateRevoked } from '../../../subsidy-payment/src/claim/on-certificate-revoked';
import { OnFindingRecorded } from '../../../subsidy-payment/src/claim/on-finding-recorded';
import { OnFundExhausted } from '../../../subsidy-payment/src/claim/on-fund-exhausted';
import { OnOrganisationAccountChanged } from '../../../subsidy-payment/src/claim/on-organisation-account-changed';
import { OnPersonAccountChanged } from '../../../subsidy-payment/src/claim/on-person-account-changed';
import { OnFundsCommitted } from '../../../subsidy-payment/src/claim/on-funds-committed';
import { OnAssessmentResultRecorded } from '../../../subsidy-payment/src/class-record/on-assessment-result-recorded';
import { OnAttendanceSummarised } from '../../../subsidy-payment/src/class-record/on-attendance-summarised';
import { OnCertificateIssued } from '../../../subsidy-payment/src/class-record/on-certificate-issued';
import { OnCertificateVerified } from '../../../subsidy-payment/src/class-record/on-certificate-verified';
import { OnClassAttendanceClosed } from '../../../subsidy-payment/src/class-record/on-class-attendance-closed';
import { OnClassOpeningApproved } from '../../../subsidy-payment/src/class-record/on-class-opening-approved';
import { OnOrganisationRegistered } from '../../../subsidy-payment/src/class-record/on-organisation-registered';
import { OnTraineeEnrolled } from '../../../subsidy-payment/src/class-record/on-trainee-enrolled';
import { EveryBookedPayoutIsWitnessed } from '../../../subsidy-payment/src/payout/every-booked-payout-is-witnessed';
import { EveryLateMoneyLeaves } from '../../../subsidy-payment/src/payout/every-late-money-leaves';
import { EveryPayoutFileLeaves } from '../../../subsidy-payment/src/payout/every-payout-file-leaves';
import { EveryWitnessedPayoutHasItsFile } from '../../../subsidy-payment/src/payout/every-witnessed-payout-has-its-file';
import { OnFundsMoved } from '../../../subsidy-payment/src/payout/on-funds-moved';
import { OnMoveWithheld as OnPayoutWithheld } from '../../../subsidy-payment/src/payout/on-move-withheld';
import { OnAttendanceSummarised as LookForProxies } from '../../../supervision/src/alert/on-attendance-summarised';
import { OnCaseDecided } from '../../../supervision/src/alert/on-case-decided';
import { alert, raiseAlert, type Alert } from '../../../supervision/src/alert/alert.decider';
import { OnBankAnswerWithheld } from '../../../supervision/src/alert/on-bank-answer-withheld';
import { OnMoveWithheld } from '../../../supervision/src/alert/on-move-withheld';
import { announce as announceSupervision } from '../../../supervision/src/announce';
import { listeners } from '../../../supervision/src/heard-fact/on-every-fact';
import { OnPayoutOutcomeUnknown } from '../../../supervision/src/alert/on-payout-outcome-unknown';
import { OnClaimRejected } from '../../../supervision/src/sanctions/on-claim-rejected';
import type { WorldService } from './world';
import type { Deciding } from './world-deciding';
import type { Ground, LogName } from './world-ground';
import { FilesDouble, QuerySiteDouble, WitnessDouble, type OutsideRegistries } from './world-outside';
import { found } from './world-random';

type Heard = { readonly type: string; readonly data: Readonly<Record<string, unknown>> };

/** What supervision keeps of all that it hears. */
class HeardDouble {
  readonly #heard = new Map<string, Heard>();

  hear = async ({ id, type, data }: Heard & { readonly id: string }): Promise<void> => void this.#heard.set(id, { type, data });

  find = async ({ type }: { readonly type: string }, holding: Readonly<Record<string, unknown>>): Promise<readonly Heard[]> =>
    [...this.#heard.values()].filter(
      (one) => one.type === type && Object.entries(holding).every(([name, value]) => one.data[name] === value),
    );
}

/** The measures of the pack that decides in this world. */
const measuresDouble = (packs: readonly Pack[]) => {
  const deciding = found(packs.find(({ id }) => id === 'tj-2022-20'));
  const param = <N extends Parameters<typeof packParameter>[1]>(name: N) => packParameter(deciding, name);
  const rules = {
    pack: 'tj-2022-20@1',
    ...{ measures: param('measures'), escalatesAfter: param('escalatesAfter'), reportWorkingDays: param('reportWorkingDays') },
    calendar: { publishedYears: [], workingDays: [], daysOff: [] },
    measureOf: () => 'TALK',
  };
  return {
    soonOfPack: async (name: string) => (name.startsWith('tj-') ? rules : undefined),
    belowThreshold: async (classIds: readonly string[]) => classIds,
  };
};

type Sides = { readonly deciding: Deciding; readonly registries: OutsideRegistries; readonly packs: readonly Pack[] };

export function worldServices(ground: Ground, { deciding, registries, packs }: Sides): readonly WorldService[] {
  const service = (
    name: LogName,
    parts: { announce: unknown; consumers?: readonly unknown[]; due?: readonly unknown[] },
  ): WorldService => ({
    name,
    store: ground.store(name).log,
    announce: parts.announce as WorldService['announce'],
    consumers: (parts.consumers ?? []) as WorldService['consumers'],
    due: (parts.due ?? []) as WorldService['due'],
  });
  const [enrolment, attendance, certification] = [ground.store('enrolment'), ground.store('attendance'), ground.store('certification')];
  const site = new QuerySiteDouble(ground.random) as never;
  return [
    service('enrolment', {
      announce: announceEnrolment,
      consumers: [new OnSanctionImposed(enrolment)],
      due: [new EverySilenceApproves(enrolment)],
    }),
    service('attendance', { announce: announceAttendance, consumers: [new ScheduleSessions(attendance), new ListTrainee(attendance)] }),
    service('certification', {
      announce: announceCertification,
      consumers: [new HearOfClass(certification), new HearOfTrainee(certification), new RegisterAssessor(certification)],
      due: [new EveryCertificateIsVerified(certification, site), new EveryRevocationIsReported(certification, site)],
    }),
    service('subsidy-payment', {
      announce: announcePayment,
      consumers: paymentConsumers(ground, deciding),
      due: paymentDue(ground, deciding, registries),
    }),
    service('fund-ledger', { announce: announceLedger, ...ledgerParts(ground) }),
    service('supervision', { announce: announceSupervision, consumers: supervisionConsumers(ground, packs) }),
  ];
}

function paymentConsumers(ground: Ground, deciding: Deciding): readonly unknown[] {
  const store = ground.store('subsidy-payment');
  const records = deciding.records as never;
  const heard = [OnOrganisationRegistered, OnClassOpeningApproved, OnTraineeEnrolled, OnAttendanceSummarised];
  const more = [OnClassAttendanceClosed, OnAssessmentResultRecorded, OnCertificateIssued, OnCertificateVerified];
  const accounts = { take: deciding.takeAccount.bind(deciding) } as never;
  const answers = [
    new OnFindingRecorded(store, { decide: deciding.together.bind(deciding) } as never),
    new OnCertificateRevoked(records, deciding as never),
    new OnFundsCommitted(store),
    new OnFundExhausted(store),
    new OnFundsMoved(store),
    new OnPersonAccountChanged(accounts),
    new OnOrganisationAccountChanged(accounts),
    new OnPayoutWithheld(store),
  ];
  return [...[...heard, ...more].map((Hears) => new Hears(records)), ...answers];
}

function paymentDue(ground: Ground, deciding: Deciding, registries: OutsideRegistries): readonly unknown[] {
  const store = ground.store('subsidy-payment');
  const files = new FilesDouble(ground.random, ground) as never;
  const lives = async (personIds: readonly string[]) => registries.lives(personIds);
  return [
    new EveryPublicityEnds(store),
    new EveryWaitingCaseIsDecidedAgain(store, deciding as never),
    new EveryBookedPayoutIsWitnessed(store, new WitnessDouble(ground.random, () => store.log.head()) as never),
    new EveryWitnessedPayoutHasItsFile(store, files),
    new EveryPayoutFileLeaves(store, files, { bank: 'http://bank.world' } as never),
    new EveryLateMoneyLeaves(store, { lives } as never),
  ];
}

function ledgerParts(ground: Ground): { readonly consumers: readonly unknown[]; readonly due: readonly unknown[] } {
  const store = ground.store('fund-ledger');
  const hear = [
    OnFirstReviewPassed,
    OnCasesDropped,
    OnPayoutApproved,
    OnOrdersWithdrawn,
    OnPaymentSucceeded,
    OnPaymentReturned,
    OnPaymentReissued,
    OnClawbackOpened,
  ];
  return { consumers: hear.map((Hears) => new Hears(store)), due: [new EveryQueueIsServed(store)] };
}

function supervisionConsumers(ground: Ground, packs: readonly Pack[]): readonly unknown[] {
  const store = ground.store('supervision');
  const heard = new HeardDouble() as never;
  const alerts = {
    raise: (command: CommandMeta, id: string, { kind, subject }: Pick<Alert, 'kind'> & { readonly subject: string }) =>
      store.decide(alert, childId(id, kind), command, (state, { now }) => raiseAlert(state, { kind, subject }, now)),
  } as never;
  const rules = { proxySignInFaceFlags: () => 2 } as never;
  const listening = listeners.map((Listener) => new (Listener as unknown as new (facts: unknown) => Consumer<never>)(heard));
  return [
    ...listening,
    new LookForProxies(store, heard, rules),
    new OnCaseDecided(store, heard),
    new OnMoveWithheld(alerts),
    new OnBankAnswerWithheld(alerts),
    new OnPayoutOutcomeUnknown(alerts),
    new OnClaimRejected(store, measuresDouble(packs) as never),
  ];
}
