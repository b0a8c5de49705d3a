import { describe, expect, it } from '@jest/globals';
import { parseNote, witnessStateOf } from './checkpoint-note';

const note = 'xunbu/enrolment\n42\nqqqq=\n\n— xunbu/enrolment AAAA\n— xunbu/supervision BBBB\n';

describe('a checkpoint', () => {
  it('says of which log, how long, and who has signed', () =>
    expect(parseNote(note)).toEqual({
      origin: 'xunbu/enrolment',
      size: 42,
      root: 'qqqq=',
      signers: ['xunbu/enrolment', 'xunbu/supervision'],
    }));
  it('is nothing where it is no note', () => expect(parseNote('hello')).toBeUndefined());
  it('is witnessed, behind, or was never', () =>
    expect([witnessStateOf(5, 5), witnessStateOf(6, 5), witnessStateOf(6, undefined)]).toEqual(['WITNESSED', 'BEHIND', 'NEVER']));
});
