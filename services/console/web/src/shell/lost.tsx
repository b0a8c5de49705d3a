import { Button, Result } from 'antd';
import { GoTo, ProblemAlert, useWords } from '@kit';

const words = {
  lost: { zh: '没有这个页面', en: 'There is no such page' },
  help: { zh: '它可能已移动，或您的账号看不到它。', en: 'It may have moved, or your account may not see it.' },
  home: { zh: '回到首页', en: 'Back to the start' },
  broken: { zh: '页面出错了', en: 'This page has failed' },
  reload: { zh: '重新打开', en: 'Open it again' },
} as const;

export function LostPage() {
  const t = useWords(words);
  return <Result status="404" title={t('lost')} subTitle={t('help')} extra={<GoTo to="/">{t('home')}</GoTo>} />;
}

export function BrokenPage({ error }: { readonly error: unknown }) {
  const t = useWords(words);
  return (
    <Result
      status="error"
      title={t('broken')}
      subTitle={<ProblemAlert problem={error instanceof Error ? error : new Error(String(error))} />}
      extra={
        <Button type="primary" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
      }
    />
  );
}
