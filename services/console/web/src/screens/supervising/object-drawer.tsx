import { Descriptions, Drawer, Timeline } from 'antd';
import { api, type Schemas } from '@api';
import { GoTo, Instant, None, NothingYet, Organisation, Shown, factNames, serviceNames, tierWords, useAsk, useSaid, useWords } from '@kit';

const words = {
  tier: { zh: '风险等级', en: 'Risk tier' },
  organisation: { zh: '所属机构', en: 'Organisation' },
  facts: { zh: '已知事实', en: 'What is known of it' },
  inspections: { zh: '该对象的检查任务', en: 'Inspections of it' },
} as const;

/** An object with what all services told of it: the latest first. */
export function ObjectDrawer({ objectId, onClose }: { readonly objectId: string | undefined; readonly onClose: () => void }) {
  return (
    <Drawer open={objectId !== undefined} onClose={onClose} title={objectId} size={560} destroyOnHidden>
      {objectId !== undefined && <Record objectId={objectId} />}
    </Drawer>
  );
}

function Record({ objectId }: { readonly objectId: string }) {
  const t = useWords(words);
  const said = useSaid();
  const asked = useAsk(['object', objectId], () => api.GET('/api/supervision/objects/{objectId}', { params: { path: { objectId } } }));
  return (
    <Shown asked={asked}>
      {({ name, tier, organisationId, facts }) => (
        <>
          <Descriptions
            column={1}
            title={name}
            items={[
              { key: 'tier', label: t('tier'), children: said(tierWords[tier] ?? { zh: tier, en: tier }) },
              {
                key: 'of',
                label: t('organisation'),
                children: organisationId === undefined ? <None /> : <Organisation id={organisationId} />,
              },
            ]}
          />
          <p>
            <GoTo to="/supervising/inspections" search={{ object: objectId }}>
              {t('inspections')}
            </GoTo>
          </p>
          <h3 className="panel-title">{t('facts')}</h3>
          <Facts facts={facts} />
        </>
      )}
    </Shown>
  );
}

function Facts({ facts }: { readonly facts: readonly Schemas['HeardFactView'][] }) {
  const said = useSaid();
  if (facts.length === 0)
    return (
      <NothingYet
        title={{ zh: '没有可看的事实', en: 'Nothing to be seen' }}
        help={{
          zh: '填写所属机构编号后，其开班、申领、处理等事实会列在这里；其他地区的不显示。',
          en: 'With the organisation named, its classes, claims and sanctions are listed here; other regions’ are not shown.',
        }}
      />
    );
  return (
    <Timeline
      className="object-facts"
      items={facts.map(({ id, type, log, recordedAt }) => ({
        key: id,
        content: (
          <>
            <strong>{said(factNames[type] ?? { zh: type, en: type })}</strong> <Instant value={recordedAt} />
            <div className="code">
              {said(serviceNames[log] ?? { zh: log, en: log })} {id}
            </div>
          </>
        ),
      }))}
    />
  );
}
