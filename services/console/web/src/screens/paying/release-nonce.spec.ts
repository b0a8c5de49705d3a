import { describe, expect, it } from '@jest/globals';
import { newSalt, releaseNonce } from './release-nonce';

const shown = { count: 12, sum: '18000.00', linesHash: 'a'.repeat(64), fileSha256: 'b'.repeat(64) };

describe('the nonce of a release', () => {
  // printf 'payout-release\n12\n18000.00\n…\n…\nsalt' | openssl dgst -sha256 -binary | base64, in the alphabet for addresses.
  it('is the SHA-256 over what was shown and the salt', async () =>
    expect(await releaseNonce(shown, 'salt')).toBe('qMOXjGdgIADB-dO7kTM5h0U53eyt2LG_fntGs_WwkPg'));
  it('is another one for another sum, and for another file', async () => {
    for (const change of [{ sum: '18000.01' }, { fileSha256: 'c'.repeat(64) }, { fileSha256: undefined }])
      expect(await releaseNonce({ ...shown, ...change }, 'salt')).not.toBe(await releaseNonce(shown, 'salt'));
  });
  it('has a salt that the service takes', () => expect(newSalt()).toMatch(/^[A-Za-z0-9_-]{16,100}$/));
});
