// Money on its way: release, the bank's answers, reissue, allotments.
import { businessDate, releaseNonce, type ShownRelease } from '@libs/kernel';
import { randomUUID } from 'node:crypto';
import { bookOf, inBook, ordersOf, type Order } from './bank-book';
import { allot, madeAccount } from './cast';
import { StepRefused } from './api';
import type { Keyed } from './fault';
import { instantIn, workingDayAfter } from './moments';
import type { Step } from './parse-story';
import type { Cash, Play, Played, VerbPlay } from './played';
import { onlooker, type Scene } from './scene';
import { claimVerbs } from './verbs-claims';

type Payout = Cash & { readonly payoutId?: string };

const releasePayment: Play = async (scene, step, actor) => {
  const claims = scene.claimNames(step['claim']);
  const seen: object[] = [];
  for (const claim of claims) seen.push({ claimId: scene.claimId(claim), version: await scene.versionFor(actor, claim) });
  const as = scene.speaker(actor);
  // As the console does it: the officer is shown what leaves, and signs in anew for that.
  const shown = await scene.api.post<ShownRelease & { readonly payoutId: string }>('subsidy-payment/payout-previews', {
    as,
    body: { claims: seen },
  });
  const salt = randomUUID();
  const idToken = await scene.api.stepUp(as, releaseNonce(shown, salt));
  const body = { payoutId: shown.payoutId, claims: seen, stepUp: { idToken, salt } };
  const { gross, offset, net } = await scene.api.post<Payout>('subsidy-payment/payouts', { as, body });
  return { claims, cash: { gross, offset, net } };
};

/** The orders that a bank step speaks of: those in transit now, or the n-th ever. */
async function ordersMeant(scene: Scene, step: Step): Promise<readonly string[]> {
  const all = (await Promise.all(scene.claimNames(step['claim']).map((claim) => ordersOf(scene, claim)))).flat();
  if (typeof step['order'] === 'number') {
    const nth = all[step['order'] - 1];
    if (!nth) throw new Error(`there is no order ${step['order']}`);
    return [nth.orderId];
  }
  const book = await bookOf(scene);
  const chosen = step['who'] === undefined ? all : all.filter((order) => concerns(scene, order, step['who']));
  return [...new Set(chosen.map(({ orderId }) => orderId))].filter((orderId) => inBook(book, orderId)?.state === 'IN_TRANSIT');
}

const concerns = (scene: Scene, { payee }: Order, who: unknown): boolean =>
  scene.peopleNamed(who).some(({ personId }) => personId === payee.id);

type BankSaid = {
  readonly refused?: string;
  readonly answers: readonly { readonly orderId: string; readonly status: string; readonly code?: string }[];
};

const bank: Play = async (scene, step) => {
  const claims = scene.claimNames(step['claim']);
  const orders = await ordersMeant(scene, step);
  if (orders.length === 0) return { claims };
  const { outcome, code, repeat } = step as Keyed;
  const said = await scene.api.sandbox<BankSaid>('POST', 'bank/answers', {
    orders,
    outcome,
    ...(code !== undefined && { code }),
    ...(repeat !== undefined && { repeat }),
  });
  if (said.refused !== undefined) throw new StepRefused(said.refused, {}, 'the bank’s answer');
  const lost = said.answers.find(({ status }) => status !== 'RECORDED');
  if (lost) throw new Error(`the bank's answer was ${lost.status} ${lost.code ?? ''}`);
  return { claims };
};

/** The returned order that concerns somebody: paid to them, or for their case. */
const reissue: Play = async (scene, step, actor) => {
  const [claim = ''] = scene.claimNames(step['claim']);
  const people = scene.peopleNamed(step['who']);
  const { cases } = await scene.api.get<{ readonly cases: readonly { readonly caseId: string; readonly personId: string }[] }>(
    onlooker,
    `subsidy-payment/claims/${scene.claimId(claim)}`,
  );
  const meant = cases.filter(({ personId }) => people.some((person) => person.personId === personId)).map(({ caseId }) => caseId);
  const orders = await ordersOf(scene, claim);
  const returned = orders.filter(({ state, lines }) => state === 'RETURNED' && lines.some(({ caseId }) => meant.includes(caseId)));
  if (returned.length === 0) throw new Error('no order of theirs has come back');
  for (const { orderId } of returned)
    await scene.api.post(`subsidy-payment/payment-orders/${orderId}/reissues`, { as: scene.speaker(actor), body: {} });
  return { claims: [claim] };
};

type Posted = { readonly publicity?: { readonly lastDay: string } };

const settle: Play = async (scene, step): Promise<Played> => {
  const { review_first, review_second, start_publicity } = claimVerbs;
  for (const [verb, by] of [
    [review_first, 'officer1'],
    [review_second, 'officer2'],
    [start_publicity, 'officer1'],
  ] as const) {
    await verb.play(scene, step, by);
    await scene.timeline.rest();
  }
  const ends: string[] = [];
  for (const claim of scene.claimNames(step['claim'])) {
    const { publicity } = await scene.api.get<Posted>(onlooker, `subsidy-payment/claims/${scene.claimId(claim)}`);
    if (publicity) ends.push(publicity.lastDay);
  }
  const last = ends.sort().at(-1) ?? businessDate(scene.timeline.now);
  await scene.timeline.advance(instantIn(workingDayAfter(last, 1)));
  const released = await releasePayment(scene, step, 'cashier1');
  await scene.timeline.rest();
  await bank(scene, { ...step, outcome: 'paid' } as unknown as Step, 'the bank');
  return released;
};

const account: Play = async (scene, step, actor) => {
  for (const person of scene.peopleNamed(step['person'])) {
    const { kind = person.accountKind, active = true } = step as { kind?: 'social_card' | 'bank'; active?: boolean };
    const wireKind = kind === 'bank' ? 'BANK' : 'SOCIAL_CARD';
    const changed = kind !== person.accountKind;
    if (changed) {
      person.accountKind = kind;
      person.account = madeAccount(kind, Number(person.account.slice(-10)), person.accounts.length + 1);
      person.accounts.push(person.account);
    }
    await scene.api.sandbox('POST', 'bank/accounts', {
      account: person.account,
      name: person.fullName,
      idNo: person.idNo,
      kind: wireKind,
      active,
    });
    if (!changed) continue;
    await scene.api.post(`enrolment/people/${person.personId}/accounts`, {
      as: scene.speaker(actor),
      body: { kind: wireKind, number: person.account },
    });
  }
  return {};
};

const allotted: Play = async (scene, step, actor) => {
  await allot(scene, step, scene.speaker(actor));
  return {};
};

export const moneyVerbs = {
  release_payment: { by: 'cashier1', play: releasePayment },
  bank: { by: 'the bank', play: bank },
  reissue: { by: 'cashier1', play: reissue },
  settle: { by: 'officer1', play: settle },
  account: { by: (scene: Scene, step: Step) => scene.personOf(step['person']).who, play: account },
  allot: { by: 'treasurer1', play: allotted },
} as const satisfies Readonly<Record<string, VerbPlay>>;
