// Makes the demo's accounts, through the API like everybody: a person of the vault for each, and a grant.
import { residentIdCheckCharacter } from '@libs/kernel';
import type { TokenClaims } from '@libs/platform';
import { type DemoAccount, demoAccounts, demoClients } from './demo-accounts';

/** A running system on which the demo story was told, with the sandbox beside it. */
export type DemoStage = { readonly url: string; tokenOf(claims: TokenClaims): Promise<string> };

type Keyed = Readonly<Record<string, unknown>>;
type Page<Row> = { readonly items: readonly Row[] };
type Place = { readonly place: number; readonly personId: string };
type Ask = <Answer>(method: 'GET' | 'POST', path: string, more?: { readonly body?: unknown; readonly key?: string }) => Promise<Answer>;

const families = [...'郑周吴徐何罗高林马胡朱郭'];
const given = [...'明远安民致和守正'];
// Born on one day, on which nobody of the story is born: the sequence tells them apart.
const born = '12010619800101';
const firstSequence = 100;

const speaking =
  (stage: DemoStage, role: 'reviewer' | 'security-administrator'): Ask =>
  async (method, path, { body, key } = {}) => {
    const answer = await fetch(`${stage.url}/api/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await stage.tokenOf({ sub: 'installation', roles: [role] })}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} /api/${path}: ${answer.status} ${text.slice(0, longestReason)}`);
    return (text === '' ? {} : JSON.parse(text)) as never;
  };
const longestReason = 300;

function madeUp(place: number): { readonly idNo: string; readonly name: string } {
  const first17 = `${born}${firstSequence + place}`;
  const [family = '', one = '', two = ''] = [
    families[place % families.length],
    given[place % given.length],
    given[(place * 3 + 1) % given.length],
  ];
  return { idNo: `${first17}${residentIdCheckCharacter(first17)}`, name: `${family}${one}${two}` };
}

/** The ids of the story's organisations, by the names that they have before what says that they are made up. */
async function organisationsOf(office: Ask): Promise<ReadonlyMap<string, string>> {
  const { items } = await office<Page<{ readonly organisationId: string; readonly name: string }>>(
    'GET',
    'enrolment/organisations?limit=200',
  );
  return new Map(items.map(({ organisationId, name }) => [name.split('（')[0] ?? '', organisationId]));
}

async function traineesOf(office: Ask, organisationId: string): Promise<readonly Place[]> {
  const plans = await office<Page<Keyed>>('GET', 'enrolment/class-plans?limit=200');
  const first = plans.items.filter(({ institutionId }) => institutionId === organisationId).at(-1);
  if (!first) return [];
  return (await office<Page<Place>>('GET', `enrolment/classes/${String(first['classId'])}/roster?limit=200`)).items;
}

type Cast = { readonly office: Ask; readonly organisations: ReadonlyMap<string, string> };

async function personOf({ office, organisations }: Cast, { account, trainee }: DemoAccount, place: number): Promise<string> {
  if (trainee) {
    const roster = await traineesOf(office, named(organisations, trainee.of));
    const found = roster.find((each) => each.place === trainee.place);
    if (!found) throw new Error(`the demo story has no trainee for ${account}`);
    return found.personId;
  }
  const { personId } = await office<{ readonly personId: string }>('POST', 'enrolment/people', {
    body: madeUp(place),
    key: `demo-person-${account}`,
  });
  return personId;
}

function named(organisations: ReadonlyMap<string, string>, name: string): string {
  const found = organisations.get(name);
  if (found === undefined) throw new Error(`the demo story has no organisation ${name}`);
  return found;
}

export async function grantDemoAccounts(stage: DemoStage): Promise<void> {
  const [office, security] = [speaking(stage, 'reviewer'), speaking(stage, 'security-administrator')];
  const people = demoAccounts.map((_, place) => madeUp(place));
  await office('POST', 'sandbox/identity/people', { body: people });
  const cast = { office, organisations: await organisationsOf(office) };
  const grant = (body: Keyed) => security('POST', 'enrolment/accounts', { body, key: `demo-grant-${String(body['account'])}` });
  await Promise.all([
    ...demoAccounts.map(async (each, place) => {
      const { account, roles, region, organisation } = each;
      await grant({
        account,
        personId: await personOf(cast, each, place),
        roles,
        ...(region !== undefined && { region }),
        ...(organisation !== undefined && { organisation: named(cast.organisations, organisation) }),
      });
    }),
    ...demoClients.map(({ clientId, roles, region }) =>
      grant({ account: clientId, personId: clientId, roles, ...(region !== undefined && { region }) }),
    ),
  ]);
}
