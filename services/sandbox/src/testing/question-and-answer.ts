// A small pair of services: one asks and takes silence for an answer on a day, the other hears of the silence and reminds a day later, of which the first hears again.
import { IsISO8601, IsString } from 'class-validator';
import type { Contract } from '@libs/contracts';
import type { Decider } from '@libs/event-store';
import { type DueHandler, dueId } from '@libs/jobs';
import type { Announce, Consumer } from '@libs/messaging';
import type { SteppedParts } from './stepped-service';

type Data = { readonly question: string; readonly at: string };
export type QuestionFact =
  | { readonly type: 'Asked'; readonly answerBy: string }
  | { readonly type: 'SilenceTaken'; readonly at: string }
  | { readonly type: 'Closed' };
type ReminderFact = { readonly type: 'ReminderPlanned'; readonly remindAt: string } | { readonly type: 'Reminded'; readonly at: string };

export const question: Decider<readonly string[], QuestionFact> = {
  category: 'question',
  initial: [],
  schemas: { Asked: 1, SilenceTaken: 1, Closed: 1 },
  evolve: (seen, { type }) => [...seen, type],
};
const reminder: Decider<readonly string[], ReminderFact> = {
  category: 'reminder',
  initial: [],
  schemas: { ReminderPlanned: 1, Reminded: 1 },
  evolve: (seen, { type }) => [...seen, type],
};

function contractOf(type: string): Contract<Data> {
  class SomethingHappenedV1 {
    static readonly type = type;
    @IsString() question!: string;
    @IsISO8601() at!: string;
  }
  return SomethingHappenedV1;
}

const dayAfter = (at: string) => new Date(Date.parse(at) + 86_400_000).toISOString();

export function questionAndAnswer(asks: string, reminds: string): readonly [SteppedParts, SteppedParts] {
  const silenceTaken = contractOf(`${asks}.silence-taken.v1`);
  const reminded = contractOf(`${reminds}.reminded.v1`);
  const announceSilence: Announce<QuestionFact> = ({ streamId, fact }) =>
    fact.type === 'SilenceTaken' ? [{ contract: silenceTaken, key: streamId, data: { question: streamId, at: fact.at } }] : [];
  const announceReminder: Announce<ReminderFact> = ({ streamId, fact }) =>
    fact.type === 'Reminded' ? [{ contract: reminded, key: streamId, data: { question: streamId, at: fact.at } }] : [];
  return [
    {
      name: asks,
      deciders: [question],
      announce: announceSilence,
      due: (store) => {
        const silence: DueHandler<QuestionFact, Data> = {
          kind: 'silence',
          sets: ({ id, streamId, fact }) =>
            fact.type === 'Asked'
              ? { set: [{ id: dueId('silence', id), dueAt: fact.answerBy, data: { question: streamId, at: fact.answerBy } }] }
              : {},
          fire: ({ command, data }) =>
            store.decide(question, data.question, command, (_, { now }): QuestionFact[] => [{ type: 'SilenceTaken', at: now }]),
        };
        return [silence];
      },
      consumers: (store) => {
        const closing: Consumer<Data> = {
          name: 'question.on-reminded',
          contract: reminded,
          handle: ({ command, data }) => store.decide(question, data.question, command, (): QuestionFact[] => [{ type: 'Closed' }]),
        };
        return [closing];
      },
    },
    {
      name: reminds,
      deciders: [reminder],
      announce: announceReminder,
      due: (store) => {
        const remind: DueHandler<ReminderFact, Data> = {
          kind: 'remind',
          sets: ({ id, streamId, fact }) =>
            fact.type === 'ReminderPlanned'
              ? { set: [{ id: dueId('remind', id), dueAt: fact.remindAt, data: { question: streamId, at: fact.remindAt } }] }
              : {},
          fire: ({ command, data }) =>
            store.decide(reminder, data.question, command, (_, { now }): ReminderFact[] => [{ type: 'Reminded', at: now }]),
        };
        return [remind];
      },
      consumers: (store) => {
        const planning: Consumer<Data> = {
          name: 'reminder.on-silence-taken',
          contract: silenceTaken,
          handle: ({ command, data }) =>
            store.decide(reminder, data.question, command, (): ReminderFact[] => [
              { type: 'ReminderPlanned', remindAt: dayAfter(data.at) },
            ]),
        };
        return [planning];
      },
    },
  ];
}
