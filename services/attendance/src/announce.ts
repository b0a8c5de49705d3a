// Which facts of attendance are everyone's business. Of a session that is only scheduled, nobody needs to hear from us: the plan said it.
import type { Announce } from '@libs/messaging';
import type { ClassSessionFact } from './class-session/class-session.decider';

export const announce: Announce<ClassSessionFact> = () => [];
