// 证书查验: by the number on the paper. Whose it is stands on the paper, and is told to nobody here.
import { Problem, api, type Schemas } from '@api';
import { useAsk } from '../kit/asking';
import { dayText, instantText } from '../kit/format';
import { useLanguage, useSaid, useWords, type Word } from '../kit/language';
import { levels } from '../kit/vocabulary';
import { Facts, Head, ProblemNote, Shown, State, type Tone } from './parts';
import { addressIn } from './places';

const words = {
  title: { zh: '证书查验', en: 'Check a certificate' },
  sub: {
    zh: '输入证书上的编号，立即看到它是否真实、是否有效。持证人姓名不在网上显示，请与证书核对。',
    en: 'Type the number on the certificate and see at once whether it is real and valid. The holder’s name is not shown here; compare it with the paper.',
  },
  number: { zh: '证书编号', en: 'Certificate number' },
  check: { zh: '查验', en: 'Check' },
  state: { zh: '状态', en: 'State' },
  occupation: { zh: '职业（工种）编码', en: 'Occupation code' },
  level: { zh: '等级', en: 'Level' },
  kind: { zh: '证书种类', en: 'Kind' },
  issuedOn: { zh: '核发日期', en: 'Issued' },
  verified: { zh: '全国查询系统', en: 'National query system' },
  verifiedAt: { zh: '已核验，{at}', en: 'confirmed, {at}' },
  notVerified: { zh: '尚未核验', en: 'not confirmed yet' },
  none: { zh: '没有这个编号的证书', en: 'There is no certificate with this number' },
  noneHelp: {
    zh: '请逐位核对编号；编号无误仍查不到，请向核发机构核实，谨防假证。',
    en: 'Compare the number digit by digit; if it is right, ask whoever issued it, and beware of a forgery.',
  },
} as const;

const kinds: Readonly<Record<string, Word>> = {
  QUALIFICATION: { zh: '职业资格证书', en: 'Vocational qualification' },
  SKILL_LEVEL: { zh: '职业技能等级证书', en: 'Skill-level certificate' },
  SPECIAL_ABILITY: { zh: '专项职业能力证书', en: 'Special-ability certificate' },
  COMPLETION: { zh: '培训合格证书', en: 'Certificate of completion' },
};

const longestNumber = 40;

export function CertificatePage({ number }: { readonly number: string | undefined }) {
  const t = useWords(words);
  const { language } = useLanguage();
  return (
    <>
      <Head title={t('title')} sub={t('sub')} />
      <form
        className="filter no-print"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = String(new FormData(event.currentTarget).get('number') ?? '').replaceAll(/\s/g, '');
          if (asked !== '') location.assign(addressIn(language, `/certificates/${encodeURIComponent(asked.toUpperCase())}`));
        }}
      >
        <label htmlFor="number">{t('number')}</label>
        <input
          id="number"
          name="number"
          required
          defaultValue={number ?? ''}
          autoComplete="off"
          spellCheck={false}
          maxLength={longestNumber}
          className="long digits"
        />
        <button type="submit" className="button">
          {t('check')}
        </button>
      </form>
      {number !== undefined && <Result number={number} />}
    </>
  );
}

function Result({ number }: { readonly number: string }) {
  const t = useWords(words);
  const asked = useAsk(['certificate', number], () =>
    api.GET('/api/certification/certificates/{number}', { params: { path: { number } } }),
  );
  const { error } = asked;
  return (
    <section className="panel" aria-label={number} aria-live="polite">
      {error instanceof Problem && error.status === 404 ? (
        <div className="verdict bad" role="status">
          <p className="verdict-word">✕ {t('none')}</p>
          <p className="digits">{number}</p>
          <p>{t('noneHelp')}</p>
        </div>
      ) : error ? (
        <ProblemNote problem={error} onRetry={() => void asked.refetch()} />
      ) : (
        <Shown asked={asked}>{(certificate) => <Certificate certificate={certificate} />}</Shown>
      )}
    </section>
  );
}

type Known = Schemas['PublicCertificateView'];

/** Revoked is revoked, whatever else is known of it; real but not confirmed yet is neither good nor bad. */
function verdictOf({ status, verified }: Known): readonly [Tone, string, Word] {
  if (status === 'REVOKED') return ['bad', '✕', { zh: '已撤销，无效', en: 'Revoked, not valid' }];
  if (!verified) return ['busy', '…', { zh: '已核发，待全国查询系统核验', en: 'Issued, not yet confirmed by the national query system' }];
  return ['good', '✓', { zh: '真实有效', en: 'Real and valid' }];
}

function Certificate({ certificate }: { readonly certificate: Known }) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const { number, occupation, level, kind, issuedOn, verified, verifiedAt } = certificate;
  const [tone, mark, word] = verdictOf(certificate);
  return (
    <>
      <div className={`verdict ${tone}`} role="status">
        <p className="verdict-word">
          <span aria-hidden="true">{mark}</span> {said(word)}
        </p>
        <p className="digits">{number}</p>
      </div>
      <Facts
        facts={[
          [t('state'), <State key="state" tone={tone} word={word} />],
          [t('kind'), said(kinds[kind] ?? { zh: kind, en: kind })],
          [
            t('occupation'),
            <span key="occupation" className="digits">
              {occupation}
            </span>,
          ],
          [t('level'), said(levels[level] ?? { zh: level, en: level })],
          [t('issuedOn'), dayText(issuedOn, language)],
          [t('verified'), verified && verifiedAt ? t('verifiedAt', { at: instantText(verifiedAt, language) }) : t('notVerified')],
        ]}
      />
    </>
  );
}
