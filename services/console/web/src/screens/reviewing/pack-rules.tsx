import { Table, Tag } from 'antd';
import { Id, Shown, useAsk, useSaid, useWords } from '@kit';
import { api } from '@api';
import { rulesIn, type Rule } from './evidence-text';
import { parameterWord } from '../policy/parameter-names';

const words = {
  rule: { zh: '规则', en: 'Rule' },
  value: { zh: '数值', en: 'Value' },
  source: { zh: '出处', en: 'Source' },
  fixture: { zh: '演练用数值', en: 'Rehearsal value' },
  hash: { zh: '指纹', en: 'Hash' },
  gone: { zh: '该版本的政策包已不在列表中', en: 'This version of the pack is not in the list' },
} as const;

type Props = { readonly pack: string; readonly hash: string; readonly programmes: readonly string[] };

/** The pack that decided, by its name, version and hash, with every number of it that concerns these programmes. */
export function PackRules({ pack, hash, programmes }: Props) {
  const t = useWords(words);
  const said = useSaid();
  const [packId = ''] = pack.split('@');
  const asked = useAsk(['pack', packId], () => api.GET('/api/subsidy-payment/packs/{packId}', { params: { path: { packId } } }));
  const columns = [
    {
      key: 'rule',
      title: t('rule'),
      width: 180,
      render: (_: unknown, { name }: Rule) => (
        <>
          {said(parameterWord(name))} <span className="code">{name}</span>
        </>
      ),
    },
    { key: 'value', title: t('value'), width: 220, render: (_: unknown, { value }: Rule) => value },
    {
      key: 'source',
      title: t('source'),
      render: (_: unknown, { source, fixture }: Rule) => (fixture ? <Tag>{t('fixture')}</Tag> : source),
    },
  ];
  return (
    <Shown asked={asked} rows={4}>
      {({ versions }) => {
        const body = versions.find((one) => one.hash === hash)?.body;
        if (body === undefined) return <p className="page-sub">{t('gone')}</p>;
        const { title, rules } = rulesIn(body, programmes);
        return (
          <>
            <p>
              <strong>{title}</strong> {pack} · {t('hash')} <Id value={hash} />
            </p>
            <Table<Rule>
              size="small"
              rowKey={({ name, value }) => `${name} ${value}`}
              columns={columns}
              dataSource={[...rules]}
              pagination={false}
            />
          </>
        );
      }}
    </Shown>
  );
}
