import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MemoryEventStore, type CommandMeta, type RecordedFact } from '@libs/event-store';
import { OutsiderFailed, type DueNow } from '@libs/jobs';
import { Clock } from '@libs/kernel';
import { Actor, Outside, Scope, readConfiguration } from '@libs/platform';
import { RunningEnrolment, idNoOf } from '../testing/running-enrolment';
import { Vault } from '../vault/vault';
import { VaultKeys } from '../vault/vault-keys';
import { EverySilenceOfTheIdentityBase } from './every-silence-of-the-identity-base';
import { IdentityBase } from './identity-base';
import { person, type PersonFact } from './person.decider';
import { RegisterPerson, RegisterPersonHandler } from './register-person';

class SetClock extends Clock {
  override now = () => '2026-03-02T01:00:00.000Z';
}

// The vault of a running service, beside a log in memory that a spec reads fact by fact.
let enrolment: RunningEnrolment;
let rows: DataSource;
let handler: EverySilenceOfTheIdentityBase;
let register: RegisterPersonHandler;
const store = new MemoryEventStore({ log: 'enrolment', clock: new SetClock() });
const command = (id: string): CommandMeta => ({ id, actor: 'a', input: null, correlation: 'r', origin: 'http' });
const idNo = idNoOf('1990-01-01', 101);

beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
  rows = await new DataSource({ type: 'postgres', url: enrolment.database.appUrl }).initialize();
  const configuration = readConfiguration(enrolment.environment);
  const vault = new Vault(rows, new VaultKeys(configuration));
  const identity = new IdentityBase(new Outside(configuration), new SetClock());
  handler = new EverySilenceOfTheIdentityBase(store, vault, identity);
  register = new RegisterPersonHandler(store, vault, identity);
});
afterAll(async () => {
  await rows?.destroy();
  await enrolment?.end();
});

const facts = async () => (await store.read(0, 100)) as readonly RecordedFact<PersonFact>[];
const dueNow = (id: string, data: DueNow['data']) =>
  ({ id, dueAt: '', attempt: 1, data, command: { ...command(id), origin: 'due' }, signal: AbortSignal.timeout(5_000) }) as DueNow<never>;

describe('a person for whom the identity base is silent', () => {
  let personId = '';
  it('is registered all the same, and asked about again a day later', async () => {
    enrolment.world.silent = true;
    const actor = new Actor('someone', ['reviewer'], new Scope(undefined, undefined));
    const answer = await register.execute(new RegisterPerson(command('c1'), actor, { idNo, name: '王小明' }));
    expect(answer).toMatchObject({ identity: 'UNANSWERED' });
    personId = answer.personId;
    const rowsSet = (await facts()).map((recorded) => handler.sets(recorded).set?.[0]).filter((row) => row !== undefined);
    expect(rowsSet).toMatchObject([{ dueAt: '2026-03-03T01:00:00.000Z', data: { personId } }]);
    expect(JSON.stringify(rowsSet)).not.toContain(idNo);
  });

  it('is tried again while there is silence, asked about again after that, and settled by an answer', async () => {
    const checked = (await facts()).find(({ fact }) => fact.type === 'IdentityChecked');
    const row = checked && handler.sets(checked).set?.[0];
    await expect(handler.fire(dueNow('d1', row?.data))).rejects.toThrow(OutsiderFailed);
    await handler.gaveUp(dueNow('d1', row?.data));
    const again = (await facts()).at(-1);
    expect(again?.fact).toMatchObject({ type: 'IdentityChecked', outcome: 'UNANSWERED' });
    expect(again && handler.sets(again).set).toHaveLength(1);
    enrolment.world.silent = false;
    enrolment.world.names.set(idNo, '王小明');
    await handler.fire(dueNow('d2', row?.data));
    expect((await store.stateOf(person, personId)).state).toMatchObject({ identity: 'MATCHED' });
    const answered = (await facts()).at(-1);
    expect(answered && handler.sets(answered)).toEqual({});
  });
});
