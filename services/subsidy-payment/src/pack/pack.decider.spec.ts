import { describe, it } from '@jest/globals';
import { spec, testNow } from '@libs/testing';
import { draftPack, pack, signPack, type Draft, type PackFact } from './pack.decider';

const { given } = spec(pack);
const draft: Draft = { version: 1, body: '{"id":"nx"}', hash: 'a'.repeat(64), region: '640000', hasFixture: false };
const drafted: PackFact = { type: 'PackDrafted', ...draft, draftedBy: 'ann', draftedAt: testNow };
const signed = (signer: string): PackFact => ({ type: 'PackSigned', version: 1, hash: draft.hash, signer, signedAt: testNow });
const published: PackFact = {
  type: 'PolicyPackPublished',
  version: 1,
  hash: draft.hash,
  region: '640000',
  body: draft.body,
  knownAt: testNow,
};
const by = (signer: string, rehearsal = false) => ({ packId: 'nx', version: 1, signer, rehearsal, now: testNow });
const keyOf = (signer: string) => ({ take: [`pack/nx/1/${draft.hash}/${signer}`] });

describe('drafting a pack', () => {
  it('keeps its text and hash', () =>
    given()
      .when((s) => draftPack(s, draft, 'ann', testNow))
      .then(drafted));
  it('changes nothing where the same stands there', () =>
    given(drafted, signed('ann'))
      .when((s) => draftPack(s, draft, 'bob', testNow))
      .then());
  it('voids the signatures under another text', () =>
    given(drafted, signed('ann'), { ...drafted, hash: 'b'.repeat(64) })
      .when((s) => signPack(s, { ...by('ann') }))
      .then({ ...signed('ann'), hash: 'b'.repeat(64) }));
  it('is refused for a version that is published with another text', () =>
    given(drafted, signed('ann'), signed('bob'), published)
      .when((s) => draftPack(s, { ...draft, hash: 'b'.repeat(64) }, 'ann', testNow))
      .refused('PACK_ALREADY_PUBLISHED', { version: 1 }));
});

describe('signing a pack', () => {
  it('takes the first signature', () =>
    given(drafted)
      .when((s) => signPack(s, by('ann')))
      .keys(keyOf('ann'))
      .then(signed('ann')));
  it('publishes with the second, of another person', () =>
    given(drafted, signed('ann'))
      .when((s) => signPack(s, by('bob')))
      .keys(keyOf('bob'))
      .then(signed('bob'), published));
  it('is refused to one person twice', () =>
    given(drafted, signed('ann'))
      .when((s) => signPack(s, by('ann')))
      .refused('SOD_VIOLATION'));
  it('is refused once it is published', () =>
    given(drafted, signed('ann'), signed('bob'), published)
      .when((s) => signPack(s, by('cid')))
      .refused('PACK_ALREADY_PUBLISHED'));
  it('is refused for what was made up, outside a rehearsal', () => {
    given({ ...drafted, hasFixture: true })
      .when((s) => signPack(s, by('ann')))
      .refused('FIXTURE_PACK', { pack: 'nx@1' });
    given({ ...drafted, hasFixture: true })
      .when((s) => signPack(s, by('ann', true)))
      .then(signed('ann'));
  });
  it('is refused for a version that nobody drafted', () =>
    given()
      .when((s) => signPack(s, by('ann')))
      .refused('PACK_NOT_FOUND'));
});
