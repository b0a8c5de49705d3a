import { describe, expect, it } from '@jest/globals';
import { newId } from '@libs/kernel';
import { paymentFile } from '../testing/payment-file';
import { AnswerDesk, type Delivered } from './answer-desk';
import { Bank } from './bank';

const plain = (id: string) => id.replaceAll('-', '');

class Sender extends AnswerDesk {
  readonly heard: string[] = [];
  answers: Delivered = { status: 'RECORDED' };
  constructor() {
    super(undefined, '');
  }
  override deliver(message: string): Promise<Delivered> {
    this.heard.push(message);
    return Promise.resolve(this.answers);
  }
}

const opened = () => {
  const sender = new Sender();
  return { sender, bank: new Bank(sender, () => '2025-06-02T01:00:00.000Z') };
};
const [one, other] = [newId(), newId()];
const file = paymentFile('m1', [
  { id: plain(one), amount: '1800.00', account: '6217-1' },
  { id: plain(other), amount: '410.50', account: '6217-2' },
]);
const isCode = (code: string) => expect.objectContaining({ code }) as unknown;

describe('the bank', () => {
  it('takes a file once, and never another under its id', () => {
    const { bank } = opened();
    expect(bank.take('m1', { message: file })).toEqual({ messageId: 'm1', count: 2, sum: '2210.50', repeated: false });
    expect(bank.take('m1', { message: file })).toMatchObject({ repeated: true });
    const changed = file.replace('1800.00', '1900.00');
    expect(() => bank.take('m1', { message: changed })).toThrow(isCode('BANK_MESSAGE_DIFFERS') as Error);
    expect(() => bank.take('m2', { message: file.replace('<MsgId>m1', '<MsgId>m2') })).toThrow(isCode('BANK_ORDER_KNOWN') as Error);
    expect(bank.book()).toMatchObject({ balances: { 'UI-120000-2025': '-2210.50', 'in-transit': '2210.50' } });
    expect(bank.book().orders[0]).toMatchObject({ orderId: one, payeeName: '张&三', state: 'IN_TRANSIT', amount: '1800.00' });
  });

  it.each([
    ['no XML', 'x'],
    ['a broken tree', file.replace('</PmtInf>', '')],
    ['another version', file.replace('001.001.09', '001.001.03')],
    ['another currency', file.replace('"CNY"', '"USD"')],
    ['a wrong count', file.replace('<NbOfTxs>2', '<NbOfTxs>3')],
    ['a wrong sum', file.replace('</NbOfTxs>', '</NbOfTxs><CtrlSum>2210.51</CtrlSum>')],
    ['an amount of three decimals', file.replace('410.50', '410.505')],
    ['an amount of nothing', file.replace('410.50', '0.00')],
    ['one order twice', file.replaceAll(plain(other), plain(one))],
    ['no account', file.replace('6217-1', '')],
    ['entities of its own', file.replace('<Document', '<!DOCTYPE d [<!ENTITY e "e">]><Document')],
  ])('refuses a file with %s', (_, message) => {
    const { bank } = opened();
    expect(() => bank.take('m1', { message })).toThrow(isCode('BANK_MESSAGE_INVALID') as Error);
    expect(bank.book().orders).toEqual([]);
  });

  it('moves money when it answers, says so as often as asked, and moves it once', async () => {
    const { bank, sender } = opened();
    bank.take('m1', { message: file });
    await expect(bank.answer({ orders: [one], outcome: 'paid', repeat: 3 })).resolves.toEqual({
      delivered: 3,
      answers: [{ orderId: one, status: 'RECORDED', state: 'PAID' }],
    });
    await bank.answer({ orders: [other], outcome: 'returned', code: 'ACCOUNT_INACTIVE' });
    expect(new Set(sender.heard.slice(0, 3)).size).toBe(1);
    expect(sender.heard[3]).toContain('<Prtry>ACCOUNT_INACTIVE</Prtry>');
    expect(bank.book().balances).toEqual({ 'UI-120000-2025': '-1800.00', 'in-transit': '0.00', '6217-1': '1800.00' });
  });

  it('can say what its book does not show, and pays nothing for it', async () => {
    const { bank, sender } = opened();
    bank.take('m1', { message: file });
    await bank.answer({ orders: [one], outcome: 'returned', code: 'NAME_MISMATCH' });
    sender.answers = { status: 'REFUSED', code: 'PAYMENT_ORDER_REPLACED' };
    await expect(bank.answer({ orders: [plain(one)], outcome: 'paid' })).resolves.toEqual({
      delivered: 0,
      refused: 'PAYMENT_ORDER_REPLACED',
      answers: [{ orderId: one, status: 'REFUSED', code: 'PAYMENT_ORDER_REPLACED', state: 'RETURNED' }],
    });
    expect(sender.heard[1]).toContain('ACSC');
    expect(bank.book().balances).toMatchObject({ 'UI-120000-2025': '-410.50', 'in-transit': '410.50' });
  });

  it('gives a statement where one is asked for', async () => {
    const { bank, sender } = opened();
    bank.take('m1', { message: file });
    await bank.answer({ orders: [one], outcome: 'returned', code: 'ACCOUNT_INACTIVE', as: 'statement' });
    expect(sender.heard[0]).toMatch(/camt\.053\.001\.08.*CRDT.*RtrInf/);
  });

  it('tells nobody of an order it never had', async () => {
    const { bank, sender } = opened();
    await expect(bank.answer({ orders: [one], outcome: 'paid' })).rejects.toMatchObject({ code: 'BANK_ORDER_UNKNOWN' });
    expect(sender.heard).toEqual([]);
  });

  it('may be silent before it takes a file, and after it', () => {
    const { bank } = opened();
    bank.silence({ silent: true });
    expect(() => bank.take('m1', { message: file })).toThrow(isCode('BANK_SILENT_HERE') as Error);
    expect(bank.book().messages).toHaveLength(0);
    bank.silence({ silent: true, takes: true });
    expect(() => bank.take('m1', { message: file })).toThrow(isCode('BANK_SILENT_HERE') as Error);
    expect(() => bank.enquire({ messageId: 'm1' })).toThrow(isCode('BANK_SILENT_HERE') as Error);
    expect(bank.book().messages).toHaveLength(1);
    bank.silence({ silent: false });
    expect(bank.enquire({ messageId: 'm1' })).toMatchObject({ status: 'TAKEN', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(bank.enquire({ messageId: 'm2' })).toEqual({ messageId: 'm2', status: 'NOT_TAKEN' });
    expect(bank.take('m1', { message: file })).toMatchObject({ repeated: true });
  });

  it('may turn files away, and then does not have them', () => {
    const { bank } = opened();
    bank.silence({ silent: false, turnsAway: true });
    expect(() => bank.take('m1', { message: file })).toThrow(isCode('BANK_TURNS_AWAY') as Error);
    expect(bank.enquire({ messageId: 'm1' })).toEqual({ messageId: 'm1', status: 'NOT_TAKEN' });
    bank.silence({ silent: false });
    expect(bank.take('m1', { message: file })).toMatchObject({ repeated: false });
  });

  it('knows whose an account is, and whether it is active', () => {
    const { bank } = opened();
    bank.putAccount({ account: '6217-1', name: '张三', active: false });
    expect(bank.check({ account: '6217-1', name: '张三' })).toEqual({ active: false, owner: true });
    bank.putAccount({ account: '6217-1', name: '张三' });
    expect(bank.check({ account: '6217-1', name: '李四' })).toEqual({ active: true, owner: false });
    expect(() => bank.check({ account: '6217-2', name: '李四' })).toThrow(isCode('BANK_ACCOUNT_UNKNOWN') as Error);
  });
});
