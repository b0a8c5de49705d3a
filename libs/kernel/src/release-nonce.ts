import { createHash } from 'node:crypto';

/** What somebody says yes to when they let money go: so many payments, over that much, exactly these lines, and this file for the bank; none where no payment leaves yet. */
export type ShownRelease = { readonly count: number; readonly sum: string; readonly linesHash: string; readonly fileSha256?: string };

/** The nonce of the sign-in with which they say so; the salt is theirs, so that nobody who sees the nonce can tell what it is for. */
export const releaseNonce = ({ count, sum, linesHash, fileSha256 = '' }: ShownRelease, salt: string): string =>
  createHash('sha256')
    .update(['payout-release', String(count), sum, linesHash, fileSha256, salt].join('\n'), 'utf8')
    .digest('base64url');
