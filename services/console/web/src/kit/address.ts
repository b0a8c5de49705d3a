// What is shown is in the address: filters, pages, opened drawers. A link to it shows the same.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type Search = Readonly<Record<string, string | undefined>>;

/** The values of the address and a way to change some of them; an empty one leaves the address. */
export function useAddress(): readonly [Search, (change: Search) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changed: Search) =>
      void navigate({
        to: '.',
        search: (now: Search) => Object.fromEntries(Object.entries({ ...now, ...changed }).filter(([, value]) => value)) as never,
        replace: true,
      }),
    [navigate],
  );
  return [search, change];
}

/** A part of the path: `classId` of `/registrar/classes/$classId`. */
export function useParam(name: string): string {
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  return params[name] ?? '';
}
