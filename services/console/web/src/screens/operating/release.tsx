import { App, Button, Popconfirm } from 'antd';
import { api, type Schemas } from '@api';
import { ProblemAlert, useCommand, useLanguage, useWords } from '@kit';
import type { Service } from './services';

const words = {
  release: { zh: '放行', en: 'Release' },
  ask: { zh: '放行通道 {lane}？', en: 'Release the lane {lane}?' },
  askMore: {
    zh: '按原来的顺序重新处理该通道上的全部消息；仍处理不了的，会停在那里。',
    en: 'All messages of the lane are handled again in their order; it stops where one still cannot be.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '已处理 {released} 条，通道已清空', en: '{released} handled; the lane is clear' },
  stopped: { zh: '已处理 {released} 条，还有 {waiting} 条。停在：{why}', en: '{released} handled, {waiting} left. It stopped at: {why}' },
} as const;

/** Handles what lies in a lane again, in its order. */
export function Release({ service, lane }: { readonly service: Service; readonly lane: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const release = useCommand(
    (body: { readonly lane: string }, key) =>
      api.POST(`/api/${service}/operations/parked/releases` as '/api/enrolment/operations/parked/releases', {
        params: { header: { 'Idempotency-Key': key } },
        body,
      }),
    {
      changes: ['operations'],
      onDone: ({ released, waiting, stoppedAt }: Schemas['LaneReleasedView']) => {
        if (stoppedAt) void message.warning(t('stopped', { released, waiting, why: stoppedAt.texts[language] }), 8);
        else void message.success(t('done', { released }));
      },
    },
  );
  return (
    <>
      <Popconfirm
        title={t('ask', { lane })}
        description={<div className="lane">{t('askMore')}</div>}
        okText={t('release')}
        cancelText={t('cancel')}
        onConfirm={() => release.mutate({ lane })}
      >
        <Button size="small" loading={release.isPending} aria-label={`${t('release')} ${lane}`}>
          {t('release')}
        </Button>
      </Popconfirm>
      <ProblemAlert problem={release.error} />
    </>
  );
}
