// What becomes of a message that cannot be handled, asked of a real server.
import { expect, it } from '@jest/globals';
import { Refused } from '@libs/kernel';
import { eventually } from '@libs/testing';
import type { Consumer } from '../envelope';
import { seal, toEnvelopes } from '../sealing';
import { topicOf } from '../topics';
import type { MessagingWorld } from './messaging-world';
import { announceNotes, announceNotesAnew, keepingConsumer, noteFact, notesOf, type NoteData } from './notes';
import { WITHIN, upTo, type Pair } from './pair';

export function parkingContract(world: () => MessagingWorld, pair: () => Pair): void {
  it('parks what fails for good with what follows of its key, and releases it in order up to the first that fails again', async () => {
    const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
    const refused = new Set([2, 4]);
    const keeping = keepingConsumer(contracts.v1, store);
    const choosy: Consumer<NoteData> = {
      ...keeping,
      async handle(message) {
        if (message.envelope.partitionkey === 'ann' && refused.has(message.data.n)) throw new Refused('KEY_TAKEN', { n: message.data.n });
        return keeping.handle(message);
      },
    };
    const runner = await world().started(receiver, [choosy], transport);
    await announcer.publishBatch(notesOf('sent', ['ann', 'bo'], 5));
    await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
    expect(await runner.progress()).toEqual({ behind: 0, running: 0, parked: 4, quarantined: 0 });
    expect([await heard('ann'), await heard('bo')]).toEqual([[1], upTo(5)]);
    expect((await world().parking.list('parked')).map(({ message, code, details }) => ({ message, code, details }))).toEqual([
      { message: 'sent/3/0', code: 'KEY_TAKEN', details: { n: 2 } },
      { message: 'sent/5/0', code: 'BEHIND_PARKED', details: {} },
      { message: 'sent/7/0', code: 'BEHIND_PARKED', details: {} },
      { message: 'sent/9/0', code: 'BEHIND_PARKED', details: {} },
    ]);

    refused.delete(2);
    const lane = `${sender}/ann`;
    expect(await runner.release(lane, 'operator')).toEqual({
      released: 2,
      stoppedAt: { message: 'sent/7/0', code: 'KEY_TAKEN', details: { n: 4 } },
    });
    expect(await heard('ann')).toEqual([1, 2, 3]);
    expect(await runner.drop('sent/7/0', 'operator', 'written by mistake')).toBe(true);
    expect(await runner.release(lane, 'operator')).toEqual({ released: 1 });
    expect(await heard('ann')).toEqual([1, 2, 3, 5]);

    // Also when all of it comes again, what was dropped stays dropped, and the lane is open.
    await announcer.publishBatch([...notesOf('sent', ['ann', 'bo'], 5), noteFact('sent', 11, 'ann', 6)]);
    await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
    expect(await heard('ann')).toEqual([1, 2, 3, 5, 6]);
    expect((await runner.progress()).parked).toBe(0);
  }, 60_000);

  it('parks a newer version than it knows, and handles it after the upgrade', async () => {
    const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
    const old = await world().started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    await announcer.publishBatch([noteFact('sent', 1, 'ann', 1)]);
    await world()
      .announcer(sender, announceNotesAnew(contracts), transport)
      .publishBatch([noteFact('sent', 2, 'ann', 2), noteFact('sent', 3, 'ann', 3)]);
    await eventually(async () => (await old.progress()).behind === 0, WITHIN);
    expect((await world().parking.list('parked')).map(({ code }) => code)).toEqual(['MESSAGE_TYPE_UNKNOWN', 'BEHIND_PARKED']);
    expect(await old.releaseUnderstood()).toBe(0);
    await old.stop();
    const newer = keepingConsumer(contracts.v2, store);
    const upgraded = await world().started(receiver, [{ ...newer, name: 'inbox.on-note-written-v2' }], transport);
    expect(await heard('ann')).toEqual([1, 2, 3]);
    expect((await upgraded.progress()).parked).toBe(0);
  }, 60_000);

  it('parks what its contract forbids, and quarantines what its announcer did not sign, which holds up nobody', async () => {
    const { receiver, contracts, store, transport, announcer, heard, sender } = pair();
    const runner = await world().started(receiver, [keepingConsumer(contracts.v1, store)], transport);
    const fact = noteFact('sent', 1, 'bo', 1);
    const [envelope] = toEnvelopes(fact, announceNotes(contracts)(fact), sender);
    if (!envelope) throw new Error('the fact announces nothing');
    const forged = { ...seal({ ...envelope, id: 'sent/2/0' }, sender, world().keys), data: { n: 99, text: 'forged' } };
    const unwanted = seal(
      { ...envelope, id: 'sent/9/0', partitionkey: 'ann', data: { n: 'one', text: 'private', phone: '13800000000' } },
      sender,
      world().keys,
    );
    const stranger = world().newService('stranger');
    const foreign = seal({ ...envelope, id: 'sent/3/0' }, stranger, world().keys);
    await transport.publish(topicOf(contracts.v1), [unwanted, seal(envelope, sender, world().keys), forged, foreign]);
    await announcer.publishBatch([noteFact('sent', 4, 'bo', 2)]);
    await eventually(async () => (await runner.progress()).behind === 0, WITHIN);
    const { quarantined, ...progress } = await runner.progress();
    expect(progress).toEqual({ behind: 0, running: 0, parked: 1 });
    // A message that is sent again by its announcer bears a name of its own where nobody vouches for the one that it says.
    expect(quarantined).toBeGreaterThanOrEqual(2);
    expect([await heard('ann'), await heard('bo')]).toEqual([[], [1, 2]]);
    const [invalid] = await world().parking.list('parked');
    expect(invalid?.code).toBe('MESSAGE_INVALID');
    expect(String(invalid?.details['problems'])).toMatch(/phone should not exist.*n must be an integer/);
    expect(new Set((await world().parking.list('quarantined')).map(({ code }) => code))).toEqual(new Set(['SIGNATURE_BAD']));
  }, 60_000);
}
