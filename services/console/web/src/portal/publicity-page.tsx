// One posted list, with identities masked, and the way to object to a line of it.
import { useState } from 'react';
import { api, type Problem, type Schemas } from '@api';
import { useAsk } from '../kit/asking';
import { dayText, moneyText, sumOf } from '../kit/format';
import { useLanguage, useSaid, useWords } from '../kit/language';
import { programmes } from '../kit/vocabulary';
import { DaysLeft } from './days-left';
import { ObjectionForm } from './objection-form';
import { ObjectionState } from './objection-state';
import { Facts, Head, Nothing, Shown, To } from './parts';

const words = {
  title: { zh: '公示名单', en: 'A posted list' },
  back: { zh: '全部公示', en: 'All posted lists' },
  region: { zh: '行政区划', en: 'Region' },
  until: { zh: '公示至', en: 'Posted until' },
  untilDay: { zh: '{day} 24:00', en: 'the end of {day}' },
  sum: { zh: '合计', en: 'In all' },
  people: { zh: '{count} 人，{sum}', en: '{count} people, {sum}' },
  place: { zh: '序号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  idNo: { zh: '证件号码', en: 'ID number' },
  programmes: { zh: '补贴项目', en: 'Programmes' },
  amount: { zh: '金额', en: 'Amount' },
  object: { zh: '提出异议', en: 'Object' },
  objectTo: { zh: '对第 {place} 行（{name}）提出异议', en: 'Object to line {place} ({name})' },
  over: { zh: '这份名单不在公示中', en: 'This list is not posted now' },
  overHelp: { zh: '公示已经结束，或链接不完整。', en: 'It has ended, or the link is incomplete.' },
  masked: {
    zh: '姓名只显示姓，证件号码遮盖出生日期。',
    en: 'Of names the family name is shown; in ID numbers the date of birth is covered.',
  },
} as const;

type List = Schemas['PublicityListView'];
const isNotThere = ({ error }: { readonly error: Problem | null }): boolean =>
  error?.status === 404 || error?.code === 'PUBLICITY_LIST_NOT_FOUND';

export function PublicityPage({ claimId }: { readonly claimId: string }) {
  const t = useWords(words);
  const asked = useAsk(['publicity', claimId], () =>
    api.GET('/api/subsidy-payment/publicity-lists/{claimId}', { params: { path: { claimId } } }),
  );
  const objectionId = new URLSearchParams(location.search).get('objection');
  return (
    <>
      <Head title={t('title')}>
        <p className="no-print">
          <To path="/publicity">{t('back')}</To>
        </p>
      </Head>
      {objectionId !== null && <ObjectionState claimId={claimId} objectionId={objectionId} />}
      {isNotThere(asked) ? (
        <Nothing title={t('over')} help={t('overHelp')} />
      ) : (
        <Shown asked={asked}>{(list) => <Posted list={list} />}</Shown>
      )}
    </>
  );
}

function Posted({ list }: { readonly list: List }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [place, setPlace] = useState<number>();
  const row = place === undefined ? undefined : list.rows[place];
  const sum = moneyText(sumOf(list.rows.map(({ amount }) => amount)));
  return (
    <>
      <Facts
        facts={[
          [t('region'), list.region],
          [
            t('until'),
            <>
              {t('untilDay', { day: dayText(list.lastDay, language) })} · <DaysLeft days={list.daysLeft} />
            </>,
          ],
          [t('sum'), t('people', { count: list.rows.length, sum })],
        ]}
      />
      <Rows list={list} onObject={setPlace} />
      <p className="small">{t('masked')}</p>
      {row && place !== undefined && (
        <ObjectionForm
          key={row.caseId}
          claimId={list.claimId}
          caseId={row.caseId}
          title={t('objectTo', { place: place + 1, name: row.name })}
          onClose={() => setPlace(undefined)}
        />
      )}
    </>
  );
}

function Programmes({ kinds }: { readonly kinds: readonly string[] }) {
  const said = useSaid();
  return [...new Set(kinds)].map((kind) => said(programmes[kind] ?? { zh: kind, en: kind })).join(said({ zh: '、', en: ', ' }));
}

function Rows({ list, onObject }: { readonly list: List; readonly onObject: (place: number) => void }) {
  const t = useWords(words);
  return (
    <table className="stacked" aria-label={t('title')}>
      <thead>
        <tr>
          <th scope="col" className="figure">
            {t('place')}
          </th>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('idNo')}</th>
          <th scope="col">{t('programmes')}</th>
          <th scope="col" className="figure">
            {t('amount')}
          </th>
          <td className="no-print" />
        </tr>
      </thead>
      <tbody>
        {list.rows.map(({ caseId, name, idNo, programmes: kinds, amount }, place) => (
          <tr key={caseId}>
            <td data-name={t('place')} className="figure">
              {place + 1}
            </td>
            <th scope="row">{name}</th>
            <td data-name={t('idNo')} className="digits">
              {idNo}
            </td>
            <td data-name={t('programmes')}>
              <Programmes kinds={kinds} />
            </td>
            <td data-name={t('amount')} className="figure">
              {moneyText(amount)}
            </td>
            <td className="no-print">
              <button
                type="button"
                className="plain-button"
                aria-label={t('objectTo', { place: place + 1, name })}
                onClick={() => onObject(place)}
              >
                {t('object')}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
