import { describe, expect, it } from '@jest/globals';
import { spec, testNow } from '@libs/testing';
import { alert, looksLikeProxy, raiseAlert, type AlertFact } from './alert.decider';

const { given } = spec(alert);
const asked = { kind: 'PROXY_SIGN_IN', personId: 'p', classId: 'k' } as const;
const raised: AlertFact = { type: 'RiskAlertRaised', ...asked, raisedAt: testNow };

describe('an alert', () => {
  it('is raised', () =>
    given()
      .when((s) => raiseAlert(s, asked, testNow))
      .then(raised));
  it('is raised once', () =>
    given(raised)
      .when((s) => raiseAlert(s, asked, testNow))
      .then());
  it('of a proxy begins with as many flags as the pack says', () =>
    expect([2, 3, 4].map((flags) => looksLikeProxy(flags, 3))).toEqual([false, true, true]));
});
