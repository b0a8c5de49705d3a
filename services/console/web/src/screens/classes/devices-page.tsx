// The devices on which trainees sign in: only what comes from one of them, under its own key, counts as a sign-in.
import { PlusOutlined } from '@ant-design/icons';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import { DataTable, Id, NothingYet, PageHead, ProblemAlert, Status, useCommand, useList, useSaid, useWords, type Column } from '@kit';
import { deviceStatus, words } from './device-words';
import { RegisterWindow } from './register-window';

type Device = Schemas['DeviceView'];

/** What one row can do. */
type Act = {
  readonly pending: string | undefined;
  readonly revoke: (deviceId: string) => void;
  readonly t: ReturnType<typeof useWords<typeof words>>;
};

function useRevoking() {
  const t = useWords(words);
  const { message } = App.useApp();
  return useCommand<string, Schemas['DeviceAnswer']>(
    (deviceId, key) =>
      api.POST('/api/attendance/devices/{deviceId}/revocations', {
        params: { header: { 'Idempotency-Key': key }, path: { deviceId } },
      }),
    { changes: ['devices'], onDone: ({ name }) => void message.success(t('revoked', { name })) },
  );
}

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const list = useList<Device>(['devices'], (cursor) => api.GET('/api/attendance/devices', { params: { query: { cursor, limit: 200 } } }));
  const revoking = useRevoking();
  const register = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
      {t('register')}
    </Button>
  );
  const act: Act = { pending: revoking.isPending ? revoking.variables : undefined, revoke: (deviceId) => revoking.mutate(deviceId), t };
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={register} />
      <ProblemAlert problem={revoking.error} />
      <DataTable
        name="devices"
        caption={words.title}
        list={list}
        columns={columnsOf(said, act)}
        rowKey={(row) => row.deviceId}
        empty={
          <NothingYet
            title={{ zh: '还没有考勤设备', en: 'No sign-in devices yet' }}
            help={{
              zh: '登记设备的公钥后，学员才能在它上面签到。',
              en: 'Trainees can sign in on a device once its public key is registered here.',
            }}
            action={register}
          />
        }
      />
      {open && <RegisterWindow onClose={() => setOpen(false)} />}
    </>
  );
}

const columnsOf = (said: ReturnType<typeof useSaid>, act: Act): readonly Column<Device>[] => [
  { key: 'name', title: words.name, show: (row) => row.name, value: (row) => row.name },
  {
    key: 'status',
    title: words.status,
    show: (row) => <Status value={row.status} of={deviceStatus} />,
    value: (row) => said(deviceStatus[row.status]?.word ?? { zh: row.status, en: row.status }),
  },
  { key: 'region', title: words.region, show: (row) => row.region, value: (row) => row.region },
  {
    key: 'counter',
    title: words.counter,
    show: (row) => (row.lastCounter === 0 ? act.t('unused') : row.lastCounter),
    value: (row) => row.lastCounter,
    align: 'right',
  },
  { key: 'id', title: words.id, show: (row) => <Id value={row.deviceId} />, value: (row) => row.deviceId },
  { key: 'act', title: words.act, show: (row) => row.status === 'ACTIVE' && <Revoke device={row} act={act} /> },
];

function Revoke({ device: { deviceId, name }, act: { pending, revoke, t } }: { readonly device: Device; readonly act: Act }) {
  return (
    <Popconfirm
      title={t('sure', { name })}
      description={<div className="confirm-text">{t('sureText')}</div>}
      okText={t('revoke')}
      okButtonProps={{ danger: true }}
      onConfirm={() => revoke(deviceId)}
    >
      <Button size="small" danger loading={pending === deviceId} aria-label={`${t('revoke')} ${name}`}>
        {t('revoke')}
      </Button>
    </Popconfirm>
  );
}
