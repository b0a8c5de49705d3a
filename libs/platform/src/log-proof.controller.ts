import { Controller, Get, Query } from '@nestjs/common';
import type { Hash } from '@libs/event-store';
import { Answers, Public } from './allow';
import { Checkpoints } from './checkpoints';
import { CheckpointView, ConsistencyQuery, ConsistencyView, InclusionQuery, InclusionView, LogQuery } from './log-proof-views';

const base64 = (hash: Hash): string => hash.toString('base64');

/** For anybody: hashes tell nothing of what they stand for. */
@Controller('log')
@Public()
export class LogProofController {
  constructor(private readonly checkpoints: Checkpoints) {}

  @Get('checkpoint')
  @Answers(CheckpointView)
  async checkpoint(@Query() { log: asked }: LogQuery): Promise<CheckpointView> {
    const log = this.checkpoints.logNamed(asked);
    const [{ root, ...current }, cosigned] = await Promise.all([this.checkpoints.current(log), this.checkpoints.kept(log)]);
    return { log, ...current, root: base64(root), ...(cosigned && { cosigned }) };
  }

  @Get('proof/inclusion')
  @Answers(InclusionView)
  async inclusion(@Query() { log, leaf, size }: InclusionQuery): Promise<InclusionView> {
    const proof = await this.checkpoints.inclusion(this.checkpoints.logNamed(log), leaf, size);
    return { ...proof, leafHash: base64(proof.leafHash), root: base64(proof.root), hashes: proof.hashes.map(base64) };
  }

  @Get('proof/consistency')
  @Answers(ConsistencyView)
  async consistency(@Query() { log, from, to }: ConsistencyQuery): Promise<ConsistencyView> {
    const proof = await this.checkpoints.consistency(this.checkpoints.logNamed(log), from, to);
    return { ...proof, fromRoot: base64(proof.fromRoot), toRoot: base64(proof.toRoot), hashes: proof.hashes.map(base64) };
  }
}
