import type { Contract } from '@libs/contracts';

const FACTS = 'facts';

export const serviceOf = (contract: Contract): string => contract.type.slice(0, contract.type.indexOf('.'));

/** Where a contract travels. Nearly all share `facts`, so that one key's facts stay in order; a crowd such as sign-ins names a topic of its own. */
export const topicOf = (contract: Contract): string => `xunbu.${serviceOf(contract)}.${contract.topic ?? FACTS}`;

/** Where a service publishes again what one group asked for, so that no other group sees old facts anew. */
export const replayTopicOf = (service: string, group: string): string => `xunbu.${service}.${FACTS}.replay.${group}`;

/** Who may announce on this topic. */
export const announcerOf = (topic: string): string => topic.split('.')[1] ?? '';

export const eventTypeOf = (contract: Contract): string => `xunbu.${contract.type}`;

/** `xunbu.enrolment.class-plan-approved.v2` is version 2 of its stem; a name without a version is no contract of ours. */
export function versionOf(eventType: string): { readonly stem: string; readonly version: number } | undefined {
  const parts = /^(.+)\.v([1-9]\d{0,5})$/.exec(eventType);
  return parts?.[1] && parts[2] ? { stem: parts[1], version: Number(parts[2]) } : undefined;
}
