import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { canonicalJson, type CommandMeta } from '@libs/event-store';
import { type ActorRequest, actorOf } from './actor';
import { policyOf } from './guard';
import { takesCommandKey, takesVersionKey } from './allow';
import { Rejected } from './problem';
import { currentTraceparent } from './tracing';

/** No colon, so that the three parts of a command's id cannot be confused. */
export const idempotencyKeyPattern = '^[A-Za-z0-9_-]{8,100}$';
const idempotencyKey = new RegExp(idempotencyKeyPattern);
export const expectedVersionPattern = '^"?(0|[1-9][0-9]{0,14})"?$';
const version = new RegExp(expectedVersionPattern);

/** No account has this name. */
const anonymous = '(anonymous)';

/** Where anybody may ask, whoever does not say who they are is nobody; a token that does not hold is refused all the same. */
const askerOf = (request: ActorRequest, forAnybody: boolean): string =>
  forAnybody && !request.actor && !request.actorRejected ? anonymous : actorOf(request).id;

export function commandOf(request: ActorRequest, forAnybody = false): CommandMeta {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Rejected('IDEMPOTENCY_KEY_MISSING');
  if (typeof key !== 'string' || !idempotencyKey.test(key)) throw new Rejected('IDEMPOTENCY_KEY_INVALID');
  const actor = askerOf(request, forAnybody);
  const traceparent = currentTraceparent();
  const seen = request.headers['if-match'];
  // The version that somebody has seen is part of what they ask: with another one it is another request.
  const input = { params: request.params ?? {}, body: request.body ?? {}, ...(seen !== undefined && { seen: seen.replaceAll('"', '') }) };
  // All who do not say who they are share a name: what they ask is part of it, so that no key tells one of them of another.
  const own = actor === anonymous ? `${key}.${createHash('sha256').update(canonicalJson(input)).digest('hex')}` : key;
  return {
    id: `${actor}:${request.method} ${request.routeOptions.url}:${own}`,
    actor,
    input,
    correlation: request.id,
    ...(traceparent !== undefined && { traceparent }),
    origin: 'http',
  };
}

const commandParameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
  commandOf(context.switchToHttp().getRequest<ActorRequest>(), policyOf(context.getHandler(), context.getClass())?.public === true),
);

/** `@CommandOf() command: CommandMeta`: who asks for what, under the name that the Idempotency-Key gives it. Every change takes one. */
export const CommandOf = (): ParameterDecorator => (target, method, index) => {
  commandParameter()(target, method, index);
  if (method !== undefined) Reflect.defineMetadata(takesCommandKey, true, target, method);
};

function expectedVersionOf(ifMatch: string | readonly string[] | undefined): number | undefined {
  if (ifMatch === undefined) return undefined;
  const matched = typeof ifMatch === 'string' ? version.exec(ifMatch) : null;
  if (!matched) throw new Rejected('IF_MATCH_INVALID');
  return Number(matched[1]);
}

const versionParameter = createParamDecorator((_: unknown, context: ExecutionContext) =>
  expectedVersionOf(context.switchToHttp().getRequest<ActorRequest>().headers['if-match']),
);

/** `@ExpectedVersion() version: number | undefined`: the version that the one who asks has seen, from If-Match. */
export const ExpectedVersion = (): ParameterDecorator => (target, method, index) => {
  versionParameter()(target, method, index);
  if (method !== undefined) Reflect.defineMetadata(takesVersionKey, true, target, method);
};
