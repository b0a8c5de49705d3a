// A class session: one half-day of an approved class, at which people will sign in.
import type { Decider } from '@libs/event-store';

export type Schedule = {
  readonly classId: string;
  readonly institutionId: string;
  readonly region: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly classHours: number;
};

export type WithheldReason = 'SCHEDULED_OTHERWISE';

export type ClassSessionFact =
  | ({ readonly type: 'SessionScheduled' } & Schedule)
  /** A plan said something about this session that contradicts what is known; nothing moves, and a supervisor can see it. */
  | { readonly type: 'SessionSchedulingWithheld'; readonly reason: WithheldReason; readonly asked: Schedule };

export type ClassSession = { readonly status: 'UNSCHEDULED' } | { readonly status: 'SCHEDULED'; readonly schedule: Schedule };

export const classSession: Decider<ClassSession, ClassSessionFact> = {
  category: 'class-session',
  initial: { status: 'UNSCHEDULED' },
  schemas: { SessionScheduled: 1, SessionSchedulingWithheld: 1 },
  evolve(session, fact) {
    switch (fact.type) {
      case 'SessionScheduled': {
        const { type: _, ...schedule } = fact;
        return { status: 'SCHEDULED', schedule };
      }
      case 'SessionSchedulingWithheld':
        return session;
    }
  },
};

const fields = ['classId', 'institutionId', 'region', 'startsAt', 'endsAt', 'classHours'] as const;

/** Called by a message, so it refuses nothing: what cannot be done is recorded. */
export function scheduleSession(session: ClassSession, asked: Schedule): readonly ClassSessionFact[] {
  if (session.status === 'UNSCHEDULED') return [{ type: 'SessionScheduled', ...asked }];
  const same = fields.every((field) => session.schedule[field] === asked[field]);
  return same ? [] : [{ type: 'SessionSchedulingWithheld', reason: 'SCHEDULED_OTHERWISE', asked }];
}
