// Unique keys belong to the decision that takes them.
import { expect, it } from '@jest/globals';
import { withKeys } from '../event-store';
import { counted, counter } from './counter';
import { command, fresh, type The } from './store-under-test';

export function keys(the: The): void {
  const take = (key: string, id = fresh()) => the().store.decide(counter, id, command(), () => withKeys(counted(1), { take: [key] }));
  const free = (key: string) => the().store.decide(counter, fresh(), command(), () => withKeys(counted(1), { free: [key] }));
  const taken = (key: string) => ({ name: 'Refused', code: 'KEY_TAKEN', values: { key } });

  it('lets one decision take a key until another frees it', async () => {
    const key = fresh();
    await take(key);
    await expect(take(key)).rejects.toMatchObject(taken(key));
    await free(key);
    await take(key);
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('refuses only who asks for a key that is held; those after it decide on the state without it', async () => {
    const [key, id] = [fresh(), fresh()];
    await take(key);
    const sums: number[] = [];
    const settled = await Promise.allSettled([
      the().store.decide(counter, id, command(), () => counted(1)),
      take(key, id),
      the().store.decide(counter, id, command(), (sum) => (sums.push(sum), counted(1))),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((settled[1] as PromiseRejectedResult).reason).toMatchObject(taken(key));
    expect(sums.at(-1)).toBe(1);
    expect(await the().store.stateOf(counter, id)).toEqual({ state: 2, version: 2 });
  });

  it('lets one of those who ask for a key at one moment have it', async () => {
    const key = fresh();
    const settled = await Promise.allSettled(Array.from({ length: 8 }, () => take(key)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('follows a key through one moment: taken, freed, taken again', async () => {
    const key = fresh();
    const settled = await Promise.allSettled([take(key), take(key), free(key), take(key), take(key)]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected']);
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('refuses a key that is held even when the next call frees it at the same moment', async () => {
    const key = fresh();
    await take(key);
    const settled = await Promise.allSettled([take(key), free(key), take(key)]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('frees before it takes within one decision', async () => {
    const key = fresh();
    await take(key);
    await the().store.decide(counter, fresh(), command(), () => withKeys(counted(1), { take: [key], free: [key] }));
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('takes keys for a decision without facts', async () => {
    const key = fresh();
    await the().store.decide(counter, fresh(), command(), () => withKeys([], { take: [key] }));
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('takes all keys of a decision or none', async () => {
    const [held, other] = [fresh(), fresh()];
    await take(held);
    await expect(
      the().store.decide(counter, fresh(), command(), () => withKeys(counted(1), { take: [other, held] })),
    ).rejects.toMatchObject(taken(held));
    await take(other);
  });
}
