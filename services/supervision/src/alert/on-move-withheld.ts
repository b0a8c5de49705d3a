import { Injectable } from '@nestjs/common';
import { MoveWithheldV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { childId } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { alert, raiseAlert } from './alert.decider';

@Injectable()
export class OnMoveWithheld implements Consumer<MoveWithheldV1> {
  readonly name = 'alert.on-move-withheld';
  readonly contract = MoveWithheldV1;

  constructor(private readonly store: EventStore) {}

  handle({ id, command, data }: Message<MoveWithheldV1>): Promise<unknown> {
    return this.store.decide(alert, childId(id, 'MOVE_WITHHELD'), command, (state, { now }) =>
      raiseAlert(state, { kind: 'MOVE_WITHHELD', subject: `${data.cause}/${data.causeId}` }, now),
    );
  }
}
