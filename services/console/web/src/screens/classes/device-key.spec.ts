import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isKey, keyOf } from './device-key';

describe('the public key of a device', () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  const base64 = publicKey.export({ format: 'der', type: 'spki' }).toString('base64');

  it('is taken as PEM and as base64', () => {
    expect(keyOf(String(publicKey.export({ format: 'pem', type: 'spki' })))).toBe(base64);
    expect(keyOf(` ${base64.slice(0, 30)}\r\n${base64.slice(30)} `)).toBe(base64);
    expect(isKey(base64)).toBe(true);
  });

  it('is no key of another kind, and no half of one', () => {
    const other = generateKeyPairSync('x25519').publicKey.export({ format: 'der', type: 'spki' }).toString('base64');
    expect([other, base64.slice(0, 40), '', 'a key'].map(isKey)).toEqual([false, false, false, false]);
  });
});
