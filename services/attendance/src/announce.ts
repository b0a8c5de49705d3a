// Which facts of attendance are everyone's business. Of a session that is only scheduled nobody needs to hear from us: the plan said it. What is said of one
// person is in order for that person, so that a class of hundreds is heard of all at once.
import {
  AttendanceSummarisedV1,
  ClassAttendanceClosedV1,
  ClassDayBelowThresholdV1,
  SignInFlaggedV1,
  SignInRecordedV1,
  SignOutRecordedV1,
  type CaptureV1,
} from '@libs/contracts';
import { instantOf } from '@libs/kernel';
import type { Announce, Announcement } from '@libs/messaging';
import type { ClassAttendanceFact } from './class-attendance/class-attendance.decider';
import type { ClassSessionFact } from './class-session/class-session.decider';
import type { DeviceFact } from './device/device.decider';

export type AttendanceFact = ClassSessionFact | ClassAttendanceFact | DeviceFact;

export const announce: Announce<AttendanceFact> = ({ streamId, fact }) => {
  switch (fact.type) {
    case 'SignInRecorded': {
      const capture = captureOf(streamId, fact);
      const { captureId, sessionId, classId, personId } = capture;
      const flagged = { captureId, sessionId, classId, personId, flags: [...fact.flags], flaggedAt: fact.receivedAt };
      return [
        { contract: SignInRecordedV1, key: personId, data: { capture } },
        ...(fact.flags.length === 0 ? [] : [{ contract: SignInFlaggedV1, key: personId, data: flagged }]),
      ];
    }
    case 'SignOutRecorded':
      return [{ contract: SignOutRecordedV1, key: fact.personId, data: { capture: captureOf(streamId, fact) } }];
    case 'PersonAttendanceSummarised':
    case 'ClassAttendanceClosed':
    case 'ClassDayBelowThreshold':
      return [sumOf(streamId, fact)];
    case 'SessionScheduled':
    case 'SessionSchedulingWithheld':
    case 'FaceFlagReviewed':
    case 'ClassOpened':
    case 'TraineeListed':
    case 'TraineeListingWithheld':
    case 'DeviceRegistered':
    case 'DeviceRevoked':
    case 'CapturesTaken':
      return [];
  }
};

type Captured = Extract<ClassSessionFact, { type: 'SignInRecorded' | 'SignOutRecorded' }>;

// How like the faces were, how exact the place was and the device's signature stay here: nobody else may rely on them.
function captureOf(sessionId: string, fact: Captured): CaptureV1 {
  const { captureId, classId, personId, deviceId, counter, receivedAt, latitude, longitude, face, captureDigest } = fact;
  const deviceAt = instantOf(fact.deviceAt);
  return { captureId, sessionId, classId, personId, deviceId, counter, deviceAt, receivedAt, latitude, longitude, face, captureDigest };
}

type Sum = Extract<ClassAttendanceFact, { type: 'PersonAttendanceSummarised' | 'ClassAttendanceClosed' | 'ClassDayBelowThreshold' }>;

function sumOf(classId: string, fact: Sum): Announcement {
  switch (fact.type) {
    case 'PersonAttendanceSummarised': {
      const { enrolmentId, personId, countedHours, scheduledHours, days, faceFlags, summarisedAt } = fact;
      const data = { classId, enrolmentId, personId, countedHours, scheduledHours, days: [...days], faceFlags, summarisedAt };
      return { contract: AttendanceSummarisedV1, key: personId, data };
    }
    case 'ClassAttendanceClosed':
      return { contract: ClassAttendanceClosedV1, key: classId, data: { classId, days: [...fact.days], closedAt: fact.closedAt } };
    case 'ClassDayBelowThreshold': {
      const { institutionId, day, on, present, enrolled, needBp, pack } = fact;
      const data = { classId, institutionId, day, on, present, enrolled, needBp, pack };
      return { contract: ClassDayBelowThresholdV1, key: classId, data };
    }
  }
}
