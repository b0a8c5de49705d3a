import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import { StepUps, type Actor } from '@libs/platform';
import { PayoutFiles } from './payout-files';
import { payout } from './payout.decider';
import type { ReleasePayoutBody } from './releasable';
import type { SaidYes, Showing } from './shown-release.decider';

/** What an officer says yes to, as they signed in for it, and the file that was drawn up for them. */
@Injectable()
export class WhatWasShown {
  constructor(
    private readonly store: EventStore,
    private readonly stepUps: StepUps,
    private readonly files: PayoutFiles,
  ) {}

  async to(actor: Actor, body: ReleasePayoutBody): Promise<Omit<Showing, 'now'>> {
    return { saidYes: await this.#saidYes(actor, body), drawnUp: await this.files.drawnUp(body.payoutId) };
  }

  /** A release that was decided is answered again as it was, however long ago the officer said yes to it. */
  async #saidYes(actor: Actor, { payoutId, stepUp }: ReleasePayoutBody): Promise<SaidYes> {
    const { state } = await this.store.stateOf(payout, payoutId);
    if (state.status !== 'NONE') return { nonce: '', salt: '', digest: '' };
    return { ...(await this.stepUps.shown(stepUp.idToken, actor)), salt: stepUp.salt };
  }
}
