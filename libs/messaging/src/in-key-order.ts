import type { Delivery, Handled } from './transport';

export type InKeyOrder = {
  readonly deliveries: readonly Delivery[];
  readonly atOnce: number;
  readonly handle: (delivery: Delivery) => Promise<Handled>;
  /** Asked before each delivery; once true nothing new is begun. */
  readonly stopped: () => boolean;
  /** How many from the front are finished without a gap: what may be committed. */
  readonly finished?: (prefix: number) => void;
};

/** Handles one partition's deliveries: different keys at once, one key in order. Ends when all in hand are done; a pause begins nothing new. */
export async function inKeyOrder({
  deliveries,
  atOnce,
  handle,
  stopped,
  finished,
}: InKeyOrder): Promise<{ readonly prefix: number; readonly paused: boolean }> {
  const byKey = Map.groupBy(deliveries.keys(), (index) => deliveries[index]?.key ?? '');
  const waiting = [...byKey.values()].values();
  const done = new Set<number>();
  let prefix = 0;
  let paused = false;

  const handleOne = async (index: number): Promise<void> => {
    const delivery = deliveries[index];
    const outcome = delivery ? await handle(delivery).catch(() => 'pause' as const) : 'done';
    if (outcome === 'pause') {
      paused = true;
      return;
    }
    done.add(index);
    while (done.delete(prefix)) prefix += 1;
    finished?.(prefix);
  };

  const worker = async (): Promise<void> => {
    for (const indexes of waiting) {
      for (const index of indexes) {
        if (paused || stopped()) return;
        await handleOne(index);
      }
    }
  };

  await Promise.all(Array.from({ length: Math.min(atOnce, byKey.size) }, worker));
  return { prefix, paused };
}
