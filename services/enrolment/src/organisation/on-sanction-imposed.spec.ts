import { beforeEach, describe, expect, it } from '@jest/globals';
import { SanctionImposedV1 } from '@libs/contracts';
import { MemoryEventStore, type CommandMeta } from '@libs/event-store';
import { Clock } from '@libs/kernel';
import type { Message } from '@libs/messaging';
import { Calendar } from '@libs/platform';
import { goldenSample } from '@libs/testing';
import { ClassOpeningPacks } from '../class-plan/class-opening-packs';
import { ClassPlanFilings } from '../class-plan/class-plan-filings';
import { planOn } from '../testing/running-enrolment';
import { OnSanctionImposed } from './on-sanction-imposed';

class SetClock extends Clock {
  at = '2026-03-02T01:00:00.000Z';
  override now = () => this.at;
}

const message = (id: string, change: Partial<SanctionImposedV1>): Message<SanctionImposedV1> => {
  const data = { ...goldenSample(SanctionImposedV1), organisationId: 'institution-a', ...change };
  return {
    id,
    data,
    seq: 7,
    recordedAt: '2026-03-02T01:00:00.000Z',
    command: {
      id: `organisation.on-sanction-imposed:${id}`,
      actor: 'enrolment',
      input: data,
      correlation: 'r',
      causation: 'supervision/7',
      origin: 'message',
    },
    envelope: {
      specversion: '1.0',
      id,
      source: '/xunbu/supervision',
      type: `xunbu.${SanctionImposedV1.type}`,
      subject: `sanctions/${data.organisationId}`,
      time: '2026-03-02T01:00:00.000Z',
      datacontenttype: 'application/json',
      partitionkey: data.organisationId,
      log: 'supervision',
      seq: 7,
      causationid: 'supervision/7',
      correlationid: 'r',
      data,
    },
  };
};

describe('hearing of a sanction', () => {
  const clock = new SetClock();
  let store: MemoryEventStore;
  let consumer: OnSanctionImposed;
  let filings: ClassPlanFilings;
  let commands = 0;
  const facts = async () => (await store.read(0, 100)).map(({ fact }) => fact);
  const file = (institution: string) => {
    const command: CommandMeta = { id: `c${(commands += 1)}`, actor: 'a', input: null, correlation: 'r', origin: 'http' };
    return filings.file(command, `00000000-0000-4000-8000-00000000000${commands}`, institution, planOn('2026-06-08') as never);
  };
  beforeEach(() => {
    clock.at = '2026-03-02T01:00:00.000Z';
    store = new MemoryEventStore({ log: 'enrolment', clock });
    consumer = new OnSanctionImposed(store);
    filings = new ClassPlanFilings(store, new ClassOpeningPacks(new Calendar()), clock);
  });

  it('bans the institution, and nobody else, until 24:00 of the last day', async () => {
    await consumer.handle(message('supervision/7/0', { bannedUntil: '2026-03-02' }));
    await expect(file('institution-a')).rejects.toMatchObject({ code: 'INSTITUTION_BANNED', values: { until: '2026-03-02' } });
    await expect(file('institution-b')).resolves.toMatchObject({ status: 'APPLIED' });
    clock.at = '2026-03-02T15:59:59.999Z';
    await expect(file('institution-a')).rejects.toMatchObject({ code: 'INSTITUTION_BANNED' });
    clock.at = '2026-03-02T16:00:00.000Z';
    await expect(file('institution-a')).resolves.toMatchObject({ status: 'APPLIED' });
  });
  it('happens once, however often the message comes, and under whichever id', async () => {
    for (const id of ['supervision/7/0', 'supervision/7/0', 'supervision/9/0'])
      await consumer.handle(message(id, { bannedUntil: '2026-09-02' }));
    expect(await facts()).toMatchObject([{ type: 'OrganisationBanned', until: '2026-09-02' }]);
  });
  it('changes nothing here where the measure bans nobody', async () => {
    const { bannedUntil: _, ...talk } = message('supervision/7/0', {}).data;
    await consumer.handle({ ...message('supervision/7/0', {}), data: talk });
    expect(await facts()).toEqual([]);
  });
});
