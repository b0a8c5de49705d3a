// Which processes of a service there are, and which of them answer.

const probeEveryMs = 500;
const probeTakesAtMostMs = 2_000;
/** Beyond this, one slow request would be spread over everything there is. */
const attemptsAtMost = 3;

export type Replica = { readonly url: string; healthy: boolean };

/** `enrolment=http://a:1,http://b:1;attendance=http://c:1` as replicas by service. */
export function parseUpstreams(text: string): ReadonlyMap<string, readonly string[]> {
  const entries = text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
  const parsed = entries.map((entry): readonly [string, readonly string[]] => {
    const [, service, list] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(entry) ?? [];
    const urls = (list ?? '').split(',').map((url) => url.trim());
    if (!service || !urls.every((url) => /^https?:\/\/[^\s/?#@]+$/.test(url))) {
      throw new Error(
        `UPSTREAMS must look like "enrolment=http://host:port,http://host:port;attendance=…"; this part does not: ${JSON.stringify(entry)}`,
      );
    }
    return [service, urls];
  });
  return new Map(parsed);
}

export class Replicas {
  readonly #all: readonly Replica[];
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #first = Promise.withResolvers<void>();
  /** Fulfilled once all have been asked for the first time. */
  readonly probed = this.#first.promise;

  constructor(
    readonly service: string,
    urls: readonly string[],
  ) {
    // Until the first probe they are taken at their word: the first request need not wait for it.
    this.#all = urls.map((url) => ({ url, healthy: true }));
  }

  /** In which order to try them: in turn among those that answer, then the others, for a probe may be behind the times. */
  inOrder(): readonly Replica[] {
    this.#next = (this.#next + 1) % this.#all.length;
    const turned = [...this.#all.slice(this.#next), ...this.#all.slice(0, this.#next)];
    const ordered = [...turned.filter(({ healthy }) => healthy), ...turned.filter(({ healthy }) => !healthy)];
    // A kept connection may have been closed a moment before it was used: the only replica there is gets a second chance.
    return (ordered.length === 1 ? [...ordered, ...ordered] : ordered).slice(0, attemptsAtMost);
  }

  anyHealthy(): boolean {
    return this.#all.some(({ healthy }) => healthy);
  }

  async #probe(): Promise<void> {
    await Promise.all(
      this.#all.map(async (replica) => {
        replica.healthy = await isReady(replica.url);
      }),
    );
  }

  watch(): void {
    const again = async (): Promise<void> => {
      await this.#probe();
      this.#first.resolve();
      if (this.#timer) this.#timer = setTimeout(() => void again(), probeEveryMs).unref();
    };
    this.#timer = setTimeout(() => void again(), 0).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(probeTakesAtMostMs) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
