// 二次认证: somebody who has signed in shows anew who they are, for one thing that the nonce names, and within minutes.
import { Injectable } from '@nestjs/common';
import { SystemClock } from '@libs/kernel';
import { createHash } from 'node:crypto';
import { decodeJwt, jwtVerify, type JWTPayload } from 'jose';
import type { Actor } from './actor';
import { Configuration } from './configuration';
import { Issuer } from './issuer';
import { Rejected } from './problem';
import { localAlgorithm, stepUpType } from './token-signing';
import { hasSecondFactor, localKeyFor } from './tokens';

const goodForMs = 5 * 60_000;
const clocksDifferMs = 60_000;

/** What was shown, and a name for this showing, under which it counts once. */
export type ShownAnew = { readonly nonce: string; readonly digest: string };

@Injectable()
export class StepUps {
  readonly #issuer: Issuer | undefined;
  readonly #local: ReturnType<typeof localKeyFor>;
  // People's tokens are of the machine's time, also where a rehearsal has another.
  readonly #clock = new SystemClock();

  constructor(private readonly configuration: Configuration) {
    const { ISSUER_URL, ISSUER_KEYS_URL, CLIENT_ID } = configuration;
    this.#issuer = ISSUER_URL === undefined ? undefined : new Issuer(ISSUER_URL, CLIENT_ID, ISSUER_KEYS_URL);
    this.#local = localKeyFor(configuration);
  }

  async shown(idToken: string, actor: Actor): Promise<ShownAnew> {
    const said = await this.#verified(idToken);
    const { sub, nonce, iat = 0 } = said;
    if (sub !== actor.id || typeof nonce !== 'string' || !hasSecondFactor(said, this.configuration)) throw new Rejected('STEP_UP_INVALID');
    const signedInAt = Number(said['auth_time'] ?? iat) * 1_000;
    const now = Date.parse(this.#clock.now());
    // Not a number is no time either.
    if (!(now - signedInAt <= goodForMs && signedInAt - now <= clocksDifferMs)) throw new Rejected('STEP_UP_EXPIRED');
    return { nonce, digest: createHash('sha256').update(idToken, 'utf8').digest('hex') };
  }

  async #verified(idToken: string): Promise<JWTPayload> {
    try {
      if (this.#issuer && decodeJwt(idToken).iss === this.#issuer.url) {
        const said = await this.#issuer.verifiedId(idToken);
        // Whoever signed in elsewhere says when: without it nobody could tell an old sign-in from a new one.
        if (said['auth_time'] === undefined) throw new Rejected('STEP_UP_INVALID');
        return said;
      }
      if (!this.#local) throw new Rejected('STEP_UP_INVALID');
      const { key, issuer } = this.#local;
      const expected = { algorithms: [localAlgorithm], typ: stepUpType, issuer, audience: this.configuration.CLIENT_ID };
      return (await jwtVerify(idToken, key, { ...expected, requiredClaims: ['sub', 'exp', 'iat', 'nonce'] })).payload;
    } catch (error) {
      throw error instanceof Rejected ? error : new Rejected('STEP_UP_INVALID');
    }
  }
}
