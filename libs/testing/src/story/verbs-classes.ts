// Classes, from the plan to the certificates.
import { businessDate } from '@libs/kernel';
import type { Keyed } from './fault';
import { defaultSite, layOut, type LaidCapture, type Site } from './laid-out';
import { classDays, instantIn, sessionsOf, type Timetable, workingDayAfter } from './moments';
import type { Step } from './parse-story';
import type { Play, VerbPlay } from './played';
import { asOrganisation, office, occupationCode, onlooker, type Scene, type TaughtClass } from './scene';

const institutionOf = (scene: Scene, step: Step): string => scene.classNamed(step['class']).institution.name;

/** A number that no other class of the story has. */
const classNo = (scene: Scene, name: string): string =>
  `ST-${scene.classes.size + 1}-${name.toUpperCase().replaceAll('_', '-')}`.slice(0, 40);

function planOf(scene: Scene, step: Step, site: Site): object {
  const name = String(step['class']);
  const { mode = 'offline', venue = 'ordinary', capacity } = step as Keyed;
  return {
    classNo: classNo(scene, name),
    region: scene.organisation(step['institution']).region,
    title: `${String(step['occupation'])} ${name}`,
    occupation: String(step['occupation']),
    level: String(step['level']),
    mode: String(mode).toUpperCase(),
    venue: String(venue).toUpperCase(),
    site: { name: `${name} 实训场地`, address: '示范路 1 号', latitude: site.lat, longitude: site.lng, radiusMetres: site.radius_m },
    ...(capacity !== undefined && { capacity }),
    sessions: sessionsOf(step as unknown as Timetable).map(({ startsAt, endsAt, classHours }) => ({ startsAt, endsAt, classHours })),
  };
}

const openClass: Play = async (scene, step) => {
  const institution = scene.organisation(step['institution']);
  const site = (step['site'] as Site | undefined) ?? defaultSite;
  const filed = await scene.api.post<{ readonly classId: string; readonly sessions: readonly { readonly sessionId: string }[] }>(
    'enrolment/class-plans',
    { as: asOrganisation(institution), body: planOf(scene, step, site) },
  );
  await scene.api.post(`enrolment/class-plans/${filed.classId}/approvals`, { as: office, body: {} });
  const planned = sessionsOf(step as unknown as Timetable);
  scene.classes.set(String(step['class']), {
    name: String(step['class']),
    classId: filed.classId,
    institution,
    occupation: occupationCode(step['occupation']),
    level: String(step['level']),
    sessions: planned.map((session, place) => ({ ...session, sessionId: filed.sessions[place]?.sessionId ?? '' })),
    site,
    roster: [],
  });
  await scene.timeline.rest();
  return {};
};

async function enrolled(scene: Scene, step: Step, offline: boolean): Promise<void> {
  const taught = scene.classNamed(step['class']);
  const people = scene.peopleNamed(step['people']);
  await scene.api.post(`enrolment/classes/${taught.classId}/enrolments`, {
    as: asOrganisation(taught.institution),
    body: { people: people.map(({ personId }) => personId), ...(offline && { offline: true }) },
  });
  taught.roster.push(...people.map(({ who }) => who));
  await scene.timeline.rest();
}

function laidOut(
  scene: Scene,
  step: Step,
  roster: readonly string[],
): readonly { capture: LaidCapture; sessionId: string; person: ReturnType<Scene['person']> }[] {
  const { sessions, site } = scene.classNamed(step['class']);
  const { absent, anomalies, sign_ins } = step as { absent?: Keyed; anomalies?: Keyed; sign_ins?: readonly { who: unknown; at: string }[] };
  const captures = layOut({
    sessions,
    site,
    roster,
    ...(absent && { absent }),
    ...(anomalies && { anomalies }),
    ...(sign_ins && { sign_ins }),
    peopleIn: (reference) => scene.peopleNamed(reference).map(({ who }) => who),
  });
  return captures.map((capture) => ({
    capture,
    sessionId: sessions[capture.session]?.sessionId ?? '',
    person: scene.person(capture.who),
  }));
}

const enrol: Play = async (scene, step) => {
  await enrolled(scene, step, false);
  return {};
};

const teach: Play = async (scene, step) => {
  const { institution, roster } = scene.classNamed(step['class']);
  scene.timeline.layOut(institution, laidOut(scene, step, roster));
  return {};
};

const uploadRoster: Play = async (scene, step) => {
  const { institution } = scene.classNamed(step['class']);
  await enrolled(scene, step, true);
  const added = scene.peopleNamed(step['people']).map(({ who }) => who);
  await scene.timeline.handIn(institution, laidOut(scene, step, added));
  return {};
};

const closeClass: Play = async (scene, step) => {
  const { classId, institution, sessions } = scene.classNamed(step['class']);
  const last = sessions.at(-1)?.endsAt ?? scene.timeline.now;
  await scene.timeline.advance(last > scene.timeline.now ? last : scene.timeline.now);
  await scene.api.post(`attendance/classes/${classId}/closings`, { as: asOrganisation(institution), body: {} });
  return {};
};

function passedOf(scene: Scene, { roster }: TaughtClass, passed: unknown): ReadonlySet<string> {
  if (passed === undefined) return new Set(roster);
  if (typeof passed === 'number') return new Set(roster.slice(0, passed));
  return new Set(scene.peopleNamed(passed).map(({ who }) => who));
}

const assess: Play = async (scene, step, actor) => {
  await scene.timeline.rest();
  const taught = scene.classNamed(step['class']);
  const passed = passedOf(scene, taught, step['passed']);
  await scene.api.post('certification/assessments', {
    as: assessorOf(scene, actor),
    body: {
      classId: taught.classId,
      results: taught.roster.map((who) => ({ personId: scene.person(who).personId, passed: passed.has(who) })),
    },
  });
  return {};
};

const runClass: Play = async (scene, step, actor) => {
  await openClass(scene, step, actor);
  await enrol(scene, step, actor);
  await teach(scene, step, actor);
  await closeClass(scene, step, actor);
  const last = classDays(step as unknown as Timetable).at(-1) ?? businessDate(scene.timeline.now);
  await scene.timeline.advance(instantIn(String(step['assessed'] ?? workingDayAfter(last, 1))));
  return assess(scene, step, assessor);
};

const assessor = 'an assessor';
const assessorOf = (scene: Scene, actor: string) => (actor === assessor ? scene.assessor() : scene.speaker(actor));

const kinds: Readonly<Record<string, string>> = {
  职业技能等级证书: 'SKILL_LEVEL',
  职业资格证书: 'QUALIFICATION',
  专项职业能力证书: 'SPECIAL_ABILITY',
  培训合格证书: 'COMPLETION',
};

const certify: Play = async (scene, step, actor) => {
  const { occupation, level, kind, mode } = step as Keyed;
  await scene.api.post('certification/certificates', {
    as: assessorOf(scene, actor),
    body: {
      personId: scene.personOf(step['person']).personId,
      occupation,
      level: String(level),
      ...(kind !== undefined && { kind: kinds[String(kind)] }),
      ...(mode !== undefined && { mode: String(mode).toUpperCase() }),
    },
  });
  return {};
};

type Certificate = { readonly certificateId: string; readonly occupation: string; readonly level: string; readonly status: string };

const revoke: Play = async (scene, step, actor) => {
  const { personId, who } = scene.personOf(step['person']);
  const held = await scene.api.all<Certificate>(onlooker, `certification/certificates?personId=${personId}`);
  const meant = held.find(
    ({ occupation, level, status }) =>
      occupation === occupationCode(step['occupation']) && level === String(step['level']) && status === 'VALID',
  );
  if (!meant) throw new Error(`${who} has no such valid certificate`);
  await scene.api.post(`certification/certificates/${meant.certificateId}/revocations`, {
    as: assessorOf(scene, actor),
    body: { cause: String(step['cause']).toUpperCase() },
  });
  return {};
};

export const classVerbs = {
  open_class: { by: (_: Scene, step: Step) => String(step['institution']), play: openClass },
  enrol: { by: institutionOf, play: enrol },
  teach: { by: institutionOf, play: teach },
  upload_roster: { by: institutionOf, play: uploadRoster },
  close_class: { by: institutionOf, play: closeClass },
  assess: { by: assessor, play: assess },
  run_class: { by: (_: Scene, step: Step) => String(step['institution']), play: runClass },
  certify: { by: assessor, play: certify },
  revoke_certificate: { by: assessor, play: revoke },
} as const satisfies Readonly<Record<string, VerbPlay>>;
