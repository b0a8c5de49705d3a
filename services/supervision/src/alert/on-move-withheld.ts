import { Injectable } from '@nestjs/common';
import { MoveWithheldV1 } from '@libs/contracts';
import type { Consumer, Message } from '@libs/messaging';
import { MoneyAlerts } from './money-alerts';

@Injectable()
export class OnMoveWithheld implements Consumer<MoveWithheldV1> {
  readonly name = 'alert.on-move-withheld';
  readonly contract = MoveWithheldV1;
  constructor(private readonly alerts: MoneyAlerts) {}

  handle({ id, command, data }: Message<MoveWithheldV1>): Promise<void> {
    return this.alerts.raise(command, id, { kind: 'MOVE_WITHHELD', subject: `${data.cause}/${data.causeId}`, regions: data.regions });
  }
}
