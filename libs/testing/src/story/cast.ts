// Everything that a story has before its first step: packs, organisations, people, what the registries know, history and money.
import { residentIdCheckCharacter, usccCheckCharacter } from '@libs/kernel';
import { each, type Speaker } from './api';
import type { Keyed } from './fault';
import { office, type Organisation, type Person, type Scene } from './scene';

const treasurer: Speaker = { sub: 'treasurer1', roles: ['fund-manager'] };
const families = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
const given = [...'安宁和平春夏秋冬东南西北山水云天'];
const districts = ['120101', '120102', '120103', '120104', '120105', '120106'];
const perDistrict = 500;

/** A made-up name; nobody is called so on purpose. */
const madeName = (place: number): string => {
  const [a = '', b = '', c = ''] = [families[place % 16], given[Math.floor(place / 16) % 16], given[(place * 7 + 3) % 16]];
  return `${a}${b}${c}`;
};

/** A valid number that nobody else of the story has: the place goes into the district and the sequence, whose parity is the sex. */
function madeIdNo(place: number, sex: 'M' | 'F', born: string): string {
  const sequence = (place % perDistrict) * 2 + (sex === 'M' ? 1 : 0);
  const district = districts[Math.floor(place / perDistrict) % districts.length] ?? '';
  const first17 = `${district}${born.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return `${first17}${residentIdCheckCharacter(first17)}`;
}

function madeUscc(place: number, region: string): string {
  const first17 = `91${region}MA${String(place).padStart(7, '0')}`;
  return `${first17}${usccCheckCharacter(first17)}`;
}

export const madeAccount = (kind: string, place: number, version: number): string =>
  `${kind === 'bank' ? '622202' : '621799'}${String(version).padStart(3, '0')}${String(place).padStart(10, '0')}`;

export async function publishPack({ api }: Scene, name: string, drafter: string): Promise<void> {
  const [packId = '', version = '1'] = name.split('@');
  const speaker = (sub: string): Speaker => ({ sub, roles: ['policy-officer'] });
  const other = drafter === 'policy2' ? 'policy1' : 'policy2';
  const drafted = await api.post<{ readonly status: string }>('subsidy-payment/packs', {
    as: speaker(drafter),
    body: { packId, version: Number(version) },
  });
  if (drafted.status === 'PUBLISHED') return;
  for (const signer of [drafter, other])
    await api.post(`subsidy-payment/packs/${packId}/versions/${version}/signatures`, { as: speaker(signer), body: {} });
}

const stems = '甲乙丙丁戊己庚辛壬癸';
const kindNames: Readonly<Record<string, string>> = { training_institution: '培训机构', enterprise: '用人单位' };

/** ins2 is 乙培训机构: what a story calls it is for stories, not for the screens that show it. */
export function organisationName(name: string, kind: string): string {
  if (name === 'assessor') return '评价机构';
  const stem = stems[Number(/[a-z]([1-9])$/i.exec(name)?.[1] ?? 0) - 1];
  return stem !== undefined && kindNames[kind] !== undefined ? `${stem}${kindNames[kind]}` : name;
}

async function registerOrganisation({ api }: Scene, name: string, stated: Keyed, place: number): Promise<Organisation> {
  const [kind, region] = [String(stated['kind']), String(stated['region'])];
  const uscc = String(stated['uscc'] ?? madeUscc(place, region));
  const account = madeAccount('bank', place, 900);
  const fullName = `${organisationName(name, kind)}（演练）`;
  await api.sandbox('POST', 'bank/accounts', { account, name: fullName, uscc, kind: 'BANK', active: true });
  const { organisationId } = await api.post<{ readonly organisationId: string }>('enrolment/organisations', {
    as: office,
    body: {
      name: fullName,
      kind,
      region,
      uscc,
      ...(stated['tier'] !== undefined && { tier: stated['tier'] }),
      account: { number: account },
    },
  });
  return { name, kind, region, organisationId, account };
}

type Declared = { readonly who: string; readonly stated: Keyed; readonly place: number };

async function registerPerson(scene: Scene, { who, stated, place }: Declared): Promise<Person> {
  const { api } = scene;
  const sex = stated['sex'] === 'F' ? 'F' : 'M';
  const idNo = String(stated['idNo'] ?? madeIdNo(place, sex, String(stated['born'] ?? '1990-01-01')));
  const fullName = madeName(place);
  const { kind = 'social_card', active = true } = (stated['account'] ?? {}) as { kind?: 'social_card' | 'bank'; active?: boolean };
  const account = madeAccount(kind, place, 1);
  await api.sandbox('POST', 'bank/accounts', { account, name: fullName, idNo, kind: kind === 'bank' ? 'BANK' : 'SOCIAL_CARD', active });
  const { personId } = await api.post<{ readonly personId: string }>('enrolment/people', {
    as: office,
    body: {
      idNo,
      name: fullName,
      ...(stated['group'] !== undefined && { group: stated['group'] }),
      ...(stated['employer'] !== undefined && { employerId: scene.organisation(stated['employer']).organisationId }),
      ...(stated['tags'] !== undefined && { tags: stated['tags'] }),
      account: { kind: kind === 'bank' ? 'BANK' : 'SOCIAL_CARD', number: account },
    },
  });
  return { who, idNo, fullName, personId, accountKind: kind, account, accounts: [account] };
}

function declaredPeople(scene: Scene): readonly Declared[] {
  const declared = Object.entries(scene.story.people ?? {}).flatMap(([name, stated]) => {
    const count = Number(stated['count'] ?? 0);
    const members = count === 0 ? [name] : Array.from({ length: count }, (_, place) => `${name}.${place + 1}`);
    return members.map((who) => ({ who, stated }));
  });
  return declared.map((one, place) => ({ ...one, place: place + 1 }));
}

async function registerPeople(scene: Scene): Promise<void> {
  const declared = declaredPeople(scene);
  const known = declared.map(({ stated, place }) => ({
    idNo: String(stated['idNo'] ?? madeIdNo(place, stated['sex'] === 'F' ? 'F' : 'M', String(stated['born'] ?? '1990-01-01'))),
    name: madeName(place),
  }));
  if (known.length > 0) await scene.api.sandbox('POST', 'identity/people', known);
  for (const person of await each(declared, (one) => registerPerson(scene, one))) scene.people.set(person.who, person);
}

async function importHistory(scene: Scene): Promise<void> {
  const entries = (scene.story.history ?? []).flatMap(({ person, paid_on, level, ...rest }) =>
    scene.peopleNamed(person).map(({ personId }) => ({ ...rest, personId, level: String(level), paidOn: paid_on })),
  );
  // One person's history goes into one book, in the order of the story.
  const books = [...Map.groupBy(entries, ({ personId }) => personId).values()];
  await each(books, async (book) => {
    for (const body of book) await scene.api.post('subsidy-payment/imported-subsidies', { as: office, body });
  });
}

export async function allot(scene: Scene, stated: Keyed, speaker: Speaker): Promise<void> {
  const { fund, region, year, amount } = stated;
  await scene.api.post('fund-ledger/allotments', { as: speaker, body: { fund, region, year, amount } });
  const known = scene.fundRows.some((row) => row.fund === fund && row.region === region && row.year === year);
  if (!known) scene.fundRows.push({ fund: String(fund), region: String(region), year: Number(year) });
}

/** Sets the scene; what does not depend on one another goes at once. */
export async function setScene(scene: Scene): Promise<void> {
  const { story } = scene;
  const assessor = registerOrganisation(scene, 'assessor', { kind: 'assessor', region: '120000' }, 9_999);
  const packs = each(story.packs ?? [], (name) => publishPack(scene, name, 'policy1'));
  const funds = (async () => {
    for (const { allotted, ...row } of story.funds ?? []) await allot(scene, { ...row, amount: allotted }, treasurer);
  })();
  const cast = (async () => {
    const organisations = Object.entries(story.organisations ?? {});
    for (const organisation of await each([...organisations.entries()], ([place, [name, stated]]) =>
      registerOrganisation(scene, name, stated, place + 1),
    ))
      scene.organisations.set(organisation.name, organisation);
    await registerPeople(scene);
    await Promise.all([scene.tellRegistries(story.registries ?? []), importHistory(scene)]);
  })();
  const settled = await Promise.allSettled([assessor, packs, funds, cast]);
  for (const part of settled) if (part.status === 'rejected') throw part.reason;
  scene.assessorId = (await assessor).organisationId;
  await scene.timeline.rest();
}
