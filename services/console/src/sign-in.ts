// Where the console finds out who signs people in, and in a demo which accounts there are.
import { Rejected } from '@libs/platform';
import type { FastifyInstance } from 'fastify';
import { answerProblem } from './problems';

type Words = { readonly zh: string; readonly en: string };

/** Without an issuer nobody signs in by browser: there are only tokens that the installation signs itself. */
export type SignInSettings = { readonly issuer: string | null; readonly clientId: string | null; readonly demo: boolean };

export type DemoAccountView = {
  readonly account: string;
  readonly name: Words;
  readonly roles: readonly string[];
  readonly region?: string;
  readonly organisation?: string;
  readonly does: Words;
};

export type SignInFront = {
  readonly settings: SignInSettings;
  readonly accounts?: readonly DemoAccountView[];
  /** Of a demo: one of its payments with the ids of all that it stands on; nothing while none was paid. */
  readonly tour?: () => Promise<object | undefined>;
};

const usualClient = 'xunbu-console';

/** What the environment says of an issuer elsewhere. */
export const signInOf = ({ ISSUER_URL, CLIENT_ID }: Readonly<Record<string, string | undefined>>): SignInFront => ({
  settings: { issuer: ISSUER_URL || null, clientId: ISSUER_URL ? CLIENT_ID || usualClient : null, demo: false },
});

export function addSignIn(front: FastifyInstance, { settings, accounts, tour }: SignInFront): void {
  front.get('/sign-in/settings', (_, reply) => reply.header('cache-control', 'no-store').send(settings));
  front.get('/sign-in/accounts', (request, reply) => {
    if (accounts) return reply.header('cache-control', 'no-store').send(accounts);
    answerProblem(request, reply, new Rejected('ROUTE_NOT_FOUND'));
    return reply;
  });
  front.get('/sign-in/tour', async (request, reply) => {
    const found = settings.demo ? await tour?.() : undefined;
    if (found) return reply.header('cache-control', 'no-store').send(found);
    answerProblem(request, reply, new Rejected('ROUTE_NOT_FOUND'));
    return reply;
  });
}
