// Claims: filing, deciding, reviewing, publicity and objections.
import { publishPack } from './cast';
import { type Keyed, listOf } from './fault';
import { instantIn, isDay } from './moments';
import type { Step } from './parse-story';
import type { CaseView, Play, Played, VerbPlay } from './played';
import { occupationCode, type Scene } from './scene';

/** What apply and simulate send. */
function filing(scene: Scene, step: Step): object {
  const { programme, person, certificate, class: classes, people, stage } = step as Keyed;
  const asked = person === undefined ? classFiling(scene, classes, people) : personFiling(scene, person, certificate as Keyed);
  return { programmes: listOf(programme), ...asked, ...(stage !== undefined && { stage }) };
}

const personFiling = (scene: Scene, person: unknown, certificate: Keyed): object => ({
  personId: scene.personOf(person).personId,
  certificate: { occupation: occupationCode(certificate['occupation']), level: String(certificate['level']) },
});

const classFiling = (scene: Scene, classes: unknown, people: unknown): object => ({
  classIds: listOf(classes).map((name) => scene.classNamed(name).classId),
  ...(people !== undefined && { personIds: scene.peopleNamed(people).map(({ personId }) => personId) }),
});

const applicant = (scene: Scene, step: Step): string => {
  if (step['person'] !== undefined) return scene.personOf(step['person']).who;
  return scene.classNamed(listOf(step['class'])[0]).institution.name;
};

const apply: Play = async (scene, step, actor) => {
  const claim = await scene.api.post<{ readonly claimId: string }>('subsidy-payment/claims', {
    as: scene.speaker(actor),
    body: filing(scene, step),
  });
  scene.bindClaim(String(step['claim']), claim.claimId);
  return { claims: [String(step['claim'])] };
};

type Asked = { readonly cases: readonly CaseView[] };

const simulate: Play = async (scene, step, actor) => {
  const about = step['claim'] === undefined ? { claim: filing(scene, step) } : { claimId: scene.claimId(step['claim']) };
  const { cases } = await scene.api.post<Asked>('subsidy-payment/simulations', {
    as: scene.speaker(actor),
    body: { ...about, ...(step['with'] !== undefined && { with: step['with'] }) },
  });
  return { cases };
};

const decideAsKnownAt: Play = async (scene, step, actor) => {
  const known = String(step['known_at']);
  const { cases } = await scene.api.post<Asked>('subsidy-payment/replays', {
    as: scene.speaker(actor),
    body: { claimId: scene.claimId(step['claim']), knownAt: isDay(known) ? known : instantIn(known) },
  });
  return { cases };
};

/** One act on each of the claims, with the version that the officer saw. */
const onClaims =
  (path: string, body: (scene: Scene, step: Step) => object = () => ({})): Play =>
  async (scene, step, actor) => {
    const claims = scene.claimNames(step['claim']);
    for (const claim of claims)
      await scene.api.post(`subsidy-payment/claims/${scene.claimId(claim)}/${path}`, {
        as: scene.speaker(actor),
        body: body(scene, step),
        ifMatch: await scene.versionFor(actor, claim),
      });
    return { claims };
  };

const object: Play = async (scene, step) => {
  for (const { personId } of scene.peopleNamed(step['who']))
    await scene.api.post(`subsidy-payment/claims/${scene.claimId(step['claim'])}/objections`, {
      as: { sub: 'story-public', roles: ['trainee'] },
      body: { personId },
    });
  return { claims: scene.claimNames(step['claim']) };
};

const resolveObjection: Play = async (scene, step, actor) => {
  const [claim = ''] = scene.claimNames(step['claim']);
  for (const { personId } of scene.peopleNamed(step['who']))
    await scene.api.post(`subsidy-payment/claims/${scene.claimId(claim)}/objection-resolutions`, {
      as: scene.speaker(actor),
      body: { personId, upheld: step['upheld'] },
      ifMatch: await scene.versionFor(actor, claim),
    });
  return { claims: [claim] };
};

const look: Play = async (scene, step, actor) => {
  const [claim = ''] = scene.claimNames(step['claim']);
  scene.keepSeen(actor, claim, await scene.versionNow(claim));
  return { claims: [claim] };
};

const hold =
  (path: string): Play =>
  async (scene, step, actor) => {
    const { claim, class: taught, who, remove, reason } = step as Keyed;
    const people = (reference: unknown): readonly string[] => scene.peopleNamed(reference).map(({ personId }) => personId);
    await scene.api.post(`subsidy-payment/${path}`, {
      as: scene.speaker(actor),
      body: {
        ...(claim !== undefined && { claimId: scene.claimId(claim) }),
        ...(taught !== undefined && { classId: scene.classNamed(taught).classId }),
        ...(who !== undefined && { personIds: people(who) }),
        ...(remove !== undefined && { remove: people(remove), reason }),
      },
    });
    return claim === undefined ? {} : { claims: scene.claimNames(claim) };
  };

const reassess: Play = async (scene, step, actor) => {
  await scene.api.post('subsidy-payment/reassessments', { as: scene.speaker(actor), body: { programme: step['programme'] } });
  return {};
};

const publish: Play = async (scene, step, actor) => {
  await publishPack(scene, String(step['pack']), actor);
  return {};
};

const check: Play = async (scene, step): Promise<Played> =>
  step['claim'] === undefined ? {} : { claims: scene.claimNames(step['claim']) };

export const claimVerbs = {
  apply: { by: applicant, play: apply },
  simulate: { by: 'policy1', play: simulate },
  recheck: { by: 'officer1', play: onClaims('rechecks') },
  publish_pack: { by: 'policy1', play: publish },
  reassess: { by: 'policy1', play: reassess },
  decide_as_known_at: { by: 'policy1', play: decideAsKnownAt },
  look: { by: 'officer1', play: look },
  review_first: { by: 'officer1', play: onClaims('first-reviews') },
  review_second: { by: 'officer2', play: onClaims('second-reviews') },
  start_publicity: { by: 'officer1', play: onClaims('publicities') },
  object: { by: 'the public', play: object },
  resolve_objection: { by: 'officer1', play: resolveObjection },
  hold: { by: 'supervisor1', play: hold('holds') },
  release_hold: { by: 'supervisor1', play: hold('holds/releases') },
  check: { by: 'nobody', play: check },
} as const satisfies Readonly<Record<string, VerbPlay>>;
