// The states of streams in memory. An entry that somebody uses stays one and the same object, so that what is decided is seen by all who wait.
import { LRUCache } from 'lru-cache';
import { StreamEntry } from './batch';

export class CachedStream extends StreamEntry {
  users = 0;
  /** What the database held of this stream at this position of the log, or later, is in here; -1 until it was read. */
  knownAt = -1;
}

export class StreamCache {
  private readonly used = new Map<string, CachedStream>();
  private readonly idle: LRUCache<string, CachedStream>;

  constructor(size: number) {
    this.idle = new LRUCache({ max: size });
  }

  acquire(stream: string): CachedStream {
    let entry = this.used.get(stream);
    if (entry === undefined) {
      entry = this.idle.get(stream) ?? new CachedStream(stream);
      this.idle.delete(stream);
      this.used.set(stream, entry);
    }
    entry.users += 1;
    return entry;
  }

  release(entry: CachedStream): void {
    entry.users -= 1;
    if (entry.users > 0) return;
    this.used.delete(entry.stream);
    if (entry.knownAt >= 0) this.idle.set(entry.stream, entry);
  }
}
