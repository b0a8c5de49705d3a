// Something that a person should look at. It decides nothing and holds nothing up; the same thing is told once.
import type { Decider } from '@libs/event-store';

export type AlertKind =
  'PROXY_SIGN_IN' | 'IMPOSSIBLE_TRAVEL' | 'POST_DEATH_ATTENDANCE' | 'MOVE_WITHHELD' | 'PAYOUT_OUTCOME_UNKNOWN' | 'BANK_ANSWER_WITHHELD';

export type Alert = {
  readonly kind: AlertKind;
  readonly personId?: string;
  readonly classId?: string;
  /** What else it is about, such as the payout or order whose money did not move. */
  readonly subject?: string;
  readonly region?: string;
};

export type AlertFact = { readonly type: 'RiskAlertRaised'; readonly raisedAt: string } & Alert;

export type AlertState = { readonly raised: boolean };

export const alert: Decider<AlertState, AlertFact> = {
  category: 'alert',
  initial: { raised: false },
  schemas: { RiskAlertRaised: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'RiskAlertRaised':
        return { ...state, raised: true };
    }
  },
};

export const raiseAlert = (state: AlertState, asked: Alert, now: string): readonly AlertFact[] =>
  state.raised ? [] : [{ type: 'RiskAlertRaised', ...asked, raisedAt: now }];

/** Enough half-days of one trainee were flagged by face that somebody else may have signed in. */
export const looksLikeProxy = (faceFlags: number, atLeast: number): boolean => faceFlags >= atLeast;
