// An inspection as lists and pages show it. Pure.
import type { Schemas } from '@api';

export type Inspection = Schemas['InspectionView'];

export const foundKinds: readonly string[] = [
  'falsified_training',
  'proxy_sign_in',
  'sign_in_sheets_incomplete',
  'undeclared_teacher',
  'plan_not_followed',
  'false_materials',
];

export function stateOf({ kind, inspectBy }: Pick<Inspection, 'kind' | 'inspectBy'>, today: string): string {
  if (kind !== undefined) return kind === 'clean' ? 'CLEAN' : 'FOUND';
  return inspectBy !== undefined && inspectBy < today ? 'OVERDUE' : 'OPEN';
}

/** What is open comes first, what is due soonest before the rest. */
export const inOrderOfNeed = (tasks: readonly Inspection[]): readonly Inspection[] =>
  tasks.toSorted(
    (one, other) =>
      Number(one.kind !== undefined) - Number(other.kind !== undefined) ||
      (one.inspectBy ?? '9999').localeCompare(other.inspectBy ?? '9999') ||
      one.assignedAt.localeCompare(other.assignedAt),
  );

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

/** Ids of people in whatever was pasted or typed. */
export const idsIn = (text: string): string[] => [...new Set((text.match(uuid) ?? []).map((id) => id.toLowerCase()))];
