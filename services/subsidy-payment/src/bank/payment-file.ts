// A payout as ISO 20022 writes it, pain.001.001.09: one payment information for each fund row, one transfer for each order.
import { XMLBuilder } from 'fast-xml-parser';
import { addFen, businessDate, yuanOf, type Fen } from '@libs/kernel';

export type Transfer = { readonly orderId: string; readonly amountFen: Fen; readonly name: string; readonly account: string };
export type PaymentGroup = { readonly name: string; readonly transfers: readonly Transfer[] };
export type PaymentFile = { readonly messageId: string; readonly createdAt: string; readonly groups: readonly PaymentGroup[] };

// Max140Text and Max35Text of the schema.
const longestName = 140;
const longestId = 35;
const initiatingParty = '职业培训补贴经办机构';

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@_', suppressEmptyNode: true });
const written = (element: Readonly<Record<string, unknown>>): string => builder.build(element) as string;

/** Ids of ours in a field of 35 characters. */
export const bankId = (id: string): string => id.replaceAll('-', '').slice(0, longestId);
/** The uuid that such a field stands for; undefined where it is none of ours. */
export function ownId(field: string): string | undefined {
  const parts = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/.exec(field.trim().toLowerCase());
  return parts ? parts.slice(1).join('-') : undefined;
}

// XML has no form at all for these characters.
const unwritable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const nameOf = (name: string): string => [...name.replace(unwritable, '')].slice(0, longestName).join('');

const sumOf = (transfers: readonly Transfer[]): string => yuanOf(addFen(...transfers.map(({ amountFen }) => amountFen)));

const transferOf = ({ orderId, amountFen, name, account }: Transfer): string =>
  written({
    CdtTrfTxInf: {
      PmtId: { InstrId: bankId(orderId), EndToEndId: bankId(orderId) },
      Amt: { InstdAmt: { '@_Ccy': 'CNY', '#text': yuanOf(amountFen) } },
      Cdtr: { Nm: nameOf(name) },
      CdtrAcct: { Id: { Othr: { Id: account } } },
    },
  });

function* groupOf({ name, transfers }: PaymentGroup, createdAt: string): Generator<string> {
  yield '<PmtInf>';
  yield written({
    PmtInfId: name,
    PmtMtd: 'TRF',
    NbOfTxs: String(transfers.length),
    CtrlSum: sumOf(transfers),
    ReqdExctnDt: { Dt: businessDate(createdAt) },
    Dbtr: { Nm: initiatingParty },
    // The fund row is the account: the bank keeps one for each.
    DbtrAcct: { Id: { Othr: { Id: name } } },
    DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
  });
  for (const transfer of transfers) yield transferOf(transfer);
  yield '</PmtInf>';
}

/** The file in parts, in order: a file of any size is never in memory as one text. */
export function* paymentFile({ messageId, createdAt, groups }: PaymentFile): Generator<string> {
  const transfers = groups.flatMap((group) => group.transfers);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>';
  yield written({
    GrpHdr: {
      MsgId: messageId,
      CreDtTm: createdAt,
      NbOfTxs: String(transfers.length),
      CtrlSum: sumOf(transfers),
      InitgPty: { Nm: initiatingParty },
    },
  });
  for (const group of groups) yield* groupOf(group, createdAt);
  yield '</CstmrCdtTrfInitn></Document>\n';
}
