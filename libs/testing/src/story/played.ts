// What a step brought about, as far as an expectation may ask for it.
import type { Keyed } from './fault';
import type { Scene } from './scene';
import type { Step } from './parse-story';

export type LineView = {
  readonly programme: string;
  readonly fund: string;
  readonly payee: { readonly kind: string; readonly id: string };
  readonly amount: string;
  readonly units?: number;
  readonly unit?: string;
};

export type DecisionView = { readonly outcome: string; readonly reason?: string; readonly detail?: Keyed };

export type CaseView = DecisionView & {
  readonly caseId: string;
  readonly personId: string;
  readonly lines: readonly LineView[];
  readonly decisions?: readonly DecisionView[];
};

export type Cash = { readonly gross: string; readonly offset: string; readonly net: string };
export type Race = { readonly ok: number; readonly refused: Readonly<Record<string, number>>; readonly claims: readonly string[] };

export type Played = {
  /** The claims that the step speaks of, by their names in the story. */
  readonly claims?: readonly string[];
  /** Decisions that were answered and not kept. */
  readonly cases?: readonly CaseView[];
  readonly cash?: Cash;
  readonly race?: Race;
  readonly draw?: Keyed;
  readonly finding?: Keyed;
};

/** How a verb is played, in whose name. What is refused throws. */
export type Play = (scene: Scene, step: Step, actor: string) => Promise<Played>;
export type VerbPlay = { readonly by: string | ((scene: Scene, step: Step) => string); readonly play: Play };
