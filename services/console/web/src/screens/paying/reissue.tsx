// 退票重发: pays again what the bank has sent back, to the account that the payee has now.
import { App, Button, Modal, Space } from 'antd';
import { useState } from 'react';
import { Money, ProblemAlert, Reason, useCommand, useHasRole, useWords } from '@kit';
import { api, type Schemas } from '@api';
import { Payee } from '../reviewing/parts';

const words = {
  again: { zh: '重新发放', en: 'Pay again' },
  help: {
    zh: '将核实收款账户能否入账、收款人是否健在，并以新的支付指令替换退回的指令；原指令不能再成功。',
    en: 'The account and the payee are checked first. A new order takes the place of the one that came back, which can never succeed any more.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已重新发放', en: 'Paid again' },
} as const;

export function Reissue({ order }: { readonly order: Schemas['PaymentOrderView'] }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const pays = useHasRole('finance');
  const [open, setOpen] = useState(false);
  const command = useCommand(
    (orderId: string, key) =>
      api.POST('/api/subsidy-payment/payment-orders/{orderId}/reissues', {
        params: { path: { orderId }, header: { 'Idempotency-Key': key } },
      }),
    {
      onDone: () => {
        void message.success(t('done'));
        setOpen(false);
      },
    },
  );
  if (!pays) return null;
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {t('again')}
      </Button>
      <Modal
        open={open}
        title={t('again')}
        okText={t('again')}
        cancelText={t('cancel')}
        okButtonProps={{ loading: command.isPending }}
        onCancel={() => setOpen(false)}
        onOk={() => command.mutate(order.orderId)}
      >
        <Space orientation="vertical" size="middle">
          <ProblemAlert problem={command.error} />
          <div>
            <Payee payee={order.payee} /> <Money amount={order.amount} strong />
          </div>
          {order.code && <Reason code={`BANK_RETURN_${order.code}`} values={{ code: order.code }} />}
          <p>{t('help')}</p>
        </Space>
      </Modal>
    </>
  );
}
