// What a story has named up to the step that is being read.
import { type Keyed, listOf, shown } from './fault';
import type { Timetable } from './moments';
import { peopleIn } from './references';

export type ClassSoFar = { readonly plan: Timetable; readonly roster: string[]; closed: boolean };

export class NamesSoFar {
  readonly crowds = new Map<string, number>();
  readonly organisations = new Map<string, Keyed>();
  readonly classes = new Map<string, ClassSoFar>();
  /** The roster of each claim. */
  readonly claims = new Map<string, readonly string[]>();
  readonly plans = new Map<string, readonly string[]>();
  readonly vouchers = new Map<string, readonly string[]>();
  readonly draws = new Set<string>();
  tiers: Keyed = {};
  readonly fundRows = new Set<string>();
  /** The instant that the clock has reached. */
  now = '';

  people(reference: unknown): readonly string[] {
    return peopleIn(reference, this.crowds);
  }

  /** The people of the claims that a step names. */
  peopleOfClaims(claims: unknown): readonly string[] {
    return listOf(claims).flatMap((claim) => this.claims.get(String(claim)) ?? []);
  }

  classNamed(name: unknown): ClassSoFar {
    const found = this.classes.get(String(name));
    if (!found) throw new Error(`no such class: ${shown(name)}`);
    return found;
  }

  isPayee(name: unknown): boolean {
    if (this.organisations.has(String(name))) return true;
    this.people(name);
    return true;
  }
}
