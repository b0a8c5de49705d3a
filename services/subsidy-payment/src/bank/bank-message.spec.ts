import { describe, expect, it } from '@jest/globals';
import { childId } from '@libs/kernel';
import { readBankMessage } from './bank-message';
import { bankId } from './payment-file';

const [one, two] = [childId('order', '1'), childId('order', '2')];

const report = (transactions: string, id = 'R1') => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.11"><CstmrPmtStsRpt><GrpHdr><MsgId>${id}</MsgId><CreDtTm>2025-07-19T01:00:00Z</CreDtTm></GrpHdr>
<OrgnlGrpInfAndSts><OrgnlMsgId>m</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
<OrgnlPmtInfAndSts><OrgnlPmtInfId>UI-120000-2025</OrgnlPmtInfId>${transactions}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
const status = (orderId: string, state: string, more = '') =>
  `<TxInfAndSts><OrgnlEndToEndId>${bankId(orderId)}</OrgnlEndToEndId><TxSts>${state}</TxSts>${more}</TxInfAndSts>`;

const statement = (entries: string) => `<b:Document xmlns:b="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><b:BkToCstmrStmt>
<b:GrpHdr><b:MsgId>S1</b:MsgId></b:GrpHdr><b:Stmt><b:Id>1</b:Id>${entries}</b:Stmt></b:BkToCstmrStmt></b:Document>`;
const entry = (orderId: string, direction: string, more = '', of = '', state = '<b:Sts><b:Cd>BOOK</b:Cd></b:Sts>') =>
  `<b:Ntry><b:Amt Ccy="CNY">1200</b:Amt><b:CdtDbtInd>${direction}</b:CdtDbtInd>${of}${state}<b:AcctSvcrRef>B7</b:AcctSvcrRef><b:NtryDtls><b:TxDtls>
<b:Refs><b:EndToEndId>${orderId}</b:EndToEndId></b:Refs>${more}</b:TxDtls></b:NtryDtls></b:Ntry>`;

describe('a status report', () => {
  it('says which orders were paid, and which came back and why', () => {
    const returned = '<StsRsnInf><Rsn><Prtry>ACCOUNT_INACTIVE</Prtry></Rsn></StsRsnInf><AcctSvcrRef>B2</AcctSvcrRef>';
    const amount = '<AcctSvcrRef>B1</AcctSvcrRef><OrgnlTxRef><Amt><InstdAmt Ccy="CNY">1200.50</InstdAmt></Amt></OrgnlTxRef>';
    const { kind, messageId, answers } = readBankMessage(report(status(one, 'ACSC', amount) + status(two, 'RJCT', returned)));
    expect([kind, messageId]).toEqual(['pain.002', 'R1']);
    expect(answers).toEqual([
      { orderId: one, said: 'PAID', amountFen: 120_050, code: 'NARR', bankReference: 'B1' },
      { orderId: two, said: 'RETURNED', code: 'ACCOUNT_INACTIVE', bankReference: 'B2' },
    ]);
  });
  it('says nothing of an order that the bank is still at', () => {
    expect(readBankMessage(report(['RCVD', 'ACTC', 'ACSP', 'PDNG'].map((state) => status(one, state)).join(''))).answers).toEqual([]);
  });
  it('keeps apart what has no id of ours', () => {
    const { answers, strangers } = readBankMessage(
      report('<TxInfAndSts><OrgnlEndToEndId>OTHER-7</OrgnlEndToEndId><TxSts>ACSC</TxSts></TxInfAndSts>'),
    );
    expect([answers, strangers]).toEqual([[], ['OTHER-7']]);
  });
  it('sends back all orders of a payout, or of one part of it, with the reason that it gives', () => {
    const why = '<StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>';
    const whole = report('').replace('<OrgnlMsgId>m<', `<OrgnlMsgId>${bankId(one)}<`);
    const all = { payoutId: one, code: 'AM04', bankReference: 'R1' };
    const group = whole.replace('</OrgnlGrpInfAndSts>', `<GrpSts>RJCT</GrpSts>${why}</OrgnlGrpInfAndSts>`);
    expect(readBankMessage(group)).toMatchObject({ answers: [], rejections: [all] });
    const part = whole.replace('</OrgnlPmtInfId>', `</OrgnlPmtInfId><PmtInfSts>RJCT</PmtInfSts>${why}`);
    expect(readBankMessage(part).rejections).toEqual([{ ...all, group: 'UI-120000-2025' }]);
    expect(readBankMessage(part.replace('>RJCT<', '>PART<')).rejections).toEqual([]);
    const foreign = group.replace(bankId(one), 'OTHER-7');
    expect(readBankMessage(foreign)).toMatchObject({ rejections: [], strangers: ['OTHER-7'] });
  });
});

describe('a statement', () => {
  it('shows what left, and what came back', () => {
    const back = '<b:RtrInf><b:Rsn><b:Cd>AC04</b:Cd></b:Rsn></b:RtrInf>';
    const { kind, answers } = readBankMessage(statement(entry(one, 'DBIT') + entry(two, 'CRDT', back)));
    expect(kind).toBe('camt.053');
    expect(answers).toEqual([
      { orderId: one, said: 'PAID', amountFen: 120_000, code: 'NARR', bankReference: 'B7' },
      { orderId: two, said: 'RETURNED', amountFen: 120_000, code: 'AC04', bankReference: 'B7' },
    ]);
  });
  it('keeps of others their id alone, bounded, whatever else they wrote', () => {
    const odd = entry(`张三 ${'9'.repeat(200)}`, 'DBIT', '<b:Amt Ccy="CNY">a lot</b:Amt>');
    const { answers, strangers } = readBankMessage(statement(odd + entry('NOTPROVIDED', 'DBIT') + entry(one, 'DBIT')));
    expect(answers.map(({ orderId }) => orderId)).toEqual([one]);
    expect(strangers).toEqual([`???${'9'.repeat(32)}`]);
  });
  it('says nothing of what is not booked yet, nor of money that somebody put there', () => {
    const pending = entry(one, 'DBIT', '', '', '<b:Sts><b:Cd>PDNG</b:Cd></b:Sts>');
    expect(readBankMessage(statement(pending + entry(one, 'CRDT'))).answers).toEqual([]);
  });
});

describe('what is no answer of a bank', () => {
  it.each([
    ['no XML', 'hello'],
    ['broken XML', report('<TxInfAndSts>')],
    ['another message', '<Document><CstmrCdtTrfInitn/></Document>'],
    ['entities of its own', `<!DOCTYPE x [<!ENTITY a "b">]>${report('')}`],
    ['a message without an id', report('', '')],
    ['an order without an id', report('<TxInfAndSts><TxSts>ACSC</TxSts></TxInfAndSts>')],
    ['a reason that is a sentence', report(status(one, 'RJCT', '<StsRsnInf><Rsn><Prtry>the card of 张三</Prtry></Rsn></StsRsnInf>'))],
    ['an amount that is none', statement(entry(one, 'DBIT', '<b:Amt Ccy="CNY">-1</b:Amt>'))],
  ])('is refused: %s', (_, message) => {
    expect(() => readBankMessage(message)).toThrow(expect.objectContaining({ code: 'BANK_MESSAGE_UNREADABLE' }));
  });
});
