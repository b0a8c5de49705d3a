import type { Clock } from '@libs/kernel';
import Bull from 'bull';
import { PollerWaker } from './poller-waker';
import { Waker } from './waker';

// So near, a timer of our own is surer: a job that has just woken somebody whose clock is a little behind could not be added again yet.
const NEAR_MS = 250;
const RECONNECT_EVERY_MS = 500;
const ADD_WITHIN_MS = 1_000;
const CLOSE_WITHIN_MS = 2_000;
const DISCONNECT_WITHIN_MS = 200;

export type BullWakerOptions = {
  readonly redisUrl: string;
  /** The service's name: one queue a service, shared by its processes. */
  readonly queue: string;
  /** Stands before everything in Redis, where several installations share one. */
  readonly namespace?: string;
  readonly clock: Clock;
  /** Told what Redis complains about; the work goes on without it. */
  readonly onError?: (error: Error) => void;
};

/**
 * A delayed Bull job for each due row, named by the row and its moment, so that telling it twice makes one job and one process is woken.
 * Redis holds no truth: while it is down nothing is queued for it, and what it forgot the runner's sweep tells it again.
 */
export class BullWaker extends Waker {
  readonly #options: BullWakerOptions;
  readonly #near: PollerWaker;
  #queue: Bull.Queue | undefined;

  constructor(options: BullWakerOptions) {
    super();
    this.#options = options;
    this.#near = new PollerWaker(options.clock);
  }

  override async start(wake: () => void): Promise<void> {
    const { redisUrl, queue: name, namespace, onError } = this.#options;
    await this.#near.start(wake);
    const queue = new Bull(`due-${name}`, redisUrl, {
      ...(namespace !== undefined && { prefix: `bull-${namespace}` }),
      redis: { retryStrategy: () => RECONNECT_EVERY_MS, disconnectTimeout: DISCONNECT_WITHIN_MS },
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, attempts: 1 },
    });
    // Bull names its connection for the eyes of an operator and leaves that promise to itself: failing, it would end the process.
    Object.assign(queue, { setWorkerName: async () => undefined });
    this.#queue = queue;
    queue.on('error', (error: Error) => onError?.(error));
    // A Redis that is back may have forgotten everything, so whoever looks after the rows looks now.
    queue.client.on('ready', wake);
    // Answers only when Redis is there, for which nobody waits here.
    queue.process(async () => wake()).catch((error: Error) => onError?.(error));
  }

  override async at(dueAt: string, id: string): Promise<void> {
    const delay = Date.parse(dueAt) - Date.parse(this.#options.clock.now());
    if (delay < NEAR_MS) return this.#near.at(dueAt);
    const queue = this.#queue;
    if (queue?.client.status !== 'ready') return;
    const added = queue.add({}, { jobId: `${id}@${dueAt}`, delay }).catch((error: Error) => this.#options.onError?.(error));
    await atMost(ADD_WITHIN_MS, added);
  }

  override async stop(): Promise<void> {
    await this.#near.stop();
    const queue = this.#queue;
    this.#queue = undefined;
    if (!queue) return;
    // A Redis that is away would be waited for without end.
    await atMost(CLOSE_WITHIN_MS, queue.close(true));
    for (const client of queue.clients ?? []) client.disconnect();
  }
}

async function atMost(ms: number, done: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([done, late]).finally(() => clearTimeout(timer));
}
