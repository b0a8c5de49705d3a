import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, canonicalJson, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import { IsBusinessDay, type Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsBoolean, IsDefined, IsInt, IsOptional, IsString, IsUUID, Matches, Max, Min, ValidateNested } from 'class-validator';
import { createHash } from 'node:crypto';
import { inspectorRegister, theInspectors } from '../inspector-register/inspector-register.decider';
import { objectRegister, theRegister, tiers, type Tier } from '../object-register/object-register.decider';
import { commitFrame, draw } from './draw.decider';
import type { Frame } from './frame';

const largestTeam = 20;

const mostPercent = /^([0-9]{1,2}(\.[0-9]{1,6})?|100(\.0{1,6})?)%$/;

/** Percent by tier, as {"A": "3%", "D": "100%"}; tiers that are not named are left out. */
export class RatesBody implements Readonly<Partial<Record<Tier, string>>> {
  @IsOptional() @Matches(mostPercent) readonly 'A+'?: string;
  @IsOptional() @Matches(mostPercent) readonly A?: string;
  @IsOptional() @Matches(mostPercent) readonly B?: string;
  @IsOptional() @Matches(mostPercent) readonly C?: string;
  @IsOptional() @Matches(mostPercent) readonly D?: string;
}

export class DrawBody {
  @IsDefined() @ValidateNested() @Type(() => RatesBody) readonly rates!: RatesBody;
  /** Inspectors for each object. */
  @IsInt() @Min(1) @Max(largestTeam) readonly team!: number;
  /** By when every team has to have been there. */
  @IsOptional() @IsBusinessDay() readonly inspectBy?: string;
}

export class CommittedView {
  @IsUUID() readonly drawId!: string;
  @IsString() readonly frameHash!: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class CommitFrame extends Command<CommittedView> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: DrawBody,
  ) {
    super();
  }
}

/** SHA-256 over the canonical JSON, as whoever checks a draw computes it. */
const frameHashOf = (frame: Frame): string => createHash('sha256').update(canonicalJson(frame), 'utf8').digest('hex');

const ratesOf = (asked: RatesBody): Partial<Record<Tier, string>> =>
  Object.fromEntries(tiers.flatMap((tier) => (asked[tier] === undefined ? [] : [[tier, asked[tier]]])));

/** A draw takes no other key than its frame, so that is what was taken. */
const sayingWhatIsTaken = (error: unknown): never => {
  throw error instanceof Refused && error.code === 'KEY_TAKEN' ? new Refused('FRAME_COMMITTED') : error;
};

@CommandHandler(CommitFrame)
export class CommitFrameHandler implements ICommandHandler<CommitFrame> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, body }: CommitFrame): Promise<CommittedView> {
    const drawId = childId(command.id, 'draw');
    const { rates, team, inspectBy } = body;
    const { region: office } = actor.scope;
    const wanted = { rates: ratesOf(rates), team, ...(inspectBy !== undefined && { inspectBy }), ...(office !== undefined && { office }) };
    const streams = {
      draw: [draw, drawId],
      objects: [objectRegister, theRegister],
      inspectors: [inspectorRegister, theInspectors],
    } as const;
    const decided = await this.store
      .decideTogether(command, streams, (registers, { now }) => commitFrame(registers, wanted, frameHashOf, now))
      .catch(sayingWhatIsTaken);
    const { state, version } = decided.streams.draw;
    return { drawId, frameHash: state.frameHash, version, seq: decided.seq, repeated: decided.repeated };
  }
}
