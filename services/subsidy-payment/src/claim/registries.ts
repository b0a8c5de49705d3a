import { Injectable } from '@nestjs/common';
import { Neighbours } from '@libs/platform';
import type { RegistryAnswer, RegistryQuestion } from '@libs/policy';

const inOneCall = 500;

type Answer = { readonly id: string; readonly registry: string } & RegistryAnswer;
type Asked = { readonly caseId: string; readonly questions: readonly RegistryQuestion[] };
export type AnswersByCase = ReadonlyMap<string, Readonly<Record<string, RegistryAnswer>>>;

const sameQuestion = ({ registry, personId, fields }: RegistryQuestion): string => JSON.stringify([registry, personId ?? null, fields]);

/** The outside registries, asked through enrolment, which alone knows who a person is. What they say, or that they say nothing, is frozen with its time. */
@Injectable()
export class Registries {
  constructor(private readonly neighbours: Neighbours) {}

  /** Each question is asked once, for however many cases. */
  async ask(asked: readonly Asked[]): Promise<AnswersByCase> {
    const unique = new Map<string, RegistryQuestion>();
    for (const { questions } of asked) for (const question of questions) unique.set(sameQuestion(question), question);
    const keys = [...unique.keys()];
    const answers = new Map<string, RegistryAnswer>();
    for (let from = 0; from < keys.length; from += inOneCall) {
      const part = keys.slice(from, from + inOneCall);
      const said = await this.#call(part.flatMap((key, at) => ({ ...unique.get(key), id: `q${at}` }) as RegistryQuestion));
      for (const { id, registry: _, ...answer } of said) {
        const key = part[Number(id.slice(1))];
        if (key !== undefined) answers.set(key, answer);
      }
    }
    return new Map(asked.map(({ caseId, questions }) => [caseId, byId(questions, answers)]));
  }

  /** 到龄日: until when each of them is of working age, by the rules of a class's first day. */
  async retirementDates(personIds: readonly string[], region: string, on: string): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let from = 0; from < personIds.length; from += inOneCall) {
      const { people } = await this.neighbours.ask<{
        readonly people: readonly { readonly personId: string; readonly retiresOn: string }[];
      }>('enrolment', 'retirement-dates', { personIds: personIds.slice(from, from + inOneCall), region, on });
      for (const { personId, retiresOn } of people) found.set(personId, retiresOn);
    }
    return found;
  }

  async #call(questions: readonly RegistryQuestion[]): Promise<readonly Answer[]> {
    const { answers } = await this.neighbours.ask<{ readonly answers: readonly Answer[] }>('enrolment', 'registry-questions', {
      questions,
    });
    return answers;
  }
}

const byId = (
  questions: readonly RegistryQuestion[],
  answers: ReadonlyMap<string, RegistryAnswer>,
): Readonly<Record<string, RegistryAnswer>> =>
  Object.fromEntries(
    questions.flatMap((question) => {
      const answer = answers.get(sameQuestion(question));
      return answer ? [[question.id, answer] as const] : [];
    }),
  );
