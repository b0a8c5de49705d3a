// The service as it runs, on databases of its own, for specs; and a device that signs.
import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { ClassOpeningApprovedV1, TraineeEnrolledV1 } from '@libs/contracts';
import type { Environment, TokenClaims } from '@libs/platform';
import { ServiceUnderTest, messageOf, type Person } from '@libs/testing';
import { AttendanceModule } from '../attendance.module';
import { OnTraineeEnrolled } from '../class-attendance/on-trainee-enrolled';
import { OnClassOpeningApproved } from '../class-session/on-class-opening-approved';
import { sealedText } from '../device/seal';

export class RunningAttendance {
  private messages = 0;

  private constructor(readonly service: ServiceUnderTest) {}

  static async start(environment: Environment = {}): Promise<RunningAttendance> {
    return new RunningAttendance(await ServiceUnderTest.start(AttendanceModule, { environment }));
  }

  stop(): Promise<void> {
    return this.service.end();
  }

  openClass(data: ClassOpeningApprovedV1): Promise<void> {
    const message = messageOf(ClassOpeningApprovedV1, 'class-session.on-class-opening-approved', this.nextId(), data);
    return this.service.running.app.get(OnClassOpeningApproved).handle(message);
  }

  async enrol(data: TraineeEnrolledV1): Promise<void> {
    await this.service.running.app
      .get(OnTraineeEnrolled)
      .handle(messageOf(TraineeEnrolledV1, 'class-attendance.on-trainee-enrolled', this.nextId(), data));
  }

  as(claims: TokenClaims): Promise<Person> {
    return this.service.as(claims);
  }

  private nextId(): string {
    return `enrolment/${(this.messages += 1)}/0`;
  }
}

export type Shot = {
  readonly sessionId: string;
  readonly personId: string;
  readonly direction: 'IN' | 'OUT';
  readonly deviceAt: string;
  readonly captureId?: string;
  readonly counter?: number;
  readonly latitude?: number;
  readonly faceScore?: string;
};

export class TestDevice {
  readonly publicKey: string;
  deviceId = '';
  private readonly privateKey: KeyObject;
  private counter = 0;

  constructor() {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.privateKey = privateKey;
    this.publicKey = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
  }

  shoot(shot: Shot) {
    const capture = {
      captureId: randomUUID(),
      counter: (this.counter += 1),
      latitude: 39.1,
      longitude: 117.2,
      faceScore: '0.93',
      captureDigest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      ...shot,
    };
    const text = sealedText(this.deviceId, { ...capture, signature: '' });
    return { ...capture, signature: sign(null, Buffer.from(text), this.privateKey).toString('base64url') };
  }
}
