// How a bank answers: a report on the orders of one file (pain.002.001.11), or the statement of the accounts from which they were paid (camt.053.001.08).
import { XMLBuilder } from 'fast-xml-parser';
import { businessDate, fen, noFen, yuanOf, type Fen } from '@libs/kernel';
import type { Said } from './bank-book';

const xsd = 'urn:iso:std:iso:20022:tech:xsd';
const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@' });
const currency = 'CNY';
const fileForm = 'pain.001.001.09';

const document = (form: string, root: string, content: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${builder.build({ Document: { '@xmlns': `${xsd}:${form}`, [root]: content } })}`;

const money = (amountFen: Fen) => ({ '@Ccy': currency, '#text': yuanOf(amountFen) });
const inText = (instant: string): string => instant.replace(/\.\d+Z$/, 'Z');

function reported({ order, outcome, reference, code }: Said) {
  return {
    OrgnlInstrId: order.orderId,
    OrgnlEndToEndId: order.orderId,
    TxSts: outcome === 'paid' ? 'ACSC' : 'RJCT',
    ...(code !== undefined && { StsRsnInf: { Rsn: { Prtry: code } } }),
    AcctSvcrRef: reference,
    OrgnlTxRef: { Amt: { InstdAmt: money(order.amountFen) } },
  };
}

/** One report for each file that the orders came in. */
export function reportsOf(said: readonly Said[], now: string, idOf: () => string): readonly string[] {
  return [...Map.groupBy(said, ({ order }) => order.messageId)].map(([messageId, ofMessage]) =>
    document('pain.002.001.11', 'CstmrPmtStsRpt', {
      GrpHdr: { MsgId: idOf(), CreDtTm: inText(now) },
      OrgnlGrpInfAndSts: { OrgnlMsgId: messageId, OrgnlMsgNmId: fileForm },
      OrgnlPmtInfAndSts: [...Map.groupBy(ofMessage, ({ order }) => order.paymentInformationId)].map(([part, ofPart]) => ({
        OrgnlPmtInfId: part,
        TxInfAndSts: ofPart.map(reported),
      })),
    }),
  );
}

// What went out debits the fund's account; what came back credits it.
function booked({ order, outcome, reference, code }: Said, date: string) {
  const side = outcome === 'paid' ? 'DBIT' : 'CRDT';
  return {
    Amt: money(order.amountFen),
    CdtDbtInd: side,
    Sts: { Cd: 'BOOK' },
    BookgDt: { Dt: date },
    AcctSvcrRef: reference,
    BkTxCd: { Prtry: { Cd: outcome === 'paid' ? 'PAYMENT' : 'RETURN' } },
    NtryDtls: {
      TxDtls: {
        Refs: { AcctSvcrRef: reference, EndToEndId: order.orderId },
        Amt: money(order.amountFen),
        CdtDbtInd: side,
        ...(code !== undefined && { RtrInf: { Rsn: { Prtry: code } } }),
      },
    },
  };
}

/** One statement with a part for each account that the orders were paid from. */
export function statementOf(said: readonly Said[], balances: Readonly<Record<string, Fen>>, now: string, idOf: () => string): string {
  const date = businessDate(now);
  return document('camt.053.001.08', 'BkToCstmrStmt', {
    GrpHdr: { MsgId: idOf(), CreDtTm: inText(now) },
    Stmt: [...Map.groupBy(said, ({ order }) => order.fundAccount)].map(([account, ofAccount]) => {
      const balance = balances[account] ?? noFen;
      return {
        Id: idOf(),
        CreDtTm: inText(now),
        Acct: { Id: { Othr: { Id: account } }, Ccy: currency },
        Bal: {
          Tp: { CdOrPrtry: { Cd: 'CLBD' } },
          Amt: money(fen(Math.abs(balance))),
          CdtDbtInd: balance < noFen ? 'DBIT' : 'CRDT',
          Dt: { Dt: date },
        },
        Ntry: ofAccount.map((one) => booked(one, date)),
      };
    }),
  });
}
