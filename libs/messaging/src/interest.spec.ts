import { describe, expect, it } from '@jest/globals';
import type { Consumer, Envelope } from './envelope';
import { Interest } from './interest';
import { noteContracts, type NoteData } from './testing/notes';

const { v1, v2 } = noteContracts('enrolment');
const consumer = (name: string, contract = v1): Consumer<NoteData> => ({ name, contract, handle: async () => undefined });
const envelope = (type: string, alsoas?: string): Envelope =>
  ({ type: `xunbu.${type}`, ...(alsoas ? { alsoas: `xunbu.${alsoas}` } : {}) }) as Envelope;

describe('the interest of a service', () => {
  const old = new Interest([consumer('notes')]);
  const renewed = new Interest([consumer('notes', v2)]);

  it.each([
    ['what it consumes', old, envelope('enrolment.note-written.v1'), 'ours'],
    ['a newer version of what it consumes', old, envelope('enrolment.note-written.v2'), 'newer'],
    ['a much newer version', old, envelope('enrolment.note-written.v12'), 'newer'],
    [
      'a newer version whose fact it also gets as it knows it',
      old,
      envelope('enrolment.note-written.v2', 'enrolment.note-written.v1'),
      'none',
    ],
    ['an older version than it consumes', renewed, envelope('enrolment.note-written.v1'), 'none'],
    ['something else', old, envelope('enrolment.note-burnt.v1'), 'none'],
    ['a name that only begins alike', old, envelope('enrolment.note-written-again.v2'), 'none'],
    ['a name without a version', old, envelope('enrolment.note-written'), 'none'],
  ] as const)('in %s', (_, interest, message, expected) => expect(interest.in(message)).toBe(expected));

  it('lies on the live topics and on those of its own replays', () =>
    expect(new Interest([consumer('notes'), consumer('more', v2)]).topics('attendance')).toEqual([
      'xunbu.enrolment.facts',
      'xunbu.enrolment.facts.replay.attendance',
    ]));

  it('lies where a contract asks for a topic of its own', () => {
    const crowd = Object.assign(class {}, { type: 'attendance.sign-in-recorded.v1', topic: 'sign-ins' });
    expect(new Interest([{ name: 'crowd', contract: crowd, handle: async () => undefined }]).topics('claims')[0]).toBe(
      'xunbu.attendance.sign-ins',
    );
  });

  it('is not that of two handlers with one name, for each would take the other’s work for its own', () =>
    expect(() => new Interest([consumer('notes'), consumer('notes', v2)])).toThrow('same name'));
});
