import { api } from '@api';
import { Day, NothingYet, PageHead, Panel, Shown, Status, levels, useAsk, useLanguage, useMe, useSaid, useWords } from '@kit';
import { Facts } from './facts';
import { certificateKinds, certificateStates } from './my-words';
import './my.css';

const words = {
  title: { zh: '我的证书', en: 'My certificates' },
  talent: { zh: '您已列入高技能人才库。', en: 'You are in the pool of highly skilled talent.' },
  number: { zh: '编号', en: 'Number' },
  level: { zh: '等级', en: 'Level' },
  occupation: { zh: '职业编码', en: 'Occupation code' },
  issuedOn: { zh: '核发日期', en: 'Issued' },
  state: { zh: '状态', en: 'State' },
  check: { zh: '公开查验页', en: 'Public page' },
} as const;

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const { personId } = useMe();
  const record = useAsk(['own-certificates', personId], () =>
    api.GET('/api/certification/people/{personId}/record', { params: { path: { personId } } }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={record.data?.talentPool ? t('talent') : undefined} />
      <Shown asked={record}>
        {({ certificates }) =>
          certificates.length === 0 ? (
            <NothingYet
              title={{ zh: '还没有证书', en: 'There are no certificates yet' }}
              help={{ zh: '通过评价后，证书会自动出现在这里。', en: 'They appear here by themselves after you have passed an assessment.' }}
            />
          ) : (
            certificates.toReversed().map(({ certificateId, number, kind, level, occupation, issuedOn, status, verified }) => (
              <Panel
                key={certificateId}
                title={said(certificateKinds[kind] ?? { zh: kind, en: kind })}
                extra={<a href={`/certificates/${encodeURIComponent(number)}${language === 'en' ? '?lang=en' : ''}`}>{t('check')}</a>}
              >
                <Facts
                  facts={[
                    [
                      t('state'),
                      <Status key="state" value={status === 'VALID' && !verified ? 'PENDING' : status} of={certificateStates} />,
                    ],
                    [t('number'), number],
                    [t('level'), said(levels[level] ?? { zh: level, en: level })],
                    [t('occupation'), occupation],
                    [t('issuedOn'), <Day key="issued" value={issuedOn} />],
                  ]}
                />
              </Panel>
            ))
          )
        }
      </Shown>
    </>
  );
}
