// Who is meant by an id: names come masked from the vault, and many are asked for at once.
import { useQuery } from '@tanstack/react-query';
import { createContext, use, type ReactNode } from 'react';
import { api, answered } from '@api';
import { Tooltip } from 'antd';
import { useHasRole } from './me';
import { Id } from './show';

const gatherMs = 20;
const askedAtOnce = 100;
const keptMs = 300_000;

type Waiting = { readonly id: string; readonly resolve: (name: string | undefined) => void };
type Ask = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Questions that come close together become one. */
function gathering(ask: Ask): (id: string) => Promise<string | undefined> {
  let waiting: Waiting[] = [];
  const send = async () => {
    const now = waiting;
    waiting = [];
    for (let at = 0; at < now.length; at += askedAtOnce) {
      const part = now.slice(at, at + askedAtOnce);
      const names = await ask([...new Set(part.map(({ id }) => id))]).catch(() => new Map<string, string>());
      for (const { id, resolve } of part) resolve(names.get(id));
    }
  };
  return (id) =>
    new Promise((resolve) => {
      if (waiting.length === 0) setTimeout(() => void send(), gatherMs);
      waiting.push({ id, resolve });
    });
}

const askPeople: Ask = async (personIds) => {
  const { people } = await answered(api.POST('/api/enrolment/masked-people', { body: { personIds: [...personIds] } }));
  return new Map(people.map(({ personId, name }) => [personId, name]));
};

const askOrganisations: Ask = async (organisationIds) => {
  const { organisations } = await answered(
    api.POST('/api/enrolment/organisation-names', { body: { organisationIds: [...organisationIds] } }),
  );
  return new Map(organisations.map(({ organisationId, name }) => [organisationId, name]));
};

type Namer = {
  readonly person: (id: string) => Promise<string | undefined>;
  readonly organisation: (id: string) => Promise<string | undefined>;
};
const Names = createContext<Namer>({ person: gathering(askPeople), organisation: gathering(askOrganisations) });
export const NamesProvider = ({ namer, children }: { readonly namer: Namer; readonly children: ReactNode }) => (
  <Names value={namer}>{children}</Names>
);

function useName(kind: keyof Namer, id: string): string | undefined {
  const namer = use(Names);
  const { data } = useQuery({
    queryKey: ['name', kind, id],
    queryFn: async () => (await namer[kind](id)) ?? null,
    staleTime: keptMs,
    retry: false,
  });
  return data ?? undefined;
}

/** A person's masked name: 王*明. */
export function Person({ id }: { readonly id: string }) {
  const name = useName('person', id);
  return name === undefined ? <Id value={id} /> : <span title={id}>{name}</span>;
}

export function Organisation({ id }: { readonly id: string }) {
  const name = useName('organisation', id);
  return name === undefined ? <Id value={id} /> : <span title={id}>{name}</span>;
}

/** A class by its title, for those who may read its plan; by its id for others. */
export function ClassName({ id }: { readonly id: string }) {
  const { data } = useQuery({
    queryKey: ['class-title', id],
    queryFn: () => answered(api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId: id } } })),
    enabled: useHasRole('reviewer', 'supervisor', 'finance', 'fund-manager', 'audit-administrator'),
    staleTime: keptMs,
    retry: false,
  });
  return data ? <Tooltip title={`${data.classNo} · ${data.occupationName}`}>{data.title}</Tooltip> : <Id value={id} />;
}
