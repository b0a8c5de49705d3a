import type { MembershipProof } from './membership-proof';
import type { SandboxClock } from './sandbox-clock';

const HEARTBEAT_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
const RETRY_MS = 250;

export type MembershipOptions = {
  /** `SANDBOX_URL`: what stands before `/processes`. */
  readonly sandboxUrl: string;
  /** Unique for each start of a process and each service in it. */
  readonly id: string;
  /** Where the sandbox finds `/clock`, `/fire` and `/reading` of this process. */
  readonly url: string;
  readonly proof: MembershipProof;
  /** Where it stands before it joins (at its log's last moment) is from where a sandbox that has not moved yet goes on. */
  readonly clock: SandboxClock;
  readonly heartbeatMs?: number;
  /** Told, once for each silence, that the sandbox does not answer. */
  readonly onSilence?: (why: unknown) => void;
};

/** A process's place in the sandbox: it gets the time before it starts work, says that it lives, and leaves when it ends. */
export class SandboxMembership {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #silent = false;
  #beating: Promise<void> = Promise.resolve();

  constructor(private readonly options: MembershipOptions) {}

  /** Answers once the sandbox has said what time it is, however long the sandbox takes to come up. */
  async start(): Promise<void> {
    while (!this.#stopped && !(await this.#register())) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#beating;
    const { sandboxUrl, id, proof } = this.options;
    // Where the sandbox is gone there is nobody to take leave of.
    await fetch(`${sandboxUrl}/processes/${encodeURIComponent(id)}`, {
      method: 'DELETE',
      headers: { authorization: proof.authorization },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch(() => undefined);
  }

  #next(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#beating = this.#register().then(() => this.#next());
    }, this.options.heartbeatMs ?? HEARTBEAT_MS);
  }

  async #register(): Promise<boolean> {
    const { sandboxUrl, id, url, clock, proof } = this.options;
    try {
      const answer = await fetch(`${sandboxUrl}/processes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: proof.authorization },
        body: JSON.stringify({ id, url, now: clock.now() }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
      clock.set(((await answer.json()) as { now: string }).now);
      this.#silent = false;
      return true;
    } catch (error) {
      if (!this.#silent) this.options.onSilence?.(error);
      this.#silent = true;
      return false;
    }
  }
}
