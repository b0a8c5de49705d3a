// What a bank writes back, pain.002 and camt.053, read for what it says of our orders and nothing else.
import { createHash } from 'node:crypto';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Refused, fenOf, type Fen } from '@libs/kernel';
import type { BankAnswer } from './bank-answer.decider';
import { ownId } from './payment-file';

export type Rejection = {
  readonly payoutId: string;
  /** The payment information that it concerns; all of them where none is named. */
  readonly group?: string;
  readonly code: string;
  readonly bankReference: string;
};
export type BankMessage = {
  readonly kind: 'pain.002' | 'camt.053';
  readonly messageId: string;
  readonly sha256: string;
  readonly answers: readonly BankAnswer[];
  /** Payouts that it sends back whole, or all of one payment information in them. */
  readonly rejections: readonly Rejection[];
  /** Ids in it that are no order of ours by their very form, bounded. */
  readonly strangers: readonly string[];
};

type Node = Readonly<Record<string, unknown>>;
type Said = { readonly answer: BankAnswer } | { readonly rejection: Rejection } | { readonly stranger: string };

const paidStatuses = new Set(['ACSC', 'ACCC']);
const returnedStatus = 'RJCT';
const noReason = 'NARR';
const codeForm = /^[A-Z0-9_]{1,35}$/;
const referenceForm = /^[\x21-\x7e]{1,35}$/;
const repeating = new Set(['OrgnlPmtInfAndSts', 'TxInfAndSts', 'StsRsnInf', 'Stmt', 'Ntry', 'NtryDtls', 'TxDtls']);
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  isArray: (name) => repeating.has(name),
});

const unreadable = (why: string): Refused => new Refused('BANK_MESSAGE_UNREADABLE', { why });

const at = (from: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((node, name) => (typeof node === 'object' && node !== null ? (node as Node)[name] : undefined), from);
const textAt = (from: unknown, path: string): string | undefined => {
  const found = at(from, path);
  return typeof found === 'string' && found !== '' ? found.trim() : undefined;
};
const listAt = (from: unknown, path: string): readonly unknown[] => {
  const found = at(from, path);
  return Array.isArray(found) ? found : [];
};

function amountAt(from: unknown, ...paths: readonly string[]): Fen | undefined {
  const text = paths.map((path) => textAt(from, path)).find((found) => found !== undefined);
  if (text === undefined) return undefined;
  const parts = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!parts) throw unreadable(`${text} is no amount`);
  return fenOf(`${parts[1]}.${(parts[2] ?? '').padEnd(2, '0')}`);
}

// Somebody else wrote it: it is kept and shown no longer than such an id is, and in plain characters.
const longestId = 35;
const strangerOf = (id: string): readonly Said[] =>
  id === 'NOTPROVIDED' ? [] : [{ stranger: id.slice(0, longestId).replaceAll(/[^\x21-\x7e]/g, '?') }];

function why(code: string | undefined, reference: string): Pick<BankAnswer, 'code' | 'bankReference'> {
  if (code !== undefined && !codeForm.test(code)) throw unreadable('a reason is no code');
  if (!referenceForm.test(reference)) throw unreadable('a reference is no reference');
  return { code: code ?? noReason, bankReference: reference };
}

const reasonAt = (from: unknown, path: string): string | undefined => textAt(from, `${path}/Rsn/Prtry`) ?? textAt(from, `${path}/Rsn/Cd`);
const statusReasonAt = (from: unknown): string | undefined => reasonAt({ first: listAt(from, 'StsRsnInf')[0] }, 'first');

/** A group that the bank refuses whole needs to name none of its transactions. */
function ofGroup(group: unknown, status: string, originalId: string | undefined, messageId: string, name?: string): readonly Said[] {
  if (textAt(group, status) !== returnedStatus) return [];
  if (originalId === undefined) throw unreadable('OrgnlMsgId is missing');
  const payoutId = ownId(originalId);
  if (payoutId === undefined) return strangerOf(originalId);
  const rejected = { payoutId, ...(name !== undefined && { group: name }) };
  return [{ rejection: { ...rejected, ...why(statusReasonAt(group), textAt(group, 'StsId') ?? messageId) } }];
}

function ofReport(report: unknown, messageId: string): readonly Said[] {
  const whole = at(report, 'OrgnlGrpInfAndSts');
  const originalId = textAt(whole, 'OrgnlMsgId');
  const groups = listAt(report, 'OrgnlPmtInfAndSts').flatMap((group) => [
    ...ofGroup(group, 'PmtInfSts', originalId, messageId, textAt(group, 'OrgnlPmtInfId') ?? ''),
    ...listAt(group, 'TxInfAndSts').flatMap((transaction) => ofStatus(transaction, messageId)),
  ]);
  return [...ofGroup(whole, 'GrpSts', originalId, messageId), ...groups];
}

function ofStatus(transaction: unknown, messageId: string): readonly Said[] {
  const status = textAt(transaction, 'TxSts') ?? '';
  const endToEndId = textAt(transaction, 'OrgnlEndToEndId');
  const paid = paidStatuses.has(status);
  // Received, accepted, pending: the bank is at it, and will say what came of it.
  if (!paid && status !== returnedStatus) return [];
  if (endToEndId === undefined) throw unreadable('OrgnlEndToEndId is missing');
  const orderId = ownId(endToEndId);
  if (orderId === undefined) return strangerOf(endToEndId);
  const amountFen = amountAt(transaction, 'OrgnlTxRef/Amt/InstdAmt', 'OrgnlTxRef/IntrBkSttlmAmt');
  const answer = { orderId, said: paid ? ('PAID' as const) : ('RETURNED' as const), ...(amountFen !== undefined && { amountFen }) };
  const reference = textAt(transaction, 'AcctSvcrRef') ?? textAt(transaction, 'StsId') ?? messageId;
  return [{ answer: { ...answer, ...why(statusReasonAt(transaction), reference) } }];
}

function ofEntry(entry: unknown, messageId: string): readonly Said[] {
  const status = textAt(entry, 'Sts/Cd') ?? textAt(entry, 'Sts');
  if (status !== 'BOOK') return [];
  const details = listAt(entry, 'NtryDtls').flatMap((part) => listAt(part, 'TxDtls'));
  return details.flatMap((transaction) => {
    const endToEndId = textAt(transaction, 'Refs/EndToEndId');
    // A line of the statement that has no order is none of ours: interest, or money that somebody put there.
    if (endToEndId === undefined) return [];
    const direction = textAt(transaction, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
    const reversal = textAt(entry, 'RvslInd') === 'true' || at(transaction, 'RtrInf') !== undefined;
    if (direction === 'CRDT' && !reversal) return [];
    const orderId = ownId(endToEndId);
    if (orderId === undefined) return strangerOf(endToEndId);
    const amountFen = amountAt(transaction, 'Amt') ?? (details.length === 1 ? amountAt(entry, 'Amt') : undefined);
    const answer = {
      orderId,
      said: direction === 'CRDT' ? ('RETURNED' as const) : ('PAID' as const),
      ...(amountFen !== undefined && { amountFen }),
    };
    const reference = textAt(transaction, 'Refs/AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef') ?? messageId;
    return [{ answer: { ...answer, ...why(reasonAt(transaction, 'RtrInf'), reference) } }];
  });
}

function parsed(message: string): unknown {
  // Nobody who answers needs to define entities of his own.
  if (message.includes('<!DOCTYPE') || XMLValidator.validate(message) !== true) throw unreadable('it is not plain, well-formed XML');
  try {
    return at(parser.parse(message), 'Document');
  } catch {
    throw unreadable('it is not plain, well-formed XML');
  }
}

function contentOf(document: unknown): Pick<BankMessage, 'kind' | 'messageId'> & { readonly said: readonly Said[] } {
  const report = at(document, 'CstmrPmtStsRpt');
  const statement = at(document, 'BkToCstmrStmt');
  const messageId = textAt(report ?? statement, 'GrpHdr/MsgId');
  if (messageId === undefined || !referenceForm.test(messageId)) throw unreadable('it is neither pain.002 nor camt.053');
  if (report !== undefined) return { kind: 'pain.002', messageId, said: ofReport(report, messageId) };
  const entries = listAt(statement, 'Stmt').flatMap((part) => listAt(part, 'Ntry'));
  return { kind: 'camt.053', messageId, said: entries.flatMap((entry) => ofEntry(entry, messageId)) };
}

export function readBankMessage(message: string): BankMessage {
  const { kind, messageId, said: all } = contentOf(parsed(message));
  const answers = all.flatMap((said) => ('answer' in said ? [said.answer] : []));
  const rejections = all.flatMap((said) => ('rejection' in said ? [said.rejection] : []));
  const strangers = all.flatMap((said) => ('stranger' in said ? [said.stranger] : []));
  return { kind, messageId, sha256: createHash('sha256').update(message).digest('hex'), answers, rejections, strangers };
}
