// One draw, and doing it again here: with what was published and nothing else, by code that shares no line with the service that drew.
import { useState } from 'react';
import { Problem, api } from '@api';
import { useAsk } from '../kit/asking';
import { checkDraw, type Check, type PublishedDraw } from '../kit/consistent-sampler';
import { dayText } from '../kit/format';
import { useLanguage, useWords } from '../kit/language';
import { drawStates } from './draw-words';
import { Facts, Head, Nothing, ProblemNote, Section, Shown, State, To } from './parts';

const words = {
  title: { zh: '一次随机抽查', en: 'A random draw' },
  back: { zh: '全部抽查', en: 'All draws' },
  state: { zh: '状态', en: 'State' },
  on: { zh: '封存日期', en: 'Sealed on' },
  hash: { zh: '名录指纹（SHA-256）', en: 'Fingerprint of the registers (SHA-256)' },
  seed: { zh: '种子', en: 'Seed' },
  noSeed: { zh: '尚未公布', en: 'not revealed yet' },
  frame: { zh: '名录', en: 'Registers' },
  frameCount: {
    zh: '{objects} 个检查对象，{inspectors} 名检查人员，每组 {team} 人',
    en: '{objects} objects, {inspectors} inspectors, {team} to a team',
  },
  rates: { zh: '抽取比例', en: 'Rates' },
  again: { zh: '在这里重算', en: 'Do it again here' },
  againHelp: {
    zh: '浏览器用公布的名录和种子重算一遍，逐位比较；不向服务器发送任何东西。',
    en: 'The browser computes it from the published registers and seed and compares to the digit; nothing is sent to the server.',
  },
  run: { zh: '重算并比较', en: 'Compute and compare' },
  running: { zh: '正在重算……', en: 'Computing …' },
  allEqual: { zh: '重算结果与公布的完全一致', en: 'What was computed is what was published' },
  differs: { zh: '重算结果与公布的不一致', en: 'What was computed is not what was published' },
  FRAME: { zh: '名录指纹，共 {count} 项', en: 'fingerprint of the registers, {count} entries' },
  OBJECTS: { zh: '抽中的对象和签号，共 {count} 个', en: 'objects and their tickets, {count}' },
  RECUSED: { zh: '回避，共 {count} 项', en: 'recusals, {count}' },
  TEAMS: { zh: '检查人员和签号，共 {count} 组', en: 'teams and their tickets, {count}' },
  equal: { zh: '一致', en: 'equal' },
  unequal: { zh: '不一致', en: 'different' },
  insecure: {
    zh: '浏览器只在安全连接（https 或本机）下提供 SHA-256，请用那样的地址打开本页。',
    en: 'Browsers offer SHA-256 on secure connections (https or this machine) alone; open this page by such an address.',
  },
  result: { zh: '抽取结果', en: 'What was drawn' },
  object: { zh: '检查对象', en: 'Object' },
  tier: { zh: '风险等级', en: 'Risk tier' },
  ticket: { zh: '签号', en: 'Ticket' },
  team: { zh: '检查人员', en: 'Inspectors' },
  recused: { zh: '回避', en: 'Recused' },
  notDrawn: { zh: '种子公布后才会产生结果。', en: 'The result follows when the seed is revealed.' },
  lost: { zh: '没有这次抽查', en: 'There is no such draw' },
  lostHelp: { zh: '链接可能不完整。', en: 'The link may be incomplete.' },
} as const;

type Draw = PublishedDraw & { readonly status: string };

export function DrawPage({ drawId }: { readonly drawId: string }) {
  const t = useWords(words);
  const asked = useAsk<Draw>(['draw', drawId], () =>
    // The frame is an object of its own form, which the description leaves open.
    api.GET('/api/supervision/draws/{drawId}', { params: { path: { drawId } } }).then(({ data }) => ({ data: data as unknown as Draw })),
  );
  const missing = asked.error instanceof Problem && asked.error.status >= 400 && asked.error.status < 500;
  return (
    <>
      <Head title={t('title')}>
        <p className="no-print">
          <To path="/draws">{t('back')}</To>
        </p>
      </Head>
      {missing ? <Nothing title={t('lost')} help={t('lostHelp')} /> : <Shown asked={asked}>{(draw) => <Drawn draw={draw} />}</Shown>}
    </>
  );
}

function Drawn({ draw }: { readonly draw: Draw }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { frame, frameHash, seed, status } = draw;
  const [tone, word] = drawStates[status] ?? ['quiet', { zh: status, en: status }];
  const count = { objects: frame.objects.length, inspectors: frame.inspectors.length, team: frame.team };
  const rates = Object.entries(frame.rates).map(([tier, rate]) => `${tier} ${rate}`);
  return (
    <>
      <Facts
        facts={[
          [t('state'), <State key="state" tone={tone} word={word} />],
          [t('on'), dayText(frame.on, language)],
          [t('frame'), t('frameCount', count)],
          [t('rates'), rates.join(' · ')],
          [
            t('hash'),
            <code key="hash" className="long-code">
              {frameHash}
            </code>,
          ],
          [t('seed'), seed === undefined ? t('noSeed') : <code key="seed">{seed}</code>],
        ]}
      />
      <Recompute draw={draw} />
      <Section id="result" title={t('result')}>
        {seed === undefined ? <p>{t('notDrawn')}</p> : <Result draw={draw} />}
      </Section>
    </>
  );
}

function Recompute({ draw }: { readonly draw: Draw }) {
  const t = useWords(words);
  const [checks, setChecks] = useState<readonly Check[] | Error | 'running'>();
  const run = () => {
    setChecks('running');
    checkDraw(draw).then(setChecks, (error: unknown) => setChecks(error instanceof Error ? error : new Error(String(error))));
  };
  return (
    <Section id="again" title={t('again')} sub={t('againHelp')}>
      {globalThis.crypto?.subtle ? (
        <button type="button" className="button no-print" onClick={run} disabled={checks === 'running'}>
          {t(checks === 'running' ? 'running' : 'run')}
        </button>
      ) : (
        <p className="note">{t('insecure')}</p>
      )}
      <div aria-live="polite">
        {checks instanceof Error && <ProblemNote problem={checks} />}
        {Array.isArray(checks) && <Checks checks={checks as readonly Check[]} />}
      </div>
    </Section>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const t = useWords(words);
  const all = checks.every(({ equal }) => equal);
  return (
    <div className={`verdict ${all ? 'good' : 'bad'}`}>
      <p className="verdict-word">
        <span aria-hidden="true">{all ? '✓' : '✕'}</span> {t(all ? 'allEqual' : 'differs')}
      </p>
      <ul>
        {checks.map(({ what, equal, compared }) => (
          <li key={what}>
            {t(what, { count: compared })}: <b>{t(equal ? 'equal' : 'unequal')}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Result({ draw: { objects, teams, recused } }: { readonly draw: Draw }) {
  const t = useWords(words);
  const teamOf = new Map(teams.map((team) => [team.objectId, team]));
  return (
    <table className="stacked" aria-label={t('result')}>
      <thead>
        <tr>
          <th scope="col">{t('object')}</th>
          <th scope="col">{t('tier')}</th>
          <th scope="col">{t('ticket')}</th>
          <th scope="col">{t('team')}</th>
          <th scope="col">{t('recused')}</th>
        </tr>
      </thead>
      <tbody>
        {objects.map(({ objectId, tier, ticket }) => (
          <tr key={objectId}>
            <th scope="row" className="digits">
              {objectId}
            </th>
            <td data-name={t('tier')}>{tier}</td>
            <td data-name={t('ticket')} className="digits">
              {ticket}
            </td>
            <td data-name={t('team')} className="digits">
              {teamOf.get(objectId)?.inspectorIds.map((id, at) => (
                <div key={id}>
                  {id} <span className="small">{teamOf.get(objectId)?.tickets[at]}</span>
                </div>
              ))}
            </td>
            <td data-name={t('recused')} className="digits">
              {recused
                .filter((one) => one.objectId === objectId)
                .map(({ inspectorId }) => inspectorId)
                .join(' ') || '—'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
