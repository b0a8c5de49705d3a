// What a route says about itself: who may call it, what it answers, how it is named.
import { type CustomDecorator, SetMetadata, type Type } from '@nestjs/common';
import type { Role } from './actor';

export type Policy = { readonly public: true } | { readonly public?: false; readonly signedIn?: boolean; readonly roles: readonly Role[] };

export const policyKey = 'xunbu:policy';
export const withoutCommandKey = 'xunbu:without-command';
export const takesCommandKey = 'xunbu:takes-command';
export const takesVersionKey = 'xunbu:takes-version';
export const answersKey = 'xunbu:answers';

/** Who may call a route, or every route of a controller. A route's own word replaces its controller's. */
export const Allow = (first: Role, ...others: readonly Role[]): CustomDecorator =>
  SetMetadata(policyKey, { roles: [first, ...others] } satisfies Policy);

/** Anybody may call it, signed in or not. */
export const Public = (): CustomDecorator => SetMetadata(policyKey, { public: true } satisfies Policy);

/** Whoever has signed in may call it, also an account that may do nothing else. */
export const SignedIn = (): CustomDecorator => SetMetadata(policyKey, { signedIn: true, roles: [] } satisfies Policy);

/** For a POST that changes nothing and so needs no Idempotency-Key. */
export const ChangesNothing = (): CustomDecorator => SetMetadata(withoutCommandKey, true);

export type AnswerShape = { readonly view: Type; readonly status?: number; readonly list?: boolean };

/** The class whose fields a successful answer has; `list` for an array of them. */
export const Answers = (view: Type, more: { readonly status?: number; readonly list?: boolean } = {}): CustomDecorator =>
  SetMetadata(answersKey, { view, ...more } satisfies AnswerShape);
