import { Injectable } from '@nestjs/common';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { alert, raiseAlert, type Alert } from './alert.decider';

type MoneyAlert = Pick<Alert, 'kind'> & { readonly subject: string; readonly regions: readonly string[] };

/** Money that did not move as it was said to: one alert for each region that it concerns, so that whoever supervises one of them sees it. */
@Injectable()
export class MoneyAlerts {
  constructor(private readonly store: EventStore) {}

  async raise(command: CommandMeta, id: string, { kind, subject, regions }: MoneyAlert): Promise<void> {
    const places = regions.length > 0 ? regions.map((region) => ({ region })) : [{}];
    for (const [at, place] of places.entries()) {
      const own = at === 0 ? command : { ...command, id: `${command.id}/${at}` };
      await this.store.decide(alert, childId(`${id}/${at}`, kind), own, (state, { now }) =>
        raiseAlert(state, { kind, subject, ...place }, now),
      );
    }
  }
}
