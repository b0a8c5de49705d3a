// One story while it is played: who and what its names stand for in the system.
import { occupationOf } from '@libs/policy';
import { type Api, each, NotBuilt, type Speaker } from './api';
import { type Keyed, listOf } from './fault';
import type { Site } from './laid-out';
import type { PlannedSession } from './moments';
import type { Story } from './parse-story';
import { type Crowds, peopleIn } from './references';
import type { Timeline } from './timeline';

export type Person = {
  readonly who: string;
  readonly idNo: string;
  readonly fullName: string;
  readonly personId: string;
  accountKind: 'social_card' | 'bank';
  account: string;
  /** All account numbers that the person ever had. */
  readonly accounts: string[];
};

export type Organisation = {
  readonly name: string;
  readonly kind: string;
  readonly region: string;
  readonly organisationId: string;
  readonly account: string;
};

export type TaughtClass = {
  readonly name: string;
  readonly classId: string;
  readonly institution: Organisation;
  readonly occupation: string;
  readonly level: string;
  readonly sessions: readonly (PlannedSession & { readonly sessionId: string })[];
  readonly site: Site;
  readonly roster: string[];
  assessorId?: string;
};

export type FundRow = { readonly fund: string; readonly region: string; readonly year: number };

const officerRoles = {
  officer: 'reviewer',
  cashier: 'finance',
  supervisor: 'supervisor',
  treasurer: 'fund-manager',
  policy: 'policy-officer',
} as const;

/** Reads everything, changes nothing. */
export const onlooker: Speaker = {
  sub: 'story-onlooker',
  roles: ['reviewer', 'finance', 'fund-manager', 'supervisor', 'policy-officer', 'audit-administrator', 'system'],
};
export const office: Speaker = { sub: 'story-office', roles: ['reviewer'] };
export const operator: Speaker = { sub: 'story-operator', roles: ['system'] };

export class Scene {
  readonly people = new Map<string, Person>();
  readonly organisations = new Map<string, Organisation>();
  readonly classes = new Map<string, TaughtClass>();
  readonly claims = new Map<string, string>();
  readonly draws = new Map<string, string>();
  readonly fundRows: FundRow[] = [];
  /** What an officer has seen of a claim and not acted upon yet. */
  readonly #seen = new Map<string, number>();
  readonly crowds: Crowds;
  assessorId = '';

  constructor(
    readonly api: Api,
    readonly story: Story,
    readonly timeline: Timeline,
  ) {
    this.crowds = new Map(Object.entries(story.people ?? {}).map(([name, person]) => [name, Number(person['count'] ?? 0)]));
  }

  peopleNamed(reference: unknown): readonly Person[] {
    return peopleIn(reference, this.crowds).map((who) => this.person(who));
  }

  person(who: string): Person {
    return found(this.people, who);
  }

  personOf(reference: unknown): Person {
    const [first] = this.peopleNamed(reference);
    if (!first) throw new Error('nobody is named');
    return first;
  }

  organisation = (name: unknown): Organisation => found(this.organisations, String(name));
  classNamed = (name: unknown): TaughtClass => found(this.classes, String(name));
  claimId = (name: unknown): string => found(this.claims, String(name));
  claimNames = (reference: unknown): readonly string[] => listOf(reference).map(String);

  /** How somebody of the story speaks to the system. */
  speaker(actor: string): Speaker {
    const office = /^(officer|cashier|supervisor|treasurer|policy)[1-9]$/.exec(actor)?.[1] as keyof typeof officerRoles | undefined;
    if (office) return { sub: actor, roles: [officerRoles[office]] };
    const organisation = this.organisations.get(actor);
    if (organisation) return asOrganisation(organisation);
    return { sub: this.personOf(actor).personId, roles: ['trainee'] };
  }

  assessor(organisation = this.assessorId): Speaker {
    return { sub: 'story-assessor', roles: ['assessor'], organisation };
  }

  /** The system's id of what a story's name stands for; a value that is no name is itself. */
  idOf(value: unknown): unknown {
    const name = String(value);
    return this.classes.get(name)?.classId ?? this.organisations.get(name)?.organisationId ?? this.people.get(name)?.personId ?? value;
  }

  whoIs(personId: unknown): string {
    for (const person of this.people.values()) if (person.personId === personId) return person.who;
    return String(personId);
  }

  payeeName(id: unknown): string {
    for (const organisation of this.organisations.values()) if (organisation.organisationId === id) return organisation.name;
    return this.whoIs(id);
  }

  keepSeen(actor: string, claim: string, version: number): void {
    this.#seen.set(`${actor} ${claim}`, version);
  }

  /** The version that goes with an action: what was looked at, or what is there now. */
  async versionFor(actor: string, claim: string): Promise<number> {
    const key = `${actor} ${claim}`;
    const seen = this.#seen.get(key);
    this.#seen.delete(key);
    return seen ?? (await this.versionNow(claim));
  }

  async versionNow(claim: string): Promise<number> {
    const { version } = await this.api.get<{ readonly version: number }>(onlooker, `subsidy-payment/claims/${this.claimId(claim)}`);
    return version;
  }

  bindClaim(name: string, claimId: string): void {
    this.claims.set(name, claimId);
  }

  /** What an outside authority is told about whom. */
  async tellRegistries(entries: readonly Keyed[]): Promise<void> {
    const told = entries.flatMap(({ registry, person, employer, ...fields }) => {
      const entry = { ...fields, ...(employer !== undefined && { employer: this.organisation(employer).organisationId }) };
      const about = person === undefined ? [entry] : this.peopleNamed(person).map(({ idNo }) => ({ ...entry, idNo }));
      return about.map((one) => ({ registry: String(registry), one }));
    });
    // Of two entries about one subject the later one counts, so each registry hears them in the order of the story.
    const byRegistry = Map.groupBy(told, ({ registry }) => registry);
    await each([...byRegistry], ([registry, all]) =>
      this.api.sandbox(
        'POST',
        `registries/${registry}/entries`,
        all.map(({ one }) => one),
      ),
    );
  }

  notBuilt(verb: string): never {
    throw new NotBuilt(verb);
  }
}

export const asOrganisation = ({ name, kind, organisationId }: Organisation): Speaker => ({
  sub: name,
  roles: kind === 'assessor' ? ['assessor'] : ['registrar', 'employer'],
  organisation: organisationId,
});

export const occupationCode = (text: unknown): string => occupationOf(String(text))?.code ?? String(text);

function found<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const value = map.get(name);
  if (value === undefined) throw new Error(`nothing is called ${name} yet`);
  return value;
}
