// What the bank wrote, as it came, and what it did to each order.
import { Space, Tag } from 'antd';
import { DataTable, GoTo, Id, Instant, None, NothingYet, PageHead, Reason, useList, useSaid, useWords, type Column } from '@kit';
import { api, type Schemas } from '@api';
import { wordOf } from '../reviewing/parts';
import { bankDid, withheldWords } from './pay-words';

type Message = Schemas['BankMessageView'];
type BankWord = Schemas['BankWordView'];

const words = {
  title: { zh: '银行回执', en: 'Bank answers' },
  sub: {
    zh: '银行来文原样留存；与已发生的不符的回执不计入，并说明原因',
    en: 'Every message is kept as it came; what contradicts what happened is not counted, and says why',
  },
  counted: { zh: '计入 {count}', en: '{count} counted' },
  withheld: { zh: '未计入 {count}', en: '{count} not counted' },
  none: { zh: '未涉及本辖区指令', en: 'No order of ours' },
  order: { zh: '指令', en: 'Order' },
  reference: { zh: '银行流水', en: 'Reference' },
} as const;

const empty = {
  title: { zh: '还没有银行回执', en: 'The bank has not written yet' },
  help: { zh: '支付文件送达银行后，银行的回执会出现在这里。', en: 'Its answers appear here after a file was sent.' },
} as const;

const counted = ({ words: all }: Message): readonly BankWord[] => all.filter(({ withheld }) => withheld === undefined);

function Did({ message }: { readonly message: Message }) {
  const t = useWords(words);
  const good = counted(message).length;
  const bad = message.words.length - good;
  if (message.words.length === 0) return <span className="page-sub">{t('none')}</span>;
  return (
    <Space size={4}>
      {good > 0 && <Tag color="success">{t('counted', { count: good })}</Tag>}
      {bad > 0 && <Tag color="warning">{t('withheld', { count: bad })}</Tag>}
    </Space>
  );
}

const columns: readonly Column<Message>[] = [
  {
    key: 'at',
    title: { zh: '收到时间', en: 'Received' },
    show: ({ receivedAt }) => <Instant value={receivedAt} seconds />,
    value: ({ receivedAt }) => receivedAt,
  },
  { key: 'kind', title: { zh: '报文', en: 'Message' }, show: ({ kind }) => kind, value: ({ kind }) => kind },
  {
    key: 'id',
    title: { zh: '报文编号', en: 'Number' },
    show: ({ messageId }) => <code className="id">{messageId}</code>,
    value: ({ messageId }) => messageId,
  },
  {
    key: 'hash',
    title: { zh: '指纹（SHA-256）', en: 'SHA-256' },
    show: ({ sha256 }) => <Id value={sha256} />,
    value: ({ sha256 }) => sha256,
  },
  { key: 'named', title: { zh: '涉及', en: 'Names' }, show: ({ named }) => named, value: ({ named }) => named, align: 'right' },
  {
    key: 'did',
    title: { zh: '处理', en: 'What it did' },
    show: (message) => <Did message={message} />,
    value: (message) => counted(message).length,
  },
];

export function Page() {
  const t = useWords(words);
  const list = useList(
    ['bank-answers'],
    (cursor) => api.GET('/api/subsidy-payment/bank-answers', { params: { query: { cursor, limit: 100 } } }),
    { everyMs: 15_000 },
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <DataTable<Message>
        name="bank"
        caption={words.title}
        list={list}
        columns={columns}
        rowKey={({ seq }) => String(seq)}
        empty={<NothingYet title={empty.title} help={empty.help} />}
        expanded={(message) => <Words message={message} />}
      />
    </>
  );
}

function Words({ message }: { readonly message: Message }) {
  const t = useWords(words);
  const said = useSaid();
  if (message.words.length === 0) return <None />;
  return (
    <ul className="plain">
      {message.words.map(({ orderId, payoutId, said: what, withheld, code, bankReference, at }) => (
        <li key={`${orderId} ${at} ${what}`}>
          <GoTo to={`/paying/payouts/${payoutId}`}>
            {t('order')} {orderId.slice(0, 8)}
          </GoTo>{' '}
          <strong>{said(wordOf(bankDid, what))}</strong> {withheld && <Tag color="warning">{said(wordOf(withheldWords, withheld))}</Tag>}
          {code && <Reason code={`BANK_RETURN_${code}`} values={{ code }} />} · {t('reference')} {bankReference} ·{' '}
          <Instant value={at} seconds />
        </li>
      ))}
    </ul>
  );
}
