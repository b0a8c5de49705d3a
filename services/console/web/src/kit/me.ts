// Who looks at the page, for screens that show one thing or another by it. The services decide; this only spares a vain click.
import { createContext, use } from 'react';

export type Me = {
  readonly account: string;
  readonly personId: string;
  readonly name?: string;
  readonly roles: readonly string[];
  readonly region?: string;
  readonly organisation?: string;
};

export type Viewer = Me & {
  /** A fresh proof of both factors for one act; the nonce binds it to that act. */
  readonly stepUp: (nonce: string) => Promise<string>;
};

export const ViewerContext = createContext<Viewer | undefined>(undefined);

export function useMe(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('Nobody is signed in.');
  return viewer;
}

export const useHasRole = (...roles: readonly string[]): boolean => {
  const { roles: held } = useMe();
  return roles.some((role) => held.includes(role));
};
