import { describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { testDatabase } from './test-database';

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

describe('the test database', () => {
  it('gives two databases at once that know nothing of each other, and removes them under open connections', async () => {
    const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
    expect(one.name).not.toBe(other.name);
    const owner = await connected(one.ownerUrl);
    await owner.query('CREATE TABLE seen (id int)');
    const app = await connected(one.appUrl);
    await expect(app.query('SELECT * FROM seen')).rejects.toThrow('permission denied');
    await expect(connected(one.appUrl.replace(new RegExp(`/${one.name}$`), `/${other.name}`))).rejects.toThrow('permission denied');
    await Promise.all([one.drop(), other.drop()]);
    await expect(connected(one.ownerUrl)).rejects.toThrow();
    await one.drop();
    await Promise.allSettled([owner.end(), app.end()]);
  });
});
