import { describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { childId, fen } from '@libs/kernel';
import { bankId, ownId, paymentFile, type PaymentFile } from './payment-file';

const [one, two, three] = ['1', '2', '3'].map((name) => childId('order', name)) as [string, string, string];
const file: PaymentFile = {
  messageId: bankId(childId('testing', 'payout')),
  createdAt: '2025-07-18T01:00:00.000Z',
  groups: [
    {
      name: 'UI-120000-2025',
      transfers: [
        { orderId: one, amountFen: fen(5_040_001), name: '甲 & 乙 <培训> "学校"', account: '6217000010001' },
        { orderId: two, amountFen: fen(9), name: '张三', account: "A'B" },
      ],
    },
    { name: 'EMP-350200-2025', transfers: [{ orderId: three, amountFen: fen(100_000), name: 'x'.repeat(200), account: '3' }] },
  ],
};
const text = [...paymentFile(file)].join('');
const read = new XMLParser({ ignoreAttributes: false, parseTagValue: false, isArray: (name) => ['PmtInf', 'CdtTrfTxInf'].includes(name) });
const initiation = read.parse(text).Document.CstmrCdtTrfInitn;

describe('a payment file', () => {
  it('is well-formed pain.001.001.09 in yuan', () => {
    expect(XMLValidator.validate(text)).toBe(true);
    expect(read.parse(text).Document['@_xmlns']).toBe('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
    expect(initiation.PmtInf[0].CdtTrfTxInf[0].Amt.InstdAmt).toEqual({ '@_Ccy': 'CNY', '#text': '50400.01' });
  });
  it('declares how many transfers it has and their sum, as a whole and for each fund row', () => {
    expect(initiation.GrpHdr).toMatchObject({
      MsgId: file.messageId,
      CreDtTm: '2025-07-18T01:00:00.000Z',
      NbOfTxs: '3',
      CtrlSum: '51400.10',
    });
    expect(initiation.PmtInf.map(({ PmtInfId, NbOfTxs, CtrlSum }: Record<string, string>) => [PmtInfId, NbOfTxs, CtrlSum])).toEqual([
      ['UI-120000-2025', '2', '50400.10'],
      ['EMP-350200-2025', '1', '1000.00'],
    ]);
    expect(initiation.PmtInf[0].ReqdExctnDt.Dt).toBe('2025-07-18');
  });
  it('calls each transfer like its order, in a field of 35 characters', () => {
    const ids = initiation.PmtInf.flatMap((part: { CdtTrfTxInf: { PmtId: { EndToEndId: string } }[] }) =>
      part.CdtTrfTxInf.map(({ PmtId }) => PmtId.EndToEndId),
    );
    expect(ids.map((id: string) => [id.length, ownId(id)])).toEqual([one, two, three].map((id) => [32, id]));
  });
  it('keeps what names say, whatever characters they have, within what the schema allows', () => {
    const [first, second] = initiation.PmtInf[0].CdtTrfTxInf;
    expect([first.Cdtr.Nm, second.CdtrAcct.Id.Othr.Id]).toEqual(['甲 & 乙 <培训> "学校"', "A'B"]);
    expect(initiation.PmtInf[1].CdtTrfTxInf[0].Cdtr.Nm).toHaveLength(140);
    const odd = [
      ...paymentFile({
        ...file,
        groups: [{ name: 'r', transfers: [{ orderId: one, amountFen: fen(1), name: '甲\u0007乙', account: '1' }] }],
      }),
    ].join('');
    expect(read.parse(odd).Document.CstmrCdtTrfInitn.PmtInf[0].CdtTrfTxInf[0].Cdtr.Nm).toBe('甲乙');
  });
  it('comes in parts, so that no file is one text', () => {
    expect([...paymentFile(file)].length).toBeGreaterThan(8);
  });
});

describe('the id of an order at the bank', () => {
  it('is read with and without dashes, and nothing else is one of ours', () => {
    expect([ownId(one), ownId(bankId(one).toUpperCase())]).toEqual([one, one]);
    for (const stranger of ['', 'NOTPROVIDED', bankId(one).slice(1), `${one}0`]) expect(ownId(stranger)).toBeUndefined();
  });
});
