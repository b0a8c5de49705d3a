// pain.001.001.09, as a bank reads it: what does not add up is no order to pay.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { Refused, addFen, fenOf, noFen, type Fen } from '@libs/kernel';

export type Payment = {
  readonly orderId: string;
  readonly paymentInformationId: string;
  readonly fundAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  readonly amountFen: Fen;
};
export type PaymentMessage = { readonly messageId: string; readonly payments: readonly Payment[]; readonly sumFen: Fen };

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const currency = 'CNY';
const repeating = new Set(['PmtInf', 'CdtTrfTxInf']);
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // A prefix is the sender's choice; what it stands for is looked at below.
  transformTagName: (name) => name.replace(/^.*:/, ''),
  parseTagValue: false,
  isArray: (name) => repeating.has(name),
});

const unreadable = (why: string): Refused => new Refused('BANK_MESSAGE_INVALID', { why });

type Node = Readonly<Record<string, unknown>>;

const nodeAt = (from: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((node, name) => (typeof node === 'object' && node !== null ? (node as Node)[name] : undefined), from);

const spacesOf = (node: unknown): readonly unknown[] =>
  Object.entries(typeof node === 'object' && node !== null ? node : {}).flatMap(([name, value]) =>
    /^@xmlns(:|$)/.test(name) ? [value] : [],
  );

function textAt(from: unknown, path: string): string {
  const found = nodeAt(from, path);
  const text = typeof found === 'object' && found !== null ? (found as Node)['#text'] : found;
  if (typeof text !== 'string' || text === '') throw unreadable(`${path} is missing`);
  return text;
}

const listAt = (from: unknown, path: string): readonly unknown[] => {
  const found = nodeAt(from, path);
  if (!Array.isArray(found) || found.length === 0) throw unreadable(`${path} is missing`);
  return found;
};

function amountOf(text: string): Fen {
  try {
    // A bank takes 1800 and 1800.5 as well as 1800.00.
    const [whole = '', part = ''] = text.split('.');
    return fenOf(`${whole}.${part.padEnd(2, '0')}`);
  } catch {
    throw unreadable(`${text} is no amount`);
  }
}

function paymentOf(transfer: unknown, paymentInformationId: string, fundAccount: string): Payment {
  const amount = nodeAt(transfer, 'Amt/InstdAmt');
  if (nodeAt(amount, '@Ccy') !== currency) throw unreadable('an amount is not in CNY');
  return {
    orderId: textAt(transfer, 'PmtId/EndToEndId'),
    paymentInformationId,
    fundAccount,
    payeeName: textAt(transfer, 'Cdtr/Nm'),
    payeeAccount: textAt(transfer, 'CdtrAcct/Id/Othr/Id'),
    amountFen: amountOf(textAt(amount, '#text')),
  };
}

/** Declared counts and sums stand at the head of the file and of each of its parts; each that is there must agree with what follows. */
function mustAddUp(part: unknown, payments: readonly Payment[], where: string): void {
  const [count, sum] = [nodeAt(part, 'NbOfTxs'), nodeAt(part, 'CtrlSum')];
  const sumFen = addFen(...payments.map(({ amountFen }) => amountFen));
  if (count !== undefined && Number(count) !== payments.length)
    throw unreadable(`${where} counts ${String(count)}, there are ${payments.length}`);
  if (sum !== undefined && amountOf(String(sum)) !== sumFen) throw unreadable(`the sum of ${where} is not the sum of its payments`);
}

export function readPayments(message: string): PaymentMessage {
  // Nobody who pays needs to define entities of his own.
  if (message.includes('<!DOCTYPE')) throw unreadable('a document type is declared');
  if (XMLValidator.validate(message) !== true) throw unreadable('it is not well-formed');
  const document = nodeAt(parser.parse(message), 'Document');
  if (!spacesOf(document).includes(namespace)) throw unreadable('it is not pain.001.001.09');
  const initiation = nodeAt(document, 'CstmrCdtTrfInitn');
  const payments = listAt(initiation, 'PmtInf').flatMap((part) => {
    const [id, account] = [textAt(part, 'PmtInfId'), textAt(part, 'DbtrAcct/Id/Othr/Id')];
    const own = listAt(part, 'CdtTrfTxInf').map((transfer) => paymentOf(transfer, id, account));
    mustAddUp(part, own, id);
    return own;
  });
  mustAddUp(nodeAt(initiation, 'GrpHdr'), payments, 'the file');
  if (nodeAt(initiation, 'GrpHdr/NbOfTxs') === undefined) throw unreadable('GrpHdr/NbOfTxs is missing');
  if (new Set(payments.map(({ orderId }) => orderId)).size < payments.length) throw unreadable('an order stands in it twice');
  if (payments.some(({ amountFen }) => amountFen <= noFen)) throw unreadable('an amount is nothing');
  return { messageId: textAt(initiation, 'GrpHdr/MsgId'), payments, sumFen: addFen(...payments.map(({ amountFen }) => amountFen)) };
}
