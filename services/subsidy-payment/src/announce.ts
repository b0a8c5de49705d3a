// Which facts of subsidy-payment are everyone's business, and in which words. The books of people and what the bank says in detail stay here.
import { PolicyPackPublishedV1, ReassessmentRequestedV1 } from '@libs/contracts';
import type { Fact, RecordedFact } from '@libs/event-store';
import type { Announce, Announcement } from '@libs/messaging';
import { announceClaim } from './claim/claim-announced';
import type { ClaimFact } from './claim/claim.decider';
import type { PackFact } from './pack/pack.decider';
import { announcePayout } from './payout/payout-announced';
import type { PayoutFact } from './payout/payout.decider';
import type { ReassessmentFact } from './reassessment/reassessment.decider';

function announcePack({ streamId: packId, fact }: RecordedFact<PackFact>): readonly Announcement[] {
  if (fact.type !== 'PolicyPackPublished') return [];
  const { version, hash, region, body, knownAt } = fact;
  return [{ contract: PolicyPackPublishedV1, key: 'packs', data: { packId, version, hash, region, body, knownAt } }];
}

const announceReassessment = ({ fact: { programme, requestedAt } }: RecordedFact<ReassessmentFact>): readonly Announcement[] => [
  { contract: ReassessmentRequestedV1, key: 'packs', data: { programme, requestedAt } },
];

export const announce: Announce = (recorded: RecordedFact<Fact>) => {
  switch (recorded.category) {
    case 'claim':
      return announceClaim(recorded as RecordedFact<ClaimFact>);
    case 'payout':
      return announcePayout(recorded as RecordedFact<PayoutFact>);
    case 'pack':
      return announcePack(recorded as RecordedFact<PackFact>);
    case 'reassessment':
      return announceReassessment(recorded as RecordedFact<ReassessmentFact>);
    default:
      return [];
  }
};
