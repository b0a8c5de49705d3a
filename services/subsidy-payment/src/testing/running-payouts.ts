// Subsidy-payment as it runs, with a world around its payouts that a spec sets, and claims that are ready to be paid.
import { randomUUID } from 'node:crypto';
import type { FundsMovedV1, MoveWithheldV1 } from '@libs/contracts';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { releaseNonce, type ShownRelease } from '@libs/kernel';
import type { Message } from '@libs/messaging';
import { signStepUp } from '@libs/platform';
import { eventually, type Answer } from '@libs/testing';
import { bankId } from '../bank/payment-file';
import { claim, type Case, type FiledClaim } from '../claim/claim.decider';
import { filed } from '../claim/steps';
import { OnFundsMoved } from '../payout/on-funds-moved';
import { OnMoveWithheld } from '../payout/on-move-withheld';
import { payout, type Payout } from '../payout/payout.decider';
import { caseOf, payableClaim } from './payable-claim';
import { PayoutWorld } from './payout-world';
import { RunningSubsidyPayment, type Ask } from './running-subsidy-payment';

export type Order = {
  readonly orderId: string;
  readonly payoutId: string;
  readonly state: string;
  readonly amount: string;
  readonly inTransit: boolean;
  readonly account?: string;
  readonly replacedBy?: string;
};
type ClaimOptions = Parameters<typeof payableClaim>[2];

export const cashier = (number: number) => ({ sub: `cashier${number}`, roles: ['finance' as const] });
const bank = { sub: 'bank', roles: ['bank' as const] };

export const command = (): CommandMeta => ({ id: randomUUID(), actor: 'a', input: null, correlation: 'r', origin: 'message' });

export type StepUp = { readonly idToken: string; readonly salt: string };
/** What an officer sends who was shown a payout. */
export type SaidYes = { readonly payoutId: string; readonly stepUp: StepUp };

export class RunningPayouts {
  readonly #saidYes = new Map<string, SaidYes>();

  private constructor(
    readonly world: PayoutWorld,
    readonly running: RunningSubsidyPayment,
    readonly store: EventStore,
  ) {}

  static async start(): Promise<RunningPayouts> {
    const world = await PayoutWorld.open();
    const running = await RunningSubsidyPayment.start({ NEIGHBOURS_URL: world.url, BANK_URL: `${world.url}/bank` });
    world.keysFolder = running.environment.KEYS_DIR;
    return new RunningPayouts(world, running, running.running.app.get(EventStore));
  }

  async end(): Promise<void> {
    await this.running.end();
    await this.world.close();
  }

  async filed(names: readonly string[], more: ClaimOptions = {}): Promise<string> {
    const claimId = randomUUID();
    await this.store.decide(claim, claimId, command(), () => payableClaim(claimId, names, more));
    return claimId;
  }

  async claimNow(claimId: string): Promise<FiledClaim> {
    return filed((await this.store.stateOf(claim, claimId)).state);
  }

  async caseNow(claimId: string, name: string): Promise<Case | undefined> {
    return (await this.claimNow(claimId)).cases.get(caseOf(claimId, name));
  }

  async payoutNow(payoutId: string): Promise<Payout> {
    return (await this.store.stateOf(payout, payoutId)).state;
  }

  async release(claimId: string, ask: Ask = {}, version?: number): Promise<Answer> {
    const claims = [{ claimId, version: version ?? (await this.claimNow(claimId)).viewVersion }];
    return this.releasing(claims, { as: cashier(1), ...ask });
  }

  /** As the console does it: the officer is shown what leaves, and signs in anew for that; whoever asks again under the same key sends the same. */
  async releasing(claims: readonly object[], ask: Ask): Promise<Answer> {
    const saidYes = this.#saidYes.get(ask.key ?? '') ?? (await this.shown(claims, ask.as?.sub ?? ''));
    if (ask.key !== undefined) this.#saidYes.set(ask.key, saidYes);
    return this.running.post('payouts', { claims, ...saidYes }, ask);
  }

  async shown(claims: readonly object[], sub: string): Promise<SaidYes> {
    const { body } = await this.running.post('payout-previews', { claims }, { as: { sub, roles: ['finance'] } });
    const salt = randomUUID();
    const nonce = 'linesHash' in body ? releaseNonce(body as unknown as ShownRelease, salt) : 'nothing was shown';
    return { payoutId: String(body['payoutId'] ?? randomUUID()), stepUp: { idToken: await this.stepUp(sub, nonce), salt } };
  }

  stepUp(sub: string, nonce: string, amr: readonly string[] = ['pwd', 'otp']): Promise<string> {
    return signStepUp(this.running.environment.KEYS_DIR, { sub, nonce, amr });
  }

  /** The ledger says that it has booked this, as the bus would bring it. */
  ledgerBooks(payoutId: string, cause = 'PAYOUT'): Promise<unknown> {
    const data: FundsMovedV1 = { cause, causeId: payoutId, moves: [], movedAt: '2025-03-02T01:00:00.000Z' };
    return this.running.running.app.get(OnFundsMoved).handle({ id: randomUUID(), data, command: command() } as Message<FundsMovedV1>);
  }

  /** The ledger says that it has not booked this. */
  ledgerWithholds(payoutId: string, cause = 'PAYOUT'): Promise<unknown> {
    const withheld = { reason: 'NOT_COMMITTED', regions: ['120000'], withheldAt: '2025-03-02T01:00:00.000Z' };
    const message = { id: randomUUID(), data: { cause, causeId: payoutId, ...withheld }, command: command() };
    return this.running.running.app.get(OnMoveWithheld).handle(message as Message<MoveWithheldV1>);
  }

  becomes(payoutId: string, status: Payout['status']): Promise<true> {
    return eventually(async () => ((await this.payoutNow(payoutId)).status === status ? (true as const) : undefined));
  }

  /** Released, booked, witnessed, sent. */
  async sent(names: readonly string[], more: ClaimOptions = {}): Promise<{ readonly claimId: string; readonly payoutId: string }> {
    const claimId = await this.filed(names, more);
    const payoutId = String((await this.release(claimId)).body['payoutId']);
    await this.ledgerBooks(payoutId);
    await this.becomes(payoutId, 'SENT');
    return { claimId, payoutId };
  }

  /** The orders of a claim as officers see them, once they stand like this. */
  orders(claimId: string, states: string): Promise<readonly Order[]> {
    return eventually(async () => {
      const orders = (await this.running.get(`payment-orders?claimId=${claimId}`, cashier(1))).body['items'] as readonly Order[];
      return orders.map(({ state }) => state).join() === states ? orders : undefined;
    });
  }

  bankSays(message: string): Promise<Answer> {
    return this.running.post('bank-answers', { message }, { as: bank });
  }
}

/** A pain.002 on these orders. */
export function report(orders: readonly { readonly orderId: string; readonly status: string; readonly code?: string }[]): string {
  const said = orders.map(({ orderId, status, code }) => {
    const why = code === undefined ? '' : `<StsRsnInf><Rsn><Prtry>${code}</Prtry></Rsn></StsRsnInf>`;
    return `<TxInfAndSts><OrgnlEndToEndId>${bankId(orderId)}</OrgnlEndToEndId><TxSts>${status}</TxSts>${why}<AcctSvcrRef>B-${status}</AcctSvcrRef></TxInfAndSts>`;
  });
  const head = `<GrpHdr><MsgId>${bankId(randomUUID())}</MsgId></GrpHdr>`;
  const parts = `<OrgnlPmtInfAndSts>${said.join('')}</OrgnlPmtInfAndSts>`;
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt>${head}${parts}</CstmrPmtStsRpt></Document>`;
}
