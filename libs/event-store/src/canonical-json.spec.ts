import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json';

describe('canonical JSON', () => {
  // The examples of RFC 8785, 3.2.2 and 3.2.3.
  it('writes the example of the RFC', () => {
    const value = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('orders names by UTF-16 code units', () => {
    const names = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(canonicalJson(names)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [9007199254740993, '9007199254740992'],
    [5e-324, '5e-324'],
    [295147905179352830000, '295147905179352830000'],
    ['\u007f\u2028', '"\u007f\u2028"'],
    [{ a: undefined, b: [] }, '{"b":[]}'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ])('writes %p', (value, text) => expect(canonicalJson(value)).toBe(text));

  it.each([
    NaN,
    Infinity,
    '\ud800',
    { '\udc00': 1 },
    undefined,
    [undefined],
    1n,
    Symbol('s'),
    () => 1,
    { f: () => 1 },
    new Map(),
    new Set(),
  ])('has no text for %p', (value) => expect(() => canonicalJson(value)).toThrow(TypeError));

  it('says the same as the reference for any JSON, and reads back as what it was', () =>
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonicalJson(value);
        expect(text).toBe(canonicalize(value));
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));
});
