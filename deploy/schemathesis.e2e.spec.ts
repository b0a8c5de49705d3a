import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '@libs/testing';
import { join } from 'node:path';
import { type CopiedTree, copiedTree, repository } from './testing/copied-tree';
import { Journey } from './testing/journey';
import { publishedCalendar } from './testing/published-calendar';
import { Started } from './testing/started';

let tree: CopiedTree;
let system: Started;
let url: string;

beforeAll(async () => {
  tree = copiedTree();
  const environment = { CALENDAR_FILE: publishedCalendar(tree.folder), REQUESTS_PER_MINUTE: '1000000' };
  system = new Started(tree.folder, 'start.mjs', ['--port', String(await freePort()), '--empty'], environment);
  url = await system.ready();
}, 180_000);

afterAll(async () => {
  await system?.stop();
  tree.remove();
}, 60_000);

describe('the published API', () => {
  it('answers whatever is thrown at it as its description says, and never with a 5xx', async () => {
    const keys = join(tree.folder, '.data/keys');
    const classId = await new Journey(() => url, keys).travel();
    const args = ['--url', url, '--keys', keys, '--examples', '25', '--parameter', `classId=${classId}`];
    const run = new Started(repository, 'schemathesis.mjs', args);
    expect([await run.ended(), run.output]).toEqual([0, expect.stringMatching(/ (\d{3,}) generated, \1 passed/)]);
  }, 600_000);
});
