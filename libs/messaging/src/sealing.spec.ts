import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnnouncerKeys } from './announcer-keys';
import type { Envelope } from './envelope';
import { AnnouncementInvalid, open, seal, toEnvelopes } from './sealing';
import { announceNotes, noteContracts, noteFact } from './testing/notes';
import type { Delivery } from './transport';

const contracts = noteContracts('enrolment');
const fact = noteFact('enrolment', 7, 'ann', 2, 'good morning');

let folder: string;
let keys: AnnouncerKeys;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunbu-keys-'));
  AnnouncerKeys.create(folder, 'enrolment');
  AnnouncerKeys.create(folder, 'attendance');
  keys = new AnnouncerKeys(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const only = (): Envelope => toEnvelopes(fact, announceNotes(contracts)(fact), 'enrolment')[0]!;
const delivered = (value: unknown, { key = 'ann', topic = 'xunbu.enrolment.facts' } = {}): Delivery => ({
  topic,
  partition: 0,
  offset: '1',
  key,
  value: typeof value === 'string' ? value : JSON.stringify(value),
});

describe('an envelope', () => {
  it('says what, of whom, where in which log, and nothing of the fact but what was announced', () =>
    expect(only()).toEqual({
      specversion: '1.0',
      id: 'enrolment/7/0',
      source: '/xunbu/enrolment',
      type: 'xunbu.enrolment.note-written.v1',
      subject: 'note/ann',
      time: '2026-03-02T01:00:00.000Z',
      datacontenttype: 'application/json',
      partitionkey: 'ann',
      log: 'enrolment',
      seq: 7,
      causationid: 'enrolment/7',
      correlationid: 'talk-ann',
      data: { n: 2, text: 'good morning' },
    }));

  it('names the older version that was announced beside it', () => {
    const both = toEnvelopes(
      fact,
      [
        { contract: contracts.v1, key: 'ann', data: { n: 1, text: 'a' } },
        { contract: contracts.v2, key: 'ann', data: { n: 1, text: 'a', author: 'b' } },
      ],
      'enrolment',
    );
    expect(both.map(({ id, alsoas }) => [id, alsoas])).toEqual([
      ['enrolment/7/0', undefined],
      ['enrolment/7/1', 'xunbu.enrolment.note-written.v1'],
    ]);
  });

  it.each([
    ['a field too many', { n: 1, text: 'a', phone: '13800000000' }],
    ['a field too few', { n: 1 }],
    ['a field of another type', { n: '1', text: 'a' }],
  ])('is not made of data with %s', (_, data) =>
    expect(() => toEnvelopes(fact, [{ contract: contracts.v1, key: 'ann', data }], 'enrolment')).toThrow(AnnouncementInvalid),
  );

  it('is not made without a key, nor for another service', () => {
    const data = { n: 1, text: 'a' };
    expect(() => toEnvelopes(fact, [{ contract: contracts.v1, key: '', data }], 'enrolment')).toThrow('the key is empty');
    expect(() => toEnvelopes(fact, [{ contract: contracts.v1, key: 'ann', data }], 'attendance')).toThrow(
      'the contract is not one of attendance',
    );
  });
});

describe('opening what was delivered', () => {
  it('believes what the owner of the topic signed, whatever the order of its fields', () => {
    const sealed = seal(only(), 'enrolment', keys);
    const shuffled = Object.fromEntries(Object.entries(sealed).reverse());
    expect(open(delivered(shuffled), keys)).toEqual({ envelope: sealed });
  });

  it.each<[string, (envelope: Envelope) => Delivery]>([
    ['was changed after it was signed', (envelope) => delivered({ ...seal(envelope, 'enrolment', keys), seq: 8 })],
    ['got a field after it was signed', (envelope) => delivered({ ...seal(envelope, 'enrolment', keys), extra: 1 })],
    ['another service signed', (envelope) => delivered(seal(envelope, 'attendance', keys))],
    [
      'another service signed in its own name',
      (envelope) => delivered(seal({ ...envelope, source: '/xunbu/attendance' }, 'attendance', keys)),
    ],
    ['was sent on under another key', (envelope) => delivered(seal(envelope, 'enrolment', keys), { key: 'bo' })],
    [
      'was sent on to the topic of another service',
      (envelope) => delivered(seal(envelope, 'enrolment', keys), { topic: 'xunbu.attendance.facts' }),
    ],
  ])('does not believe what %s', (_, made) => expect(open(made(only()), keys)).toEqual({ doubt: 'SIGNATURE_BAD' }));

  it.each(['', 'null', '[]', '{"specversion":"1.0"}', '{', '"text"'])('calls %j malformed', (value) =>
    expect(open(delivered(value), keys)).toEqual({ doubt: 'ENVELOPE_MALFORMED' }),
  );

  it('does not know a signer without a key, and knows it once the key is there', () => {
    const [elsewhere] = [mkdtempSync(join(tmpdir(), 'xunbu-keys-'))];
    const fresh = new AnnouncerKeys(elsewhere);
    const sealed = seal(only(), 'enrolment', keys);
    expect(open(delivered(sealed), fresh)).toEqual({ doubt: 'SIGNER_UNKNOWN' });
    AnnouncerKeys.create(elsewhere, 'enrolment');
    expect(open(delivered(seal(only(), 'enrolment', fresh)), fresh)).toHaveProperty('envelope');
    expect(open(delivered(sealed), fresh)).toEqual({ doubt: 'SIGNATURE_BAD' });
    rmSync(elsewhere, { recursive: true });
  });

  it('never leaves its folder for the name of a signer', () =>
    expect(keys.verify('../enrolment', 'text', '../enrolment.AAAA')).not.toBe('good'));
});
