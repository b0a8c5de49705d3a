import { describe, expect, it } from '@jest/globals';
import type { ExecutionContext } from '@nestjs/common';
import { Actor, Scope, type Role } from './actor';
import { Allow, SignedIn } from './allow';
import { Guard } from './guard';
import type { Rejected } from './problem';

class Desk {
  @Allow('reviewer', 'supervisor')
  decide(): void {}
  @SignedIn()
  look(): void {}
}
const scope = new Scope(undefined, undefined);

function said(handler: 'decide' | 'look', actor: Actor | undefined): string {
  const context = {
    getHandler: () => Desk.prototype[handler],
    getClass: () => Desk,
    switchToHttp: () => ({ getRequest: () => ({ actor }) }),
  };
  try {
    return String(new Guard().canActivate(context as unknown as ExecutionContext));
  } catch (error) {
    return (error as Rejected).code;
  }
}
const actor = (roles: readonly Role[], withheld: readonly Role[] = []) => new Actor('a', roles, scope, { withheld });

describe('the guard', () => {
  it('lets in who has one of the roles', () => expect(said('decide', actor(['supervisor'], ['reviewer']))).toBe('true'));
  it('asks for a second factor where that is all that is missing', () =>
    expect(said('decide', actor(['trainee'], ['reviewer']))).toBe('SECOND_FACTOR_NEEDED'));
  it('says no to all others', () => {
    expect(said('decide', actor(['trainee'], ['finance']))).toBe('NOT_ALLOWED');
    expect(said('decide', undefined)).toBe('NOT_SIGNED_IN');
  });
  it('lets whoever has signed in where a route asks for no more', () => {
    expect(said('look', actor([]))).toBe('true');
    expect(said('look', undefined)).toBe('NOT_SIGNED_IN');
  });
});
