import { describe, expect, it } from '@jest/globals';
import { newSalt, releaseNonce } from './release-nonce';

const shown = { count: 12, sum: '18000.00', linesHash: 'a'.repeat(64) };

describe('the nonce of a release', () => {
  // printf 'payout-release\n12\n18000.00\n…\nsalt' | openssl dgst -sha256 -binary | base64, in the alphabet for addresses.
  it('is the SHA-256 over what was shown and the salt', async () =>
    expect(await releaseNonce(shown, 'salt')).toBe('aGy14j3mRy7QVjDQNel5s9xeZoNoOevoeWIl4aEmNMw'));
  it('is another one for another sum', async () =>
    expect(await releaseNonce({ ...shown, sum: '18000.01' }, 'salt')).not.toBe(await releaseNonce(shown, 'salt')));
  it('has a salt that the service takes', () => expect(newSalt()).toMatch(/^[A-Za-z0-9_-]{16,100}$/));
});
