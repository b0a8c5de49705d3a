// The nonce that binds a sign-in to one release: so many payments, over that much, exactly these lines, this file, and a salt that nobody else knows.
export type ShownRelease = { readonly count: number; readonly sum: string; readonly linesHash: string; readonly fileSha256?: string };

const saltBytes = 24;

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

export const newSalt = (): string => base64url(crypto.getRandomValues(new Uint8Array(saltBytes)));

export async function releaseNonce({ count, sum, linesHash, fileSha256 = '' }: ShownRelease, salt: string): Promise<string> {
  const text = ['payout-release', String(count), sum, linesHash, fileSha256, salt].join('\n');
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
