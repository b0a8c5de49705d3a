import {
  AuditOutlined,
  BankOutlined,
  BookOutlined,
  CheckSquareOutlined,
  ExclamationCircleOutlined,
  FileDoneOutlined,
  FileProtectOutlined,
  LoginOutlined,
  LogoutOutlined,
  PayCircleOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  SoundOutlined,
  TeamOutlined,
  UserOutlined,
  WalletOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';

const icons: Readonly<Record<string, ComponentType>> = {
  PaymentSucceeded: BankOutlined,
  PaymentReturned: BankOutlined,
  PaymentOrderIssued: PayCircleOutlined,
  PaymentReissued: PayCircleOutlined,
  PayoutApproved: FileDoneOutlined,
  PayoutWitnessed: FileProtectOutlined,
  PayoutSent: BankOutlined,
  FundsMoved: WalletOutlined,
  FundsCommitted: WalletOutlined,
  CaseDecided: AuditOutlined,
  ClaimSubmitted: FileDoneOutlined,
  PolicyPackPublished: BookOutlined,
  FirstReviewPassed: CheckSquareOutlined,
  SecondReviewPassed: CheckSquareOutlined,
  PublicityStarted: SoundOutlined,
  PublicityEnded: SoundOutlined,
  CertificateIssued: SafetyCertificateOutlined,
  CertificateVerified: SafetyCertificateOutlined,
  TraineeEnrolled: TeamOutlined,
  IdentityChecked: UserOutlined,
  ClassOpeningApproved: ReadOutlined,
  ClassAttendanceClosed: ReadOutlined,
  AttendanceSummarised: ReadOutlined,
  SignInRecorded: LoginOutlined,
  SignOutRecorded: LogoutOutlined,
  SignInFlagged: WarningOutlined,
};

export function FactIcon({ type, missing }: { readonly type: string; readonly missing: boolean }) {
  const Icon = missing ? ExclamationCircleOutlined : (icons[type] ?? FileDoneOutlined);
  return (
    <span aria-hidden="true" className="trace-icon">
      <Icon />
    </span>
  );
}
