import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { goldenSample } from '@libs/testing';
import { AccountGrantedV1, AccountSignedOutV1 } from '@libs/contracts';
import { type Notes, startNotes } from './fixtures/running-notes';
import { Grants } from './grants';

let notes: Notes;
let pool: Pool;
beforeAll(async () => {
  notes = await startNotes();
  pool = new Pool({ connectionString: notes.environment['DATABASE_URL'] });
});
afterAll(async () => {
  await pool?.end();
  await notes?.end();
});

const grant = { ...goldenSample(AccountGrantedV1), region: '120101' };
const out = goldenSample(AccountSignedOutV1);

describe('the view of grants', () => {
  it('knows nothing of an account that nobody has heard of', async () => {
    expect(await new Grants(pool).of('a-nobody')).toEqual({ roles: [] });
  });

  it('holds the newest grant, in whichever order the facts come and however often', async () => {
    const grants = new Grants(pool);
    await grants.keep({ ...grant, roles: ['finance'] }, 9);
    await grants.keep(grant, 7);
    await grants.keep({ ...grant, roles: ['finance'] }, 9);
    expect(await grants.of(grant.account)).toEqual({ roles: ['finance'], region: '120101', person: grant.personId });
    await grants.keep(grant, 11);
    expect((await grants.of(grant.account)).roles).toEqual(['reviewer']);
  });

  it('holds the last signing out beside it, and forgets neither for the other', async () => {
    const grants = new Grants(pool);
    await grants.keepSignedOut(out, 13);
    await grants.keepSignedOut({ ...out, signedOutAt: '2026-01-01T00:00:00.000Z' }, 12);
    expect(await grants.of(grant.account)).toMatchObject({ roles: ['reviewer'], signedOutAt: out.signedOutAt });
    await grants.keep({ ...grant, roles: [] }, 15);
    expect(await grants.of(grant.account)).toMatchObject({ roles: [], signedOutAt: out.signedOutAt });
  });

  it('answers many at once, each for itself', async () => {
    const grants = new Grants(pool);
    const accounts = Array.from({ length: 300 }, (_, place) => `a-many-${place % 100}`);
    for (let place = 0; place < 100; place += 10)
      await grants.keep({ ...grant, account: `a-many-${place}`, personId: `p-${place}` }, 20 + place);
    const found = await Promise.all(accounts.map((account) => grants.of(account)));
    found.forEach(({ person }, place) => expect(person).toBe(place % 10 === 0 ? `p-${place % 100}` : undefined));
  });

  it('lets nobody in on a guess where the database does not answer', async () => {
    const gone = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none' });
    await expect(new Grants(gone).of('a-7')).rejects.toMatchObject({ code: 'BUSY' });
    await gone.end();
  });
});
