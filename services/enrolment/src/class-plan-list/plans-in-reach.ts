import type { SelectQueryBuilder } from 'typeorm';
import type { Actor } from '@libs/platform';
import { assessesOnly } from '../class-plan/whose-plan';
import type { ClassPlanRow } from './class-plan-list.projection';

const ownStaff = 'exists (select from public.enrolment one where one.class_id = plan.class_id and one.employer_id = :scopeOrganisation)';

/** An institution reaches its own plans, an employer also the classes that its staff is in, an assessor all that may be assessed, an office its region. */
export function plansReachedBy(actor: Actor, plans: SelectQueryBuilder<ClassPlanRow>): SelectQueryBuilder<ClassPlanRow> {
  const { region, organisation } = actor.scope;
  const query = region === undefined ? plans.where('true') : plans.where('starts_with(plan.region, :scopeRegion)', { scopeRegion: region });
  if (assessesOnly(actor)) return query.andWhere("plan.status = 'APPROVED'");
  if (organisation === undefined) return query;
  const own = 'plan.institutionId = :scopeOrganisation';
  return query.andWhere(actor.roles.includes('employer') ? `(${own} or ${ownStaff})` : own, { scopeOrganisation: organisation });
}

/** Of a class of somebody else an employer sees its own staff, and nobody beside them. */
export const staffAlone = ({ roles, scope }: Actor, { institutionId }: ClassPlanRow): string | undefined =>
  roles.includes('employer') && scope.organisation !== institutionId ? scope.organisation : undefined;
