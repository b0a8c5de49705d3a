import { describe, expect, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { witnessCheckpoint, witnessedLog, type Submitted, type WitnessedLogFact } from './witnessed-log.decider';

const { given } = spec(witnessedLog);
const seen: WitnessedLogFact = { type: 'CheckpointWitnessed', size: 10, root: 'r10', note: 'n10+' };
const submitted = (change: Partial<Submitted> = {}): Submitted => ({
  log: 'a',
  oldSize: 10,
  size: 14,
  root: 'r14',
  note: 'n14',
  ...change,
});
const skill = (proven = true) => ({ proves: () => proven, cosigned: () => 'n14+' });
const fork: WitnessedLogFact = { type: 'CheckpointForkSeen', log: 'a', size: 14, root: 'r14', note: 'n14', knownSize: 10 };

describe('witnessing a checkpoint', () => {
  it('takes the first one as it is', () =>
    given()
      .when((s) => witnessCheckpoint(s, submitted({ oldSize: 0 }), skill()))
      .then({ type: 'CheckpointWitnessed', size: 14, root: 'r14', note: 'n14+' }));
  it('goes on from what it knows where the proof leads there', () => {
    given(seen)
      .when((s) =>
        witnessCheckpoint(s, submitted(), {
          ...skill(),
          proves: (known) => known.size === 10 && known.root === 'r10',
        }),
      )
      .then({ type: 'CheckpointWitnessed', size: 14, root: 'r14', note: 'n14+' });
    expect(given(seen, { ...seen, size: 14, root: 'r14', note: 'n14+' }).state).toMatchObject({ size: 14, root: 'r14' });
  });
  it('has nothing to add to what it has seen', () =>
    given(seen)
      .when((s) => witnessCheckpoint(s, submitted({ size: 10, root: 'r10' }), skill()))
      .then());
  it('names what it knows to whoever comes from another size', () =>
    given(seen)
      .when((s) => witnessCheckpoint(s, submitted({ oldSize: 9 }), skill()))
      .refused('CHECKPOINT_OLD_SIZE', { known: 10 }));
  it('never goes back', () =>
    given(seen)
      .when((s) => witnessCheckpoint(s, submitted({ size: 9 }), skill()))
      .refused('CHECKPOINT_BEHIND', { known: 10, size: 9 }));
  it('records a proof that does not lead there, once', () => {
    given(seen)
      .when((s) => witnessCheckpoint(s, submitted(), skill(false)))
      .then(fork);
    given(seen, fork)
      .when((s) => witnessCheckpoint(s, submitted(), skill(false)))
      .then();
    expect(given(seen, fork).state).toMatchObject({ size: 10, root: 'r10', note: 'n10+' });
  });
  it('records another root for the same size, whatever the proof', () =>
    given(seen)
      .when((s) => witnessCheckpoint(s, submitted({ size: 10, root: 'other' }), skill()))
      .then({ ...fork, size: 10, root: 'other' }));
});
