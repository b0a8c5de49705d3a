import { describe, expect, it } from '@jest/globals';
import { checkDraw, conflictOf, recompute, sample, sha256Hex, shareOf, ticketOf, trimmed, type PublishedDraw } from './consistent-sampler';

// The examples in the documentation of the package, as the specs of the service that draws have them.
describe('consistent sampling in the browser', () => {
  it('gives the ticket that the package gives', async () =>
    expect((await ticketOf('01382438112797316654', 'AB-130')).number).toBe(
      '0.26299714122838008416507544297546663599715395525154425586041245287750224561854',
    ));
  it('draws in the order of the package', async () => {
    const drawn = async (ids: readonly string[], take?: number) =>
      (await sample(ids, '314159', take)).map(({ id, number }) => [trimmed(number), id]);
    const all = [
      ['0.317685817', 'cd-1'],
      ['0.832984519', 'ef-3'],
      ['0.9098039269', 'ab-1'],
      ['0.9231549043', 'ab-2'],
    ];
    expect(await drawn(['ab-1', 'ab-2', 'cd-1', 'ef-3'])).toEqual(all);
    expect(await drawn(['ef-3', 'ab-2', 'cd-1', 'ab-1'], 2)).toEqual(all.slice(0, 2));
  });
  it('shows nine digits after the nines at the beginning, cut', () => {
    expect(trimmed('0.9991234567890123')).toBe('0.999123456789');
    expect(trimmed('0.12345678999')).toBe('0.123456789');
    expect(trimmed('0.99')).toBe('0.99');
  });
  it('takes a share rounded up to a whole one', () =>
    expect([shareOf(120, '3%'), shareOf(50, '10%'), shareOf(10, '100%'), shareOf(0, '3%'), shareOf(1, '0.001%'), shareOf(7, '0%')]).toEqual(
      [4, 5, 10, 0, 1, 0],
    ));
  it('does not draw from a list in which one stands twice', async () =>
    await expect(sample(['a', 'a'], 's')).rejects.toThrow('stands twice'));
  it('hashes as everybody does', async () =>
    expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'));
});

// The frame of the service's own spec, hashed and drawn there.
const frame = {
  ...{ method: 'consistent_sampler/1', on: '2025-10-20', rates: { A: '50%', D: '100%' }, team: 2 },
  objects: [
    { objectId: 'a1', tier: 'A' },
    { objectId: 'a2', tier: 'A' },
    { objectId: 'a3', tier: 'A' },
    { objectId: 'd1', tier: 'D' },
    { objectId: 'd2', tier: 'D', organisationId: 'org' },
  ],
  inspectors: [
    { inspectorId: 'i1', conflicts: [] },
    { inspectorId: 'i2', conflicts: ['org'] },
    { inspectorId: 'i3', conflicts: ['d1'] },
    { inspectorId: 'i4', conflicts: [] },
  ],
};
const drawn: PublishedDraw = {
  frame,
  frameHash: 'c0ea762f26444888db938e2f598d8cdaad27625da5f5c8a9c89391dd3c3413ce',
  seed: 'seed',
  objects: [
    { objectId: 'a2', tier: 'A', ticket: '0.302019567' },
    { objectId: 'a3', tier: 'A', ticket: '0.893854222' },
    { objectId: 'd2', tier: 'D', ticket: '0.110179024' },
    { objectId: 'd1', tier: 'D', ticket: '0.435641596' },
  ],
  recused: [
    { objectId: 'd2', inspectorId: 'i2' },
    { objectId: 'd1', inspectorId: 'i3' },
  ],
  teams: [
    { objectId: 'a2', inspectorIds: ['i1', 'i4'], tickets: ['0.011495689', '0.238910738'] },
    { objectId: 'a3', inspectorIds: ['i2', 'i1'], tickets: ['0.104351192', '0.230246836'] },
    { objectId: 'd2', inspectorIds: ['i3', 'i4'], tickets: ['0.161931922', '0.577136419'] },
    { objectId: 'd1', inspectorIds: ['i1', 'i2'], tickets: ['0.044315180', '0.052272854'] },
  ],
};
const equal = async (draw: PublishedDraw) => (await checkDraw(draw)).map(({ what, equal: is }) => [what, is]);

describe('a draw computed again', () => {
  it('comes to the published one, digit by digit', async () => {
    const again = await recompute(frame, 'seed');
    expect(again.objects).toEqual(drawn.objects);
    expect(again.teams.map(({ recused: _, ...team }) => team)).toEqual(drawn.teams);
    expect(await equal(drawn)).toEqual([
      ['FRAME', true],
      ['OBJECTS', true],
      ['RECUSED', true],
      ['TEAMS', true],
    ]);
  });
  it('finds whatever was changed afterwards', async () => {
    const other = { ...drawn.objects[0]!, ticket: '0.302019568' };
    expect(await equal({ ...drawn, objects: [other, ...drawn.objects.slice(1)] })).toContainEqual(['OBJECTS', false]);
    expect(await equal({ ...drawn, seed: 'seeds' })).toContainEqual(['TEAMS', false]);
    expect(await equal({ ...drawn, recused: [] })).toContainEqual(['RECUSED', false]);
    expect(await equal({ ...drawn, frame: { ...frame, team: 1 } })).toContainEqual(['FRAME', false]);
  });
  it('checks the frame alone while there is no seed', async () => {
    const { seed: _, ...sealed } = drawn;
    expect(await equal({ ...sealed, objects: [], recused: [], teams: [] })).toEqual([['FRAME', true]]);
  });
  it('says why an inspector is left out', () => {
    const [, declared, named] = frame.inspectors;
    const [, , , d1, d2] = frame.objects;
    expect([conflictOf(declared!, d2!), conflictOf(named!, d1!), conflictOf(named!, d2!)]).toEqual(['ORGANISATION', 'OBJECT', undefined]);
  });
});
