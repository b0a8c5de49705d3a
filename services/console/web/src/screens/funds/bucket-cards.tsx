import { Money, useSaid, useWords } from '@kit';
import { bucketColours, bucketWords, bucketsShown, shareOf, type Balances } from './buckets';
import './funds.css';

const words = { allotted: { zh: '下达', en: 'Allotted' }, share: { zh: '占 {share}', en: '{share} of it' } } as const;

/** What was allotted and where it lies, as cards; the bar beneath says the same for the eye. */
export function BucketCards({ row }: { readonly row: Balances }) {
  const t = useWords(words);
  const said = useSaid();
  const shown = bucketsShown([row]);
  return (
    <>
      <dl className="bucket-cards">
        <div className="bucket-card whole">
          <dt>{t('allotted')}</dt>
          <dd>
            <Money amount={row.allotted} strong />
          </dd>
        </div>
        {shown.map((bucket) => (
          <div className="bucket-card" key={bucket} style={{ borderTopColor: bucketColours[bucket] }}>
            <dt>{said(bucketWords[bucket])}</dt>
            <dd>
              <Money amount={row[bucket]} strong />
              <span className="bucket-share">{t('share', { share: shareOf(row[bucket], row.allotted) })}</span>
            </dd>
          </div>
        ))}
      </dl>
      <div className="bucket-bar" aria-hidden="true">
        {shown.map((bucket) => (
          <span key={bucket} style={{ background: bucketColours[bucket], width: shareOf(row[bucket], row.allotted) }} />
        ))}
      </div>
    </>
  );
}
