// A payout: its file, who stands for it, how far it has come, and each of its orders.
import { Alert, Descriptions, Steps } from 'antd';
import type { ReactNode } from 'react';
import { Id, Instant, Money, None, PageHead, Panel, Shown, Status, useAsk, useParam, useWords } from '@kit';
import { api, type Schemas } from '@api';
import { Actor } from '../reviewing/parts';
import { OrdersTable } from './orders-table';
import { payoutStates } from './pay-words';
import { ResolvePayout, SaidSoFar } from './resolve-payout';

type Payout = Schemas['PayoutView'];

const words = {
  title: { zh: '支付批次', en: 'Payout' },
  status: { zh: '状态', en: 'State' },
  gross: { zh: '应付', en: 'Gross' },
  offset: { zh: '抵扣', en: 'Set off' },
  net: { zh: '实付', en: 'Net' },
  count: { zh: '文件笔数', en: 'Orders in the file' },
  hash: { zh: '文件指纹（SHA-256）', en: 'File, SHA-256' },
  asShown: { zh: '与签批时确认的文件一致', en: 'the one that was shown at release' },
  fewer: {
    zh: '签批后有指令撤下，其余按新文件支付；签批时确认的文件：',
    en: 'orders were withdrawn after release, this is the file of the others; shown at release:',
  },
  message: { zh: '报文编号', en: 'Message' },
  by: { zh: '签批人', en: 'Released by' },
  witness: { zh: '见证', en: 'Witness' },
  tree: { zh: '日志第 {size} 条前已由另一服务见证', en: 'Cosigned by another service at log size {size}' },
  notYet: { zh: '待见证', en: 'Not yet' },
  replaces: { zh: '替换的指令', en: 'Pays again' },
  orders: { zh: '支付指令', en: 'Payment orders' },
  way: { zh: '办理进度', en: 'How far it is' },
  released: { zh: '签批', en: 'Released' },
  booked: { zh: '账簿入账', en: 'Booked' },
  witnessed: { zh: '见证', en: 'Witnessed' },
  stored: { zh: '文件定稿', en: 'File final' },
  sent: { zh: '送银行', en: 'Sent' },
  unknown: { zh: '不知道银行是否已收到此文件', en: 'It is not known whether the bank has this file' },
  unknownHelp: {
    zh: '系统会向银行查询；银行确无答复时，由两名财务人员各自认定结果。请勿另行付款。',
    en: 'The bank is asked. Where it has no answer, two finance officers each say what became of it. Do not pay it in another way meanwhile.',
  },
  asking: {
    zh: '正在向银行查询，尚无结果；银行确无答复时，方可由两名财务人员认定。请勿另行付款。',
    en: 'The bank is being asked. Only where it has no answer do two finance officers say what became of it. Do not pay it in another way meanwhile.',
  },
  since: { zh: '自', en: 'since' },
  enquiry: { zh: '银行查询结果', en: 'What the bank answered' },
  TAKEN: { zh: '银行已收到文件', en: 'The bank has the file' },
  NOT_TAKEN: { zh: '银行没有此文件', en: 'The bank does not have the file' },
  NO_ANSWER: { zh: '银行未答复', en: 'No answer' },
  resolution: { zh: '人工认定', en: 'Resolution' },
  said: { zh: '认定人', en: 'Said by' },
  PAID: { zh: '已支付', en: 'Paid' },
  NOT_PAID: { zh: '未支付', en: 'Not paid' },
  withheld: {
    zh: '账簿没有为此批次入账，相关人员已回到待支付，可重新签批。',
    en: 'The ledger did not book this payout; its people stand where they stood and may be released again.',
  },
} as const;

export function Page() {
  const t = useWords(words);
  const payoutId = useParam('payoutId');
  const asked = useAsk(['payout', payoutId], () => api.GET('/api/subsidy-payment/payouts/{payoutId}', { params: { path: { payoutId } } }), {
    everyMs: 10_000,
  });
  return (
    <>
      <PageHead title={t('title')} sub={<Id value={payoutId} />} />
      <Shown asked={asked} rows={10}>
        {(payout) => (
          <>
            <Trouble payout={payout} />
            <Panel title={t('way')}>
              <Way payout={payout} />
              <Facts payout={payout} />
            </Panel>
            <Panel title={t('orders')}>
              <OrdersTable orders={payout.orders} />
            </Panel>
          </>
        )}
      </Shown>
    </>
  );
}

function Trouble({ payout }: { readonly payout: Payout }) {
  const t = useWords(words);
  const asking = payout.enquiry === undefined;
  if (payout.status === 'WITHHELD') return <Alert type="error" showIcon className="queue-act" title={t('withheld')} />;
  if (payout.status !== 'OUTCOME_UNKNOWN') return null;
  return (
    <Alert
      type="error"
      showIcon
      className="queue-act"
      title={
        <>
          {t('unknown')} ({t('since')} <Instant value={payout.outcomeUnknownSince} />)
        </>
      }
      description={
        <>
          <div>{t(asking ? 'asking' : 'unknownHelp')}</div>
          <SaidSoFar payout={payout} />
        </>
      }
      action={!asking && <ResolvePayout payout={payout} />}
    />
  );
}

function Way({ payout }: { readonly payout: Payout }) {
  const t = useWords(words);
  const paid = payout.status === 'RESOLVED' && payout.resolution === 'PAID';
  const sent = payout.sentAt !== undefined || payout.status === 'SENT' || paid;
  const done = [true, payout.booked, payout.treeSize !== undefined, payout.fileSha256 !== undefined, sent];
  const names = ['released', 'booked', 'witnessed', 'stored', 'sent'] as const;
  const at = [payout.approvedAt, undefined, undefined, undefined, payout.sentAt];
  const current = done.lastIndexOf(true);
  const broken = payout.status === 'OUTCOME_UNKNOWN' || payout.status === 'WITHHELD' || (payout.status === 'RESOLVED' && !sent);
  return (
    <Steps
      size="small"
      className="payout-way"
      current={Math.min(current + 1, names.length)}
      status={broken ? 'error' : sent ? 'finish' : 'process'}
      items={names.map((name, place) => ({ title: t(name), content: at[place] && <Instant value={at[place]} /> }))}
    />
  );
}

/** The file that left, beside the one that the officer said yes to. */
function FileHash({ payout: { fileSha256, shownSha256 } }: { readonly payout: Payout }) {
  const t = useWords(words);
  if (fileSha256 === undefined) return shownSha256 === undefined ? <None /> : <Id value={shownSha256} />;
  const other = shownSha256 !== undefined && shownSha256 !== fileSha256;
  return (
    <span>
      <Id value={fileSha256} /> {shownSha256 === fileSha256 && t('asShown')}
      {other && (
        <>
          {t('fewer')} <Id value={shownSha256} />
        </>
      )}
    </span>
  );
}

function Facts({ payout }: { readonly payout: Payout }) {
  const t = useWords(words);
  const text = (value: ReactNode) => value ?? <None />;
  const items: readonly { readonly key: keyof typeof words; readonly children: ReactNode }[] = [
    { key: 'status', children: <Status value={payout.status} of={payoutStates} /> },
    { key: 'by', children: <Actor id={payout.releasedBy} /> },
    { key: 'witness', children: payout.treeSize === undefined ? t('notYet') : t('tree', { size: payout.treeSize }) },
    { key: 'gross', children: <Money amount={payout.gross} /> },
    { key: 'offset', children: <Money amount={payout.offset} /> },
    { key: 'net', children: <Money amount={payout.net} strong /> },
    { key: 'count', children: text(payout.count) },
    { key: 'message', children: payout.messageId === undefined ? <None /> : <Id value={payout.messageId} /> },
    { key: 'hash', children: <FileHash payout={payout} /> },
    ...(payout.replaces === undefined ? [] : [{ key: 'replaces' as const, children: <Id value={payout.replaces} /> }]),
    ...(payout.enquiry === undefined ? [] : [{ key: 'enquiry' as const, children: t(payout.enquiry) }]),
    ...(payout.resolution === undefined
      ? []
      : [
          { key: 'resolution' as const, children: t(payout.resolution) },
          { key: 'said' as const, children: <SaidSoFar payout={payout} /> },
        ]),
  ];
  return (
    <Descriptions className="even" column={3} size="small" items={items.map(({ key, children }) => ({ key, label: t(key), children }))} />
  );
}
