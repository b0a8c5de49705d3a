// What is drawn from: the registers, rates and team size as they stood when they were committed. Everything here is pure.
import { Refused, ratioOfPercent } from '@libs/kernel';
import type { Inspector } from '../inspector-register/inspector-register.decider';
import type { InspectionObject, Tier } from '../object-register/object-register.decider';

export type FrameObject = Omit<InspectionObject, 'name'>;
export type FrameInspector = Pick<Inspector, 'inspectorId' | 'conflicts'>;

export type Frame = {
  /** How the draw is computed from frame and seed. */
  readonly method: 'consistent_sampler/1';
  /** The business day of the commitment: a frame of another day is another frame. */
  readonly on: string;
  /** Percent by tier. */
  readonly rates: Readonly<Partial<Record<Tier, string>>>;
  readonly team: number;
  readonly objects: readonly FrameObject[];
  readonly inspectors: readonly FrameInspector[];
};

const byText = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
const whole = { numerator: 1n, denominator: 1n };

/** So many of so many, rounded up: of 120 at 3% it is 4. */
export function shareOf(count: number, rate: string): number {
  const { numerator, denominator } = ratioOfPercent(rate);
  return Number((BigInt(count) * numerator + denominator - 1n) / denominator);
}

/** Whom this inspector may not inspect: the object itself is named, or the organisation that it belongs to. */
export const isInConflict = ({ conflicts }: FrameInspector, { objectId, organisationId }: FrameObject): boolean =>
  conflicts.includes(objectId) || (organisationId !== undefined && conflicts.includes(organisationId));

type Asked = Pick<Frame, 'on' | 'rates' | 'team'>;

export function frameOf(objects: Iterable<InspectionObject>, inspectors: Iterable<Inspector>, { on, rates, team }: Asked): Frame {
  for (const rate of Object.values(rates)) {
    const { numerator, denominator } = ratioOfPercent(rate);
    if (numerator * whole.denominator > denominator) throw new Refused('RATE_INVALID', { rate });
  }
  const frame: Frame = {
    method: 'consistent_sampler/1',
    on,
    rates,
    team,
    objects: [...objects]
      .filter(({ tier }) => rates[tier] !== undefined)
      .map(({ name: _, ...object }) => object)
      .sort((one, other) => byText(one.objectId, other.objectId)),
    inspectors: [...inspectors]
      .map(({ inspectorId, conflicts }) => ({ inspectorId, conflicts }))
      .sort((one, other) => byText(one.inspectorId, other.inspectorId)),
  };
  if (frame.objects.length === 0) throw new Refused('NO_OBJECTS');
  for (const object of frame.objects) {
    const free = frame.inspectors.filter((inspector) => !isInConflict(inspector, object)).length;
    // Known before the seed is: afterwards nobody may change the frame for it.
    if (free < team) throw new Refused('TOO_FEW_INSPECTORS', { object: object.objectId, free, team });
  }
  return frame;
}
