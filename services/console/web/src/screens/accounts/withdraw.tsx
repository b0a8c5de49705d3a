import { App, Button, Popconfirm } from 'antd';
import { api } from '@api';
import { ProblemAlert, useCommand, useWords } from '@kit';

const words = {
  withdraw: { zh: '收回', en: 'Withdraw' },
  ask: { zh: '收回账号 {account} 的全部权限？', en: 'Withdraw all that {account} may do?' },
  askMore: { zh: '一秒内在所有服务生效；以后可以重新授权。', en: 'It takes effect everywhere within a second, and can be granted again.' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已收回账号 {account} 的全部权限', en: 'Withdrawn: {account}' },
} as const;

/** A grant without roles takes the place of the one that stands. */
export function Withdraw({ account, personId }: { readonly account: string; readonly personId: string }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const withdraw = useCommand(
    (_: string, key) =>
      api.POST('/api/enrolment/accounts', { params: { header: { 'Idempotency-Key': key } }, body: { account, personId, roles: [] } }),
    { changes: ['accounts'], onDone: () => void message.success(t('done', { account })) },
  );
  return (
    <>
      <Popconfirm
        title={t('ask', { account })}
        description={t('askMore')}
        okText={t('withdraw')}
        okButtonProps={{ danger: true }}
        cancelText={t('cancel')}
        onConfirm={() => withdraw.mutate(account)}
      >
        <Button danger size="small" loading={withdraw.isPending} aria-label={`${t('withdraw')} ${account}`}>
          {t('withdraw')}
        </Button>
      </Popconfirm>
      <ProblemAlert problem={withdraw.error} />
    </>
  );
}
