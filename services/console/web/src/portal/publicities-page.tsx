// 公示: every list that is posted now.
import { useState } from 'react';
import { api } from '@api';
import { useList } from '../kit/asking';
import { dayText } from '../kit/format';
import { useLanguage, useSaid, useWords, type Word } from '../kit/language';
import { programmes } from '../kit/vocabulary';
import { Head, Nothing, ProblemNote, To } from './parts';
import { DaysLeft } from './days-left';

const words = {
  title: { zh: '补贴公示', en: 'Posted lists' },
  sub: {
    zh: '拟发放补贴的名单，公示期内任何人都可以提出异议；公示期满、异议处理完，才能放款。',
    en: 'Who is to be paid a subsidy. While a list is posted anybody may object; nothing is paid before it has ended and objections are answered.',
  },
  region: { zh: '行政区划代码', en: 'Region code' },
  regionHelp: { zh: '填开头几位即可，如 12 或 990000', en: 'Its first digits will do: 12, or 990000' },
  filter: { zh: '筛选', en: 'Filter' },
  all: { zh: '全部', en: 'All' },
  who: { zh: '申请人', en: 'Filed by' },
  person: { zh: '个人申请', en: 'A person' },
  programmes: { zh: '补贴项目', en: 'Programmes' },
  people: { zh: '人数', en: 'People' },
  until: { zh: '公示至', en: 'Until' },
  left: { zh: '剩余', en: 'Left' },
  open: { zh: '查看名单', en: 'See the list' },
  none: { zh: '目前没有公示中的名单', en: 'No list is posted now' },
  noneHelp: {
    zh: '复审通过后才会公示。可以换一个区划，或过几天再来。',
    en: 'Lists are posted after the second review. Try another region, or come back in a few days.',
  },
  more: { zh: '继续读取', en: 'Read more' },
  waiting: { zh: '正在查询……', en: 'Asking …' },
} as const;

const regionForm = /^\d{2,12}$/;

/** The region of the address, which a link keeps. */
function useRegion(): readonly [string, (region: string) => void] {
  const [region, setRegion] = useState(() => new URLSearchParams(location.search).get('region') ?? '');
  const choose = (next: string) => {
    const search = new URLSearchParams(location.search);
    if (next === '') search.delete('region');
    else search.set('region', next);
    history.replaceState(null, '', location.pathname + (search.size > 0 ? `?${search}` : ''));
    setRegion(next);
  };
  return [regionForm.test(region) ? region : '', choose];
}

export function PublicitiesPage() {
  const t = useWords(words);
  const [region, choose] = useRegion();
  const list = useList(['publicities', region], (cursor) =>
    api.GET('/api/subsidy-payment/publicity-lists', { params: { query: { limit: 50, cursor, ...(region !== '' && { region }) } } }),
  );
  return (
    <>
      <Head title={t('title')} sub={t('sub')} />
      <RegionForm region={region} choose={choose} />
      <ProblemNote problem={list.problem} onRetry={list.again} />
      {list.pending && !list.problem && (
        <p className="waiting" aria-busy="true">
          {t('waiting')}
        </p>
      )}
      {!list.pending && list.rows.length === 0 && <Nothing title={t('none')} help={t('noneHelp')} />}
      {list.rows.length > 0 && <Lists rows={list.rows} />}
      {list.more && (
        <button type="button" className="plain-button" onClick={list.readMore}>
          {t('more')}
        </button>
      )}
    </>
  );
}

function RegionForm({ region, choose }: { readonly region: string; readonly choose: (region: string) => void }) {
  const t = useWords(words);
  return (
    <form
      className="filter no-print"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        choose(String(new FormData(event.currentTarget).get('region') ?? '').trim());
      }}
    >
      <label htmlFor="region">{t('region')}</label>
      <input
        id="region"
        name="region"
        key={region}
        defaultValue={region}
        inputMode="numeric"
        pattern="\d{2,12}"
        aria-describedby="region-help"
      />
      <button type="submit" className="button">
        {t('filter')}
      </button>
      {region !== '' && (
        <button type="button" className="plain-button" onClick={() => choose('')}>
          {t('all')}
        </button>
      )}
      <p id="region-help" className="small">
        {t('regionHelp')}
      </p>
    </form>
  );
}

type Row = {
  readonly claimId: string;
  readonly region: string;
  readonly organisationName?: string;
  readonly programmes: readonly string[];
  readonly people: number;
  readonly lastDay: string;
  readonly daysLeft: number;
};

const programmeWord = (programme: string): Word => programmes[programme] ?? { zh: programme, en: programme };

function Lists({ rows }: { readonly rows: readonly Row[] }) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  return (
    <table className="stacked" aria-label={t('title')}>
      <thead>
        <tr>
          <th scope="col">{t('who')}</th>
          <th scope="col">{t('region')}</th>
          <th scope="col">{t('programmes')}</th>
          <th scope="col" className="figure">
            {t('people')}
          </th>
          <th scope="col">{t('until')}</th>
          <th scope="col">{t('left')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.claimId}>
            <th scope="row">{row.organisationName ?? t('person')}</th>
            <td data-name={t('region')}>{row.region}</td>
            <td data-name={t('programmes')}>
              {row.programmes.map((each) => said(programmeWord(each))).join(said({ zh: '、', en: ', ' }))}
            </td>
            <td data-name={t('people')} className="figure">
              {row.people}
            </td>
            <td data-name={t('until')}>
              <time dateTime={row.lastDay}>{dayText(row.lastDay, language)}</time>
            </td>
            <td data-name={t('left')}>
              <DaysLeft days={row.daysLeft} />
            </td>
            <td className="no-print">
              <To path={`/publicity/${row.claimId}`}>{t('open')}</To>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
