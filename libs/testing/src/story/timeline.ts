// The time of a story: the clock only moves forward, and laid-out sign-ins happen on the way, each at its own moment.
import { type Api, each } from './api';
import { Device, type Taken } from './device';
import type { Organisation } from './scene';

type Laid = Taken & { readonly owner: Organisation };

export class Timeline {
  #laid: Laid[] = [];
  readonly #devices = new Map<string, Promise<Device>>();

  constructor(
    private readonly api: Api,
    public now: string,
  ) {}

  /** What will happen as the clock passes it. */
  layOut(owner: Organisation, taken: readonly Taken[]): void {
    this.#laid = [...this.#laid, ...taken.map((one) => ({ ...one, owner }))].sort((a, b) => (a.capture.at < b.capture.at ? -1 : 1));
  }

  /** An offline record, handed in now. */
  async handIn(owner: Organisation, taken: readonly Taken[]): Promise<void> {
    await this.#send(taken.map((one) => ({ ...one, owner })));
  }

  /** Moves the clock; what is laid out and due is posted at its moment. */
  async advance(to: string): Promise<void> {
    for (let next = this.#laid[0]; next && next.capture.at <= to; next = this.#laid[0]) {
      const { at } = next.capture;
      if (at > this.now) await this.#move(at);
      const due = this.#laid.filter(({ capture }) => capture.at <= at);
      this.#laid = this.#laid.slice(due.length);
      await this.#send(due);
    }
    await this.#move(to > this.now ? to : this.now);
  }

  /** Waits until everything that follows by itself has followed. */
  rest(): Promise<void> {
    return this.#move(this.now);
  }

  async #move(to: string): Promise<void> {
    await this.api.sandbox('POST', 'clock', { to });
    this.now = to;
  }

  async #send(due: readonly Laid[]): Promise<void> {
    const owners = Map.groupBy(due, ({ owner }) => owner.organisationId);
    await each([...owners.values()], async (laid) => {
      const [first] = laid;
      if (first) await (await this.#deviceOf(first.owner)).send(laid);
    });
  }

  #deviceOf(owner: Organisation): Promise<Device> {
    const device = this.#devices.get(owner.organisationId) ?? Device.register(this.api, owner);
    this.#devices.set(owner.organisationId, device);
    return device;
  }
}
