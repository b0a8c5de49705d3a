import { EditOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Alert, App, Button, Popconfirm, Steps } from 'antd';
import { api, type Schemas } from '@api';
import { Panel, Person, ProblemAlert, useCommand, useMe, useWords } from '@kit';
import { nameOf } from './packs';

const words = {
  title: { zh: '起草与签发', en: 'Drafting and signing' },
  draft: { zh: '起草这一版', en: 'Draft this version' },
  draftAgain: { zh: '重新起草', en: 'Draft again' },
  sign: { zh: '签发', en: 'Sign' },
  ask: { zh: '签发 {pack}？', en: 'Sign {pack}?' },
  askMore: {
    zh: '您确认其内容（SHA-256 {hash}…）与文件一致。两人签发后立即用于决定，且不能再改。',
    en: 'You confirm that its content (SHA-256 {hash}…) is what the document says. With two signatures decisions use it at once, and it stays as it is.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  stepDraft: { zh: '起草', en: 'Drafted' },
  stepFirst: { zh: '第一人签发', en: 'First signature' },
  stepSecond: { zh: '第二人签发', en: 'Second signature' },
  yours: { zh: '您已签发，须由另一位政策管理人员签第二人。', en: 'You have signed; the second signature is another policy officer’s.' },
  fixture: { zh: '含有无出处的演练值，只能在演练环境签发。', en: 'It has numbers without a source and can be signed in a rehearsal only.' },
  stale: {
    zh: '随系统提供的内容与已起草的不同。重新起草会采用新内容，已有签名作废。',
    en: 'What ships now differs from what was drafted. Drafting again takes the new content and voids the signatures.',
  },
  drafted: { zh: '已起草 {pack}', en: '{pack} is drafted' },
  signed: { zh: '已签 {pack}', en: '{pack} is signed' },
  published: { zh: '{pack} 已签发，即刻用于决定', en: '{pack} is published and decides from now on' },
} as const;

type Pack = Schemas['PackVersionWhole'];
type Answer = Schemas['PackAnswer'];

function useSigning(pack: Pack) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { packId, packVersion } = pack;
  const name = nameOf(pack);
  const draft = useCommand(
    (_: string, key) =>
      api.POST('/api/subsidy-payment/packs', { params: { header: { 'Idempotency-Key': key } }, body: { packId, version: packVersion } }),
    { onDone: () => void message.success(t('drafted', { pack: name })) },
  );
  const sign = useCommand(
    (_: string, key) =>
      api.POST('/api/subsidy-payment/packs/{packId}/versions/{version}/signatures', {
        params: { path: { packId, version: packVersion }, header: { 'Idempotency-Key': key } },
      }),
    { onDone: ({ status }: Answer) => void message.success(t(status === 'PUBLISHED' ? 'published' : 'signed', { pack: name })) },
  );
  return { draft, sign };
}

const stepOf = ({ status, signers }: Pack): number => (status === 'PUBLISHED' ? 3 : status === 'SHIPPED' ? 0 : 1 + signers.length);

/** People of the vault by their masked name, others by the name of their account. */
function Signer({ of }: { readonly of: string | undefined }) {
  if (of === undefined) return null;
  return /^[0-9a-f-]{36}$/i.test(of) ? <Person id={of} /> : <>{of}</>;
}

/** What is left to do until decisions use this version, and by whom. */
export function Signing({ pack }: { readonly pack: Pack }) {
  const t = useWords(words);
  const { account, personId } = useMe();
  const { draft, sign } = useSigning(pack);
  const mine = pack.signers.includes(account) || pack.signers.includes(personId);
  const open = pack.status === 'DRAFTED' || pack.status === 'SIGNED';
  return (
    <Panel title={t('title')}>
      <Steps
        size="small"
        current={stepOf(pack)}
        className="field-row"
        items={[
          { title: t('stepDraft') },
          { title: t('stepFirst'), content: <Signer of={pack.signers[0]} /> },
          { title: t('stepSecond'), content: <Signer of={pack.signers[1]} /> },
        ]}
      />
      {open && pack.hasFixture && <Alert type="warning" showIcon title={t('fixture')} className="field-row" />}
      {open && pack.shippedHash && <Alert type="warning" showIcon title={t('stale')} className="field-row" />}
      {open && mine && <Alert type="info" showIcon title={t('yours')} className="field-row" />}
      <ProblemAlert problem={draft.error ?? sign.error} />
      <div className="field-row-inline">
        {(pack.status === 'SHIPPED' || (open && pack.shippedHash)) && (
          <Button icon={<EditOutlined />} loading={draft.isPending} onClick={() => draft.mutate(pack.hash)}>
            {t(open ? 'draftAgain' : 'draft')}
          </Button>
        )}
        {open && (
          <Popconfirm
            title={t('ask', { pack: nameOf(pack) })}
            description={<div className="doc-name">{t('askMore', { hash: pack.hash.slice(0, 12) })}</div>}
            okText={t('sign')}
            cancelText={t('cancel')}
            onConfirm={() => sign.mutate(pack.hash)}
            disabled={mine}
          >
            <Button type="primary" icon={<SafetyCertificateOutlined />} loading={sign.isPending} disabled={mine}>
              {t('sign')}
            </Button>
          </Popconfirm>
        )}
      </div>
    </Panel>
  );
}
