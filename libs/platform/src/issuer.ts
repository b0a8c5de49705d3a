// The issuer of people's tokens, whoever runs it: found by OpenID Connect discovery, asked for its public keys and for nothing else.
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Rejected } from './problem';
import { tokenType } from './token-signing';

/** None of them is symmetric, and `none` is not among them. */
const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'PS256', 'RS256'];
const idTokenType = 'JWT';
const answerWithinMs = 3_000;
const retryAfterSeconds = 1;

const unavailable = (): Rejected => new Rejected('ISSUER_UNAVAILABLE', {}, { retryAfterSeconds });

/** A token that is wrong says so itself; all else is about the way to the issuer. */
const isAboutToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';

const keysAt = (url: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(url), { timeoutDuration: answerWithinMs });

export class Issuer {
  #keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(
    readonly url: string,
    private readonly audience: string,
    private readonly keysUrl?: string,
  ) {}

  /** An access token. */
  verified(token: string): Promise<JWTPayload> {
    return this.#verified(token, { typ: tokenType });
  }

  /** An ID token, whose type issuers name or leave out. */
  async verifiedId(token: string): Promise<JWTPayload> {
    if ((decodeProtectedHeader(token).typ ?? idTokenType) !== idTokenType) throw new errors.JWTInvalid('no ID token');
    return this.#verified(token, {});
  }

  async #verified(token: string, more: { readonly typ?: string }): Promise<JWTPayload> {
    const keys = await this.#keysOnce();
    const expected = { algorithms, issuer: this.url, audience: this.audience, requiredClaims: ['sub', 'exp', 'iat'], ...more };
    try {
      return (await jwtVerify(token, keys, expected)).payload;
    } catch (error) {
      throw isAboutToken(error) ? error : unavailable();
    }
  }

  #keysOnce(): Promise<JWTVerifyGetKey> {
    this.#keys ??= this.#discovered().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  async #discovered(): Promise<JWTVerifyGetKey> {
    if (this.keysUrl !== undefined) return keysAt(this.keysUrl);
    const address = `${this.url.replace(/\/$/, '')}/.well-known/openid-configuration`;
    try {
      const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(answerWithinMs) });
      const said = (await answer.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
      if (!answer.ok || said.issuer !== this.url || typeof said.jwks_uri !== 'string') throw unavailable();
      return keysAt(said.jwks_uri);
    } catch {
      throw unavailable();
    }
  }
}
