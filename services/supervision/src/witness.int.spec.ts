import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import {
  checkpointText,
  isSignedBy,
  parseCheckpoint,
  parseNote,
  signedNote,
  verifyConsistency,
  verifyInclusion,
  type NoteUse,
  type SignedNote,
} from '@libs/event-store';
import { Logs, Witness, migrateService, partsOf, signServiceToken, startService, type RunningService } from '@libs/platform';
import { eventually, Person } from '@libs/testing';
import { Installation, LedgerModule } from './testing/installation';

let installation: Installation;
let supervisor: Person;
let ledger: Person;
let desk: Person;
beforeAll(async () => {
  installation = await Installation.start();
  supervisor = await installation.as({});
  ledger = await installation.as({}, 'fund-ledger');
  const base = `${installation.environments.get('supervision')?.['NEIGHBOURS_URL']}/api/supervision`;
  desk = new Person(base, await signServiceToken(installation.keys, 'fund-ledger'));
});
afterAll(() => installation?.stop());

const privateKey = (name: string) => createPrivateKey(readFileSync(join(installation.keys, `${name}.private.pem`)));
const keyOf = (name: string, use: NoteUse) => ({ name: `xunbu/${name}`, use, publicKey: createPublicKey(privateKey(name)) });
const parsed = (note: string) => {
  const read = parseNote(note) as SignedNote;
  return { note: read, checkpoint: parseCheckpoint(read.text) };
};
const hash = (text: unknown) => Buffer.from(text as string, 'base64');
const hashes = (body: Readonly<Record<string, unknown>>) => (body['hashes'] as string[]).map(hash);
const running = (name: string): RunningService => installation.running.get(name) as RunningService;
const witnessOf = (name: string): Witness => running(name).app.get(Witness);
const headOf = async (name: string): Promise<number> => (await running(name).app.get(Logs).readers[0]?.head()) ?? 0;
const registered = async (objectId: string): Promise<number> =>
  (await supervisor.post('objects', { objects: [{ objectId, name: objectId, tier: 'A' }] })).body['seq'] as number;

describe('a service that needs its facts witnessed', () => {
  it('gets a checkpoint with its own signature and its witness’s line, at least as large as it asked for', async () => {
    const seq = await registered('o1');
    const { size, note } = await witnessOf('supervision').cosigned(seq);
    expect(size).toBeGreaterThanOrEqual(seq);
    const { note: read, checkpoint } = parsed(note);
    expect(checkpoint).toMatchObject({ origin: 'xunbu/supervision', size });
    expect(isSignedBy(read, keyOf('supervision', 'checkpoint'))).toBe(true);
    expect(isSignedBy(read, keyOf('fund-ledger', 'cosignature'))).toBe(true);
    expect(isSignedBy(read, keyOf('fund-ledger', 'checkpoint'))).toBe(false);
    // What is kept is answered again without asking anybody, and anybody may see it.
    expect(await witnessOf('supervision').cosigned(seq)).toEqual({ size, note });
    expect((await supervisor.get('log/checkpoint')).body['cosigned']).toEqual({ size, note });
    expect((await ledger.get('checkpoints/supervision')).body).toEqual({ size, note });
  });

  it('waits for facts that are not in the tree yet, and for none that are not in the log', async () => {
    const seq = await registered('o2');
    expect((await witnessOf('supervision').cosigned(seq)).size).toBeGreaterThanOrEqual(seq);
    await expect(witnessOf('supervision').cosigned(seq + 1_000)).rejects.toThrow(RangeError);
  });

  it('finds out how far its witness knows it where it has forgotten', async () => {
    const seq = await registered('o5');
    const owner = new Client({ connectionString: installation.environments.get('supervision')?.['MIGRATION_DATABASE_URL'] });
    await owner.connect();
    await owner.query('delete from public.cosigned_checkpoint').finally(() => owner.end());
    const { size, note } = await witnessOf('supervision').cosigned(seq);
    expect((await ledger.get('checkpoints/supervision')).body).toEqual({ size, note });
  });

  it('rests when there is nothing new but what it saw of the other', async () => {
    const turn = () => Promise.all(['supervision', 'fund-ledger'].map((name) => witnessOf(name).showAll()));
    const heads = () => Promise.all(['supervision', 'fund-ledger'].map((name) => headOf(name)));
    await registered('o3');
    const rest = await eventually(async () => {
      const before = await heads();
      await turn();
      return JSON.stringify(await heads()) === JSON.stringify(before) && before;
    });
    await turn();
    await turn();
    expect(await heads()).toEqual(rest);
  });
});

describe('the proofs of a log', () => {
  it('show any stranger that a fact lies in it, and that it has only grown', async () => {
    const seq = await registered('o4');
    const { body: now } = await eventually(async () => {
      const answer = await supervisor.get('log/checkpoint');
      return (answer.body['size'] as number) >= seq ? answer : undefined;
    });
    const size = now['size'] as number;
    const { body: proof } = await supervisor.get(`log/proof/inclusion?leaf=${seq - 1}&size=${size}`);
    expect(verifyInclusion(hash(proof['leafHash']), seq - 1, size, hash(now['root']), hashes(proof))).toBe(true);
    const { body: growth } = await supervisor.get(`log/proof/consistency?from=1&to=${size}`);
    const older = { size: 1, root: hash(growth['fromRoot']) };
    expect(verifyConsistency(older, { size, root: hash(now['root']) }, hashes(growth))).toBe(true);
  });
  it('end where the log ends', async () => {
    expect(await supervisor.get('log/proof/inclusion?leaf=100000')).toMatchObject({ status: 409, body: { code: 'LOG_SHORTER' } });
    expect(await supervisor.get('log/proof/consistency?from=1&to=100000')).toMatchObject({ status: 409, body: { code: 'LOG_SHORTER' } });
    expect(await supervisor.get('log/checkpoint?log=other')).toMatchObject({ status: 404, body: { code: 'LOG_NOT_FOUND' } });
  });
});

describe('the witness', () => {
  const root = (of: number) => Buffer.alloc(32, of);
  const noteOf = (size: number, of: number, signer = 'fund-ledger') =>
    signedNote(checkpointText({ origin: 'xunbu/fund-ledger', size, root: root(of) }), keyOf(signer, 'checkpoint'), privateKey(signer));
  const known = async () => (await supervisor.get('checkpoints/fund-ledger')).body as { size: number; note: string };

  it('names the size that it knows to whoever comes from another', async () => {
    await witnessOf('fund-ledger').cosigned(1);
    const { size } = await known();
    const body = { note: noteOf(size + 3, 1), oldSize: 0, proof: [] };
    expect(await desk.post('checkpoints', body)).toMatchObject({
      status: 409,
      body: { code: 'CHECKPOINT_OLD_SIZE', values: { known: size } },
    });
  });
  it('believes no checkpoint that the log’s own service has not signed, and nobody who is no service', async () => {
    const body = { note: noteOf(1, 1, 'attendance'), oldSize: 0, proof: [] };
    expect(await desk.post('checkpoints', body)).toMatchObject({ status: 403, body: { code: 'CHECKPOINT_SIGNATURE_BAD' } });
    expect(await desk.post('checkpoints', { ...body, note: 'words' })).toMatchObject({
      status: 400,
      body: { code: 'VALIDATION_FAILED' },
    });
    expect(await supervisor.post('checkpoints', body)).toMatchObject({ status: 403 });
  });
  it('refuses a log that contradicts what it had shown, tells it once, and keeps what it knows', async () => {
    const before = await known();
    const body = { note: noteOf(before.size, 7), oldSize: before.size, proof: [] };
    expect(await desk.post('checkpoints', body)).toMatchObject({ status: 409, body: { code: 'LOG_FORKED' } });
    expect(await desk.post('checkpoints', body)).toMatchObject({ status: 409, body: { code: 'LOG_FORKED' } });
    expect(await known()).toEqual(before);
    const alerts = await eventually(async () => {
      const items = (await supervisor.get('alerts?kind=LOG_FORK')).body['items'] as { subject: string }[];
      return items.length > 0 ? items : undefined;
    });
    expect(alerts.map(({ subject }) => subject)).toEqual(['fund-ledger']);
  });
});

describe('a log that is shorter than what was witnessed of it', () => {
  it('does not start, by its own memory or by its witness’s', async () => {
    const environment = installation.environments.get('fund-ledger') ?? {};
    const owner = new Client({ connectionString: environment['MIGRATION_DATABASE_URL'] });
    await owner.connect();
    try {
      await installation.running.get('fund-ledger')?.close();
      // An old backup: the log ends before what supervision has seen of it, and so does what the ledger itself remembers.
      await owner.query('update public.cosigned_checkpoint set size = 0');
      await owner.query('delete from "log_fund-ledger".fact where seq > 1');
      await owner.query('update "log_fund-ledger".head set seq = 0');
      await expect(startService(LedgerModule, environment, { listen: false })).rejects.toThrow('its witness has cosigned');
      await installation.running.get('supervision')?.close();
      await owner.query('update public.cosigned_checkpoint set size = 3');
      await expect(startService(LedgerModule, environment, { listen: false })).rejects.toThrow('this is an old copy of it');
      expect(await migrateService(partsOf(LedgerModule), environment)).toEqual([]);
    } finally {
      await owner.end();
    }
  });
});
