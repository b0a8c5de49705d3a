import { describe, expect, it } from '@jest/globals';
import type { Presence } from '../class-session/class-session.decider';
import { countedHours } from './hours';

// 45 minutes and 10 minutes' break: the hours of a morning begin 08:30, 09:25, 10:20 and 11:15, and end 09:15, 10:10, 11:05 and 12:00.
const rules = { classHourMinutes: 45, breakMinutes: 10 };
const morning = { startsAt: '2025-03-10T00:30:00.000Z', classHours: 4 };
const at = (time: string) => new Date(`2025-03-10T${time}+08:00`).toISOString();
const presence = (signIn: string, signOut?: string, flags: NonNullable<Presence['in']>['flags'] = [], faceAccepted = false): Presence => ({
  in: { captureId: 'i', at: at(signIn), flags, faceAccepted },
  ...(signOut !== undefined && { out: { captureId: 'o', at: at(signOut) } }),
});

describe('the hours that count', () => {
  it.each([
    ['08:30:00', '12:00:00', 4],
    ['08:00:00', '12:30:00', 4],
    ['08:30:00.001', '12:00:00', 3],
    ['08:31:00', '12:00:00', 3],
    ['09:25:00', '12:00:00', 3],
    ['09:26:00', '12:00:00', 2],
    ['11:15:00', '12:00:00', 1],
    ['11:16:00', '12:00:00', 0],
    ['08:30:00', '11:59:59.999', 3],
    ['08:30:00', '11:05:00', 3],
    ['08:30:00', '11:04:00', 2],
    ['09:20:00', '10:15:00', 1],
    ['09:20:00', '10:09:00', 0],
    ['08:30:00', '09:14:00', 0],
  ])('of a morning from %s to %s are %i', (signIn, signOut, hours) => {
    expect(countedHours(morning, presence(signIn, signOut), rules)).toBe(hours);
  });
  it('are none for who never came, and all that are left for who never signed out', () => {
    expect(countedHours(morning, {}, rules)).toBe(0);
    expect(countedHours(morning, { out: { captureId: 'o', at: at('12:00:00') } }, rules)).toBe(0);
    expect(countedHours(morning, presence('09:00:00'), rules)).toBe(3);
  });
  it('are none from outside the fence, and none by another face unless somebody has accepted it', () => {
    expect(countedHours(morning, presence('08:30:00', '12:00:00', ['OUTSIDE_FENCE']), rules)).toBe(0);
    expect(countedHours(morning, presence('08:30:00', '12:00:00', ['FACE_SCORE']), rules)).toBe(0);
    expect(countedHours(morning, presence('08:30:00', '12:00:00', ['FACE_SCORE'], true), rules)).toBe(4);
    expect(countedHours(morning, presence('08:30:00', '12:00:00', ['OUTSIDE_FENCE', 'FACE_SCORE'], true), rules)).toBe(0);
  });
  it('follow the afternoon from 13:30 to 17:00 alike', () => {
    const afternoon = { startsAt: at('13:30:00'), classHours: 4 };
    expect(countedHours(afternoon, presence('13:30:00', '17:00:00'), rules)).toBe(4);
    expect(countedHours(afternoon, presence('13:30:00', '16:59:00'), rules)).toBe(3);
  });
});
