// Whether somebody is who they say: a password, a one-time code where the account has one, and an end to guessing.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@libs/kernel';
import { LRUCache } from 'lru-cache';
import { type Secret, TOTP } from 'otpauth';

export type KnownAccount = { readonly account: string; readonly password: string; readonly codes?: Secret };
export type Entered = { readonly account: string; readonly password: string; readonly code: string };
/** `WRONG` says no more, so that nobody learns which of the three it was. */
export type Verdict = { readonly ok: true; readonly amr: readonly string[] } | { readonly ok: false; readonly why: 'WRONG' | 'LOCKED' };

const wrongTriesAllowed = 5;
const lockedMs = 60_000;
const periodSeconds = 30;
const namesWatched = 10_000;
/** A code counts a period early and a period late, as clocks differ. */
const window = 1;

type Tries = { readonly wrong: number; readonly lockedUntil: number };

const hashed = (text: string): Buffer => createHash('sha256').update(text).digest();

export class Credentials {
  readonly #known: ReadonlyMap<string, KnownAccount>;
  // Also of names that nobody has: an answer must not say which exist.
  readonly #tries = new LRUCache<string, Tries>({ max: namesWatched });
  /** The newest period whose code was taken, by account: a code is good for one sign-in. */
  readonly #taken = new Map<string, number>();

  constructor(
    accounts: readonly KnownAccount[],
    private readonly clock: Clock,
  ) {
    this.#known = new Map(accounts.map((each) => [each.account, each]));
  }

  check({ account, password, code }: Entered): Verdict {
    const now = this.#now();
    const tries = this.#tries.get(account) ?? { wrong: 0, lockedUntil: 0 };
    if (tries.lockedUntil > now) return { ok: false, why: 'LOCKED' };
    const amr = this.#shown(account, password, code, now);
    if (amr) {
      this.#tries.delete(account);
      return { ok: true, amr };
    }
    const wrong = tries.wrong + 1;
    const locked = wrong >= wrongTriesAllowed;
    this.#tries.set(account, locked ? { wrong: 0, lockedUntil: now + lockedMs } : { wrong, lockedUntil: 0 });
    return { ok: false, why: locked ? 'LOCKED' : 'WRONG' };
  }

  /** A code that would be taken now, for the page of a demo; undefined while the newest is used up. */
  nextCode(account: string): string | undefined {
    const codes = this.#known.get(account)?.codes;
    if (!codes) return undefined;
    const period = Math.floor(this.#now() / (periodSeconds * 1_000));
    const next = Math.max(period, (this.#taken.get(account) ?? 0) + 1);
    if (next > period + window) return undefined;
    return totpOf(codes).generate({ timestamp: next * periodSeconds * 1_000 });
  }

  #shown(account: string, password: string, code: string, now: number): readonly string[] | undefined {
    const known = this.#known.get(account);
    const right = timingSafeEqual(hashed(password), hashed(known?.password ?? ''));
    if (!known || !right) return undefined;
    if (!known.codes) return ['pwd'];
    const delta = totpOf(known.codes).validate({ token: code, timestamp: now, window });
    if (delta === null) return undefined;
    const period = Math.floor(now / (periodSeconds * 1_000)) + delta;
    if (period <= (this.#taken.get(account) ?? 0)) return undefined;
    this.#taken.set(account, period);
    return ['pwd', 'otp'];
  }

  #now(): number {
    return Date.parse(this.clock.now());
  }
}

const totpOf = (secret: Secret): TOTP => new TOTP({ secret, period: periodSeconds });
