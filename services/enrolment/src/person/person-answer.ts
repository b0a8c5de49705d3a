import { IsBoolean, IsIn, IsInt, IsUUID } from 'class-validator';
import type { Decided } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { IdentityOutcome, Person } from './person.decider';

export const identityOutcomes = ['MATCHED', 'MISMATCHED', 'UNANSWERED'] as const;

/** What every command on a person answers: nothing that is personal. */
export class PersonAnswer {
  @IsUUID() readonly personId!: string;
  @IsIn(identityOutcomes) readonly identity!: IdentityOutcome;
  /** 0 while no account is known. */
  @IsInt() readonly accountVersion!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export function personAnswerOf({ streamId, state, version, seq, repeated }: Decided<Person>): PersonAnswer {
  if (state.status === 'UNKNOWN') throw new Refused('PERSON_NOT_FOUND');
  return { personId: streamId, identity: state.identity, accountVersion: state.account?.version ?? 0, version, seq, repeated };
}
