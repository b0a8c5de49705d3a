import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { type ActorRequest, actorOf } from './actor';
import { type Policy, policyKey } from './allow';
import { Rejected } from './problem';

/** Denies whatever is not allowed; that every route says something is checked once, at boot. */
@Injectable()
export class Guard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const policy = policyOf(context.getHandler(), context.getClass());
    if (policy?.public) return true;
    const actor = actorOf(context.switchToHttp().getRequest<ActorRequest>());
    if (policy?.signedIn || policy?.roles.some((role) => actor.roles.includes(role))) return true;
    if (policy?.roles.some((role) => actor.withheld.includes(role))) throw new Rejected('SECOND_FACTOR_NEEDED');
    throw new Rejected('NOT_ALLOWED');
  }
}

export const policyOf = (handler: object, controller: object): Policy | undefined =>
  (Reflect.getMetadata(policyKey, handler) ?? Reflect.getMetadata(policyKey, controller)) as Policy | undefined;
