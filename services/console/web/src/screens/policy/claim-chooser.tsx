import { Select } from 'antd';
import { api, type Schemas } from '@api';
import { ProblemAlert, dayText, programmes, useAddress, useLanguage, useList, useSaid, useWords } from '@kit';
import './policy.css';

const words = {
  claim: { zh: '申请', en: 'Claim' },
  choose: { zh: '选择一项已提交的申请', en: 'Choose a claim that was filed' },
  option: { zh: '{id} · {programmes} · {cases} 人 · {day} · {region}', en: '{id} · {programmes} · {cases} cases · {day} · {region}' },
} as const;

type Summary = Schemas['ClaimSummary'];

/** The claim of the address, chosen from those that one may see. */
export function ClaimChooser() {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const [{ claim }, change] = useAddress();
  const list = useList<Summary>(['claims', 'what-if'], (cursor) =>
    api.GET('/api/subsidy-payment/claims', { params: { query: { cursor, limit: 200 } } }),
  );
  const label = ({ claimId, programmes: names, cases, appliedOn, region }: Summary) =>
    t('option', {
      id: claimId.slice(0, 8),
      programmes: names.map((name) => said(programmes[name] ?? { zh: name, en: name })).join(said({ zh: '、', en: ', ' })),
      cases,
      day: dayText(appliedOn, language),
      region,
    });
  return (
    <>
      <label>
        {t('claim')}
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={t('claim')}
          placeholder={t('choose')}
          loading={list.pending}
          value={claim}
          onChange={(value) => change({ claim: value })}
          options={list.rows.map((row) => ({ value: row.claimId, label: label(row) }))}
          className="claim-chooser"
        />
      </label>
      {list.problem && <ProblemAlert problem={list.problem} onRetry={list.again} />}
    </>
  );
}
