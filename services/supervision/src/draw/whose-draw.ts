import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import type { Draw } from './draw.decider';

/** Everybody may look at a draw and do it again; it is carried out by the office that committed it. */
export function mustBeOfTheirOffice({ scope }: Actor, { frame, office }: Draw): void {
  if (!frame || !scope.covers({ ...(office !== undefined && { region: office }), ...ofNobody(scope.organisation) }))
    throw new Refused('DRAW_NOT_FOUND');
}

const ofNobody = (organisation: string | undefined) => (organisation === undefined ? {} : { organisation });
