import { PlusOutlined } from '@ant-design/icons';
import { Button, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Instant,
  None,
  NothingYet,
  Organisation,
  PageHead,
  Status,
  roleNames,
  useAddress,
  useHasRole,
  useList,
  useMe,
  useSaid,
  useWords,
  type Column,
  type StatusWords,
} from '@kit';
import { GrantForm } from './grant-form';
import { stateOf } from './grants';
import { Withdraw } from './withdraw';
import './accounts.css';

export type Account = Schemas['AccountView'];

const words = {
  title: { zh: '账号与授权', en: 'Accounts' },
  sub: {
    zh: '账号只说明是谁；能做什么由这里的授权决定，一秒内在所有服务生效。任何人都不能给自己授权。',
    en: 'An account says who somebody is; what they may do is granted here and takes effect everywhere within a second. Nobody grants anything to themselves.',
  },
  grant: { zh: '授权', en: 'Grant' },
  change: { zh: '变更', en: 'Change' },
  role: { zh: '岗位', en: 'Role' },
  any: { zh: '全部', en: 'All' },
  signedOut: { zh: '全部退出', en: 'Signed out' },
  own: { zh: '本人账号', en: 'Your own' },
} as const;

const states: StatusWords = {
  GRANTED: { word: { zh: '有权限', en: 'Granted' }, colour: 'success' },
  WITHDRAWN: { word: { zh: '已收回', en: 'Withdrawn' }, colour: 'default' },
  NONE: { word: { zh: '未授权', en: 'Never granted' }, colour: 'default' },
};

function Roles({ roles }: Pick<Account, 'roles'>) {
  const said = useSaid();
  if (roles.length === 0) return <None />;
  return (
    <div className="account-roles">
      {roles.map((role) => (
        <Tag key={role}>{said(roleNames[role] ?? { zh: role, en: role })}</Tag>
      ))}
    </div>
  );
}

const columns: readonly Column<Account>[] = [
  { key: 'account', title: { zh: '账号', en: 'Account' }, value: ({ account }) => account, show: ({ account }) => <code>{account}</code> },
  {
    key: 'person',
    title: { zh: '人员', en: 'Person' },
    value: ({ name, personId }) => name ?? personId,
    show: (row) => <Holder {...row} />,
  },
  { key: 'roles', title: words.role, value: ({ roles }) => roles.join(' '), show: ({ roles }) => <Roles roles={roles} /> },
  { key: 'region', title: { zh: '地区', en: 'Region' }, value: ({ region }) => region, show: ({ region }) => region, unseen: true },
  {
    key: 'organisation',
    title: { zh: '地区或单位', en: 'Region or organisation' },
    value: ({ organisation, region }) => organisation ?? region,
    show: (row) => <Where {...row} />,
  },
  {
    key: 'state',
    title: { zh: '状态', en: 'State' },
    value: stateOf,
    written: states,
    show: (row) => <Standing {...row} />,
  },
  {
    key: 'grantedAt',
    title: { zh: '授权', en: 'Granted' },
    value: ({ grantedAt }) => grantedAt,
    show: (row) => <GrantOf {...row} />,
  },
  {
    key: 'grantedBy',
    title: { zh: '授权人', en: 'By' },
    value: ({ grantedBy }) => grantedBy,
    show: ({ grantedBy }) => grantedBy,
    unseen: true,
  },
  {
    key: 'signedOutAt',
    title: words.signedOut,
    value: ({ signedOutAt }) => signedOutAt,
    show: ({ signedOutAt }) => signedOutAt,
    unseen: true,
  },
];

/** What one may do stands before what is seldom read, so that it is seen without moving the table. */
const shownFirst = 6;

function Where({ region, organisation }: Pick<Account, 'region' | 'organisation'>) {
  if (organisation !== undefined) return <Organisation id={organisation} />;
  return region ?? <None />;
}

/** When it was granted, and by whom. */
function GrantOf({ grantedAt, grantedBy }: Pick<Account, 'grantedAt' | 'grantedBy'>) {
  return (
    <>
      <Instant value={grantedAt} />
      {grantedBy && (
        <div>
          <code>{grantedBy}</code>
        </div>
      )}
    </>
  );
}

function Standing(row: Account) {
  const t = useWords(words);
  return (
    <>
      <Status value={stateOf(row)} of={states} />
      {row.signedOutAt !== undefined && (
        <div className="code">
          {t('signedOut')} <Instant value={row.signedOutAt} />
        </div>
      )}
    </>
  );
}

/** The masked name of the vault, or what stands for a machine's owner. */
function Holder({ name, personId }: Pick<Account, 'name' | 'personId'>) {
  if (name !== undefined) return <span title={personId}>{name}</span>;
  return personId === undefined ? <None /> : <code>{personId}</code>;
}

export function Page() {
  const t = useWords(words);
  const [{ role }] = useAddress();
  const may = useHasRole('security-administrator');
  const [editing, setEditing] = useState<Account | 'NEW'>();
  const list = useList<Account>(['accounts'], (cursor) =>
    api.GET('/api/enrolment/accounts', { params: { query: { cursor, limit: 200 } } }),
  );
  const rows = role ? list.rows.filter(({ roles }) => (roles as readonly string[]).includes(role)) : list.rows;
  const acts: Column<Account> = {
    key: 'acts',
    title: { zh: '操作', en: 'Act' },
    show: (row) => <Acts account={row} onChange={() => setEditing(row)} />,
  };
  const grant = may && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('NEW')}>
      {t('grant')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} actions={grant} />
      <DataTable
        name="accounts"
        caption={words.title}
        list={{ ...list, rows }}
        columns={may ? [...columns.slice(0, shownFirst), acts, ...columns.slice(shownFirst)] : columns}
        rowKey={({ account }) => account}
        filters={<RoleFilter />}
        empty={
          <NothingYet
            title={{ zh: '没有符合条件的账号', en: 'No account matches' }}
            help={{
              zh: '请放宽岗位条件；新账号由安全管理员授权。',
              en: 'Widen the role; a new account is granted by a security administrator.',
            }}
          />
        }
      />
      {editing && <GrantForm known={editing === 'NEW' ? undefined : editing} onClose={() => setEditing(undefined)} />}
    </>
  );
}

/** Nobody changes what they may do themselves, so nothing is offered for it. */
function Acts({ account: row, onChange }: { readonly account: Account; readonly onChange: () => void }) {
  const t = useWords(words);
  const { account, personId } = useMe();
  if (row.account === account || row.personId === personId) return <span className="page-sub">{t('own')}</span>;
  return (
    <Space>
      <Button size="small" onClick={onChange} aria-label={`${t('change')} ${row.account}`}>
        {t('change')}
      </Button>
      {row.roles.length > 0 && row.personId !== undefined && <Withdraw account={row.account} personId={row.personId} />}
    </Space>
  );
}

function RoleFilter() {
  const t = useWords(words);
  const said = useSaid();
  const [{ role }, change] = useAddress();
  return (
    <Select
      aria-label={t('role')}
      value={role ?? ''}
      onChange={(value) => change({ role: value })}
      options={[
        { value: '', label: `${t('role')}: ${t('any')}` },
        ...Object.entries(roleNames).map(([value, word]) => ({ value, label: said(word) })),
      ]}
      className="role-filter"
    />
  );
}
