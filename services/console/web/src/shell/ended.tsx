// The session has ended while somebody worked: the page is covered, and stays as it was behind it until the same person is back.
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal, Space } from 'antd';
import { useEffect, useState } from 'react';
import { useMe, useWords } from '@kit';
import type { SignedInSession } from './session';

const words = {
  title: { zh: '登录已失效', en: 'You are no longer signed in' },
  kept: {
    zh: '本页已填写的内容还在。重新登录后可以接着办理。',
    en: 'What you have typed on this page is still there. Sign in again and go on.',
  },
  again: { zh: '重新登录', en: 'Sign in again' },
  other: { zh: '换个账号登录', en: 'Sign in as somebody else' },
  failed: { zh: '登录没有完成，请再试一次。', en: 'The sign-in was not finished. Please try again.' },
} as const;

type Ended = { readonly ended: boolean; readonly onBack: () => void };

export function useEnded(session: SignedInSession): Ended {
  const [ended, setEnded] = useState(false);
  useEffect(() => session.onEnd(() => setEnded(true)), [session]);
  return { ended, onBack: () => setEnded(false) };
}

// Nothing of the page is read by whoever passes by.
const covered = { mask: { background: '#f3f6f7', backdropFilter: 'none' } };

export function SessionEnded({ session, onBack }: { readonly session: SignedInSession; readonly onBack: () => void }) {
  const t = useWords(words);
  const { account } = useMe();
  const client = useQueryClient();
  const [state, setState] = useState<'asked' | 'waiting' | 'failed'>('asked');
  const again = async () => {
    setState('waiting');
    try {
      // Somebody else begins at their own first page.
      if (!(await session.signInAgain(account))) return location.assign('/console/');
      onBack();
      await client.invalidateQueries();
    } catch {
      setState('failed');
    }
  };
  return (
    <Modal open title={t('title')} closable={false} keyboard={false} mask={{ closable: false }} footer={null} styles={covered} centered>
      <p>{t('kept')}</p>
      {state === 'failed' && <Alert type="error" showIcon role="alert" title={t('failed')} className="session-failed" />}
      <Space wrap>
        <Button type="primary" autoFocus loading={state === 'waiting'} onClick={() => void again()}>
          {t('again')}
        </Button>
        <Button onClick={() => session.leave()}>{t('other')}</Button>
      </Space>
    </Modal>
  );
}
