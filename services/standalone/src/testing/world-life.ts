// A world that lives: its services, its people and its outside, from the first day until nobody has anything left to do.
import type { Pack } from '@libs/policy';
import { World } from './world';
import { Bank } from './world-bank';
import { Claiming } from './world-claims';
import { Deciding } from './world-deciding';
import { Ground } from './world-ground';
import { Money } from './world-money';
import { OutsideRegistries } from './world-outside';
import { MemoryRecords } from './world-records';
import { worldServices } from './world-services';
import { Training } from './world-training';

const steps = 360;
const days = 24 * 60;

export class LivingWorld {
  readonly ground: Ground;
  readonly world: World;
  readonly bank: Bank;
  readonly training: Training;
  readonly claiming: Claiming;
  readonly money: Money;

  constructor(seed: number, packs: readonly Pack[]) {
    const ground = new Ground(seed);
    const { random, clock } = ground;
    const registries = new OutsideRegistries(random, clock);
    const deciding = new Deciding(ground, new MemoryRecords(), registries);
    this.ground = ground;
    this.bank = new Bank(random);
    this.world = new World(worldServices(ground, { deciding, registries, packs }), clock, random);
    ground.meanwhile = async () => {
      for (let steps = random.chance(0.3) ? random.below(30) : 0; steps > 0; steps -= 1) await this.world.step();
    };
    this.training = new Training(ground, packs);
    this.claiming = new Claiming(ground, deciding, packs);
    this.money = new Money(ground, this.claiming, { bank: this.bank, registries });
  }

  async live(): Promise<void> {
    const { random } = this.ground;
    await this.claiming.begin();
    await this.training.begin();
    await this.money.allot('UI', '120000', 2_000 + random.below(4_000));
    if (random.chance(0.5)) await this.money.allot('EMP', '120000', 500 + random.below(2_000));
    for (let step = 0; step < steps; step += 1) await this.#step(step / steps);
    await this.#lastDays();
  }

  // First most of what happens is training, later most of it is money.
  async #step(age: number): Promise<void> {
    const { random, clock } = this.ground;
    if (random.chance(0.1)) clock.forward(random.below(3 * days));
    if (random.chance(0.04)) await this.ground.repeat();
    for (let machines = 1 + random.below(8); machines > 0; machines -= 1) await this.world.step();
    if (random.chance(0.1 + 0.8 * (1 - age))) await this.training.step();
    if (random.chance(0.15)) await this.claiming.file();
    if (random.chance(0.02 * age)) await this.claiming.find();
    if (random.chance(0.03 * age)) await this.training.changeAccount();
    if (random.chance(0.8 * age)) await this.claiming.step();
    if (random.chance(0.7 * age)) await this.money.step();
  }

  /** Everybody finishes what can be finished: objections are resolved, holds end, publicity is over, and the bank answers for all that it has. */
  async #lastDays(): Promise<void> {
    const { random, clock } = this.ground;
    for (let round = 0; round < 3; round += 1) {
      clock.forward(20 * days);
      await this.world.rest();
      for (const claimId of this.claiming.claimIds) await this.#finish(claimId);
      if (random.chance(0.7)) await this.money.allot(random.pick(['UI', 'EMP']), '120000', 500 + random.below(3_000));
      for (let step = this.claiming.claimIds.length * 4; step > 0; step -= 1) {
        await this.claiming.step();
        await this.world.step();
      }
      clock.forward(20 * days);
      await this.world.rest();
      for (const claimId of this.claiming.claimIds) await this.money.release([claimId]);
      await this.#bankAnswers();
    }
    clock.forward(60 * days);
    await this.#bankAnswers();
    await this.world.rest();
  }

  async #finish(claimId: string): Promise<void> {
    const { cases } = await this.claiming.stateOf(claimId);
    const held = (reason: string) => [...cases.values()].filter(({ holds }) => holds.some((hold) => hold.reason === reason));
    for (const one of held('PUBLICITY_OBJECTION')) await this.claiming.resolve(claimId, one);
    const stopped = held('AUDIT_HOLD').map(({ personId }) => personId);
    if (stopped.length > 0 && this.ground.random.chance(0.8))
      await this.claiming.free(
        claimId,
        [...cases.values()].map(({ personId }) => personId),
        [],
      );
  }

  async #bankAnswers(): Promise<void> {
    await this.world.rest();
    for (let left = 400; left > 0; left -= 1) {
      while (this.bank.settle());
      if (!this.bank.hasNews) return this.world.rest();
      await this.money.bank();
    }
    throw new Error('the bank does not get its answers through');
  }
}
