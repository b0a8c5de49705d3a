import { describe, expect, it } from '@jest/globals';
import { ProcessControl, subscriptionProbe } from './process-control';
import { SandboxClock } from './sandbox-clock';

const monday = '2026-03-02T01:00:00.000Z';
const tuesday = '2026-03-03T01:00:00.000Z';

describe('the control over a process', () => {
  it('sums up what its parts say, and names what is busy', async () => {
    const control = new ProcessControl(new SandboxClock(monday), { fire: () => undefined }, [
      async () => ({ name: 'due rows', due: 2, nextDueAt: tuesday, positions: { started: 7 } }),
      async () => ({
        name: 'messages',
        behind: 3,
        running: 1,
        parked: ['m1', 'm2'],
        nextDueAt: '2026-03-02T02:00:00.000Z',
        positions: { handled: 4 },
      }),
    ]);
    await expect(control.reading()).resolves.toEqual({
      now: monday,
      due: 2,
      running: 1,
      behind: 3,
      parked: 2,
      parkedNames: ['m1', 'm2'],
      nextDueAt: '2026-03-02T02:00:00.000Z',
      positions: { 'due rows/started': 7, 'messages/handled': 4 },
      busy: ['due rows: 2 due', 'messages: 1 running', 'messages: 3 behind'],
    });
  });

  it('asks what takes longer to say only where nothing is busy already', async () => {
    let [behind, asked] = [1, 0];
    const further = async () => ({ name: 'messages', behind: 2, positions: { handled: (asked += 1) } });
    const clock = new SandboxClock(monday);
    const control = new ProcessControl(clock, { fire: () => undefined }, [async () => ({ name: 'announcer', behind })], [further]);
    await expect(control.reading()).resolves.toMatchObject({ behind: 1, positions: {}, busy: ['announcer: 1 behind'] });
    behind = 0;
    await expect(control.reading()).resolves.toMatchObject({ behind: 2, positions: { 'messages/handled': 1 } });
    expect(asked).toBe(1);
  });

  it('counts facts that a subscription has not reached as behind', async () => {
    const progress = async () => ({ position: 4, head: 6, running: false, state: { status: 'running' as const } });
    await expect(subscriptionProbe({ name: 'announcer', progress }, 'enrolment')()).resolves.toEqual({
      name: 'enrolment/announcer',
      behind: 2,
      positions: { position: 4, head: 6 },
    });
  });

  it('sets the clock without firing, and fires when told', async () => {
    const clock = new SandboxClock(monday);
    const firedAt: string[] = [];
    const control = new ProcessControl(clock, { fire: () => firedAt.push(clock.now()) }, []);
    await control.setClock(tuesday);
    expect([clock.now(), firedAt]).toEqual([tuesday, []]);
    await control.fire();
    expect(firedAt).toEqual([tuesday]);
  });
});

describe('the sandbox clock', () => {
  it('stands still, moves forward, and never back', () => {
    const clock = new SandboxClock('2026-03-02T09:00:00+08:00');
    expect(clock.now()).toBe(monday);
    clock.set(tuesday);
    clock.set(monday);
    expect(clock.now()).toBe(tuesday);
  });
});
