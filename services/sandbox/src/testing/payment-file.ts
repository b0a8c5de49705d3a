/** A small pain.001.001.09 for specs. */
export const paymentFile = (
  messageId: string,
  orders: readonly { id: string; amount: string; account: string; name?: string }[],
  { count = orders.length, fundAccount = 'UI-120000-2025' } = {},
): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>${messageId}</MsgId><CreDtTm>2025-06-02T01:00:00Z</CreDtTm><NbOfTxs>${count}</NbOfTxs><InitgPty><Nm>训补</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>${fundAccount}</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>2025-06-02</Dt></ReqdExctnDt><Dbtr><Nm>基金</Nm></Dbtr>
<DbtrAcct><Id><Othr><Id>${fundAccount}</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><Nm>银行</Nm></FinInstnId></DbtrAgt>
${orders
  .map(
    ({ id, amount, account, name = '张&amp;三' }) => `<CdtTrfTxInf><PmtId><InstrId>${id}</InstrId><EndToEndId>${id}</EndToEndId></PmtId>
<Amt><InstdAmt Ccy="CNY">${amount}</InstdAmt></Amt><Cdtr><Nm>${name}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${account}</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>`,
  )
  .join('\n')}
</PmtInf></CstmrCdtTrfInitn></Document>`;
