import { Descriptions } from 'antd';
import { levels, modes, useSaid, useWords } from '@kit';
import type { PlanDraft } from './plan-form';
import { SessionTable } from './session-table';
import { words } from './plan-words';

export function PlanReview({ draft }: { readonly draft: PlanDraft }) {
  const t = useWords(words);
  const said = useSaid();
  const { class: form, site, sessions } = draft;
  const facts = [
    [t('classNo'), form.classNo],
    [t('name'), form.title],
    [t('occupation'), form.occupation],
    [t('level'), form.level && said(levels[form.level] ?? { zh: form.level, en: form.level })],
    [t('mode'), form.mode && said(modes[form.mode] ?? { zh: form.mode, en: form.mode })],
    [t('region'), form.region],
    [t('capacity'), form.capacity],
    [t('siteName'), site.name],
    [t('address'), site.address],
    [`${t('latitude')} / ${t('longitude')}`, site.latitude !== undefined && `${site.latitude} / ${site.longitude}`],
    [t('radius'), site.radiusMetres],
  ] as const;
  return (
    <>
      <Descriptions bordered size="small" column={2} className="panel facts in-two">
        {facts.map(([label, value]) => (
          <Descriptions.Item key={label} label={label}>
            {value || '—'}
          </Descriptions.Item>
        ))}
      </Descriptions>
      <SessionTable sessions={sessions} />
    </>
  );
}
