import { CalculatorOutlined, CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useWords } from '@kit';
import { checkDraw, type Check } from '../../kit/consistent-sampler';
import type { Draw } from './draw-model';

const words = {
  help: {
    zh: '由本机浏览器按 consistent_sampler（SHA-256）从名单和种子重新计算全部签号，与公布的逐位比较，不经过服务器。',
    en: 'This browser computes every ticket again from frame and seed by consistent_sampler (SHA-256) and compares digit by digit; no server takes part.',
  },
  compute: { zh: '重新计算', en: 'Compute again' },
  equal: { zh: '一致', en: 'Equal' },
  different: { zh: '不一致', en: 'Not equal' },
  allEqual: { zh: '全部一致', en: 'All equal' },
  someDifferent: { zh: '有不一致之处', en: 'Not all equal' },
  FRAME: { zh: '名单指纹', en: 'Hash of the frame' },
  OBJECTS: { zh: '检查对象及签号', en: 'Objects and their tickets' },
  RECUSED: { zh: '回避人员', en: 'Recused inspectors' },
  TEAMS: { zh: '检查组及签号', en: 'Teams and their tickets' },
  compared: { zh: '比较 {count} 项', en: '{count} compared' },
  failed: { zh: '本机浏览器无法计算：{why}', en: 'This browser cannot compute it: {why}' },
} as const;

/** Of one state of a draw; another one is computed anew. */
export function Recompute({ draw }: { readonly draw: Draw }) {
  const t = useWords(words);
  const [checked, setChecked] = useState<{ readonly of: string; readonly checks: readonly Check[] }>();
  const [failed, setFailed] = useState('');
  const [working, setWorking] = useState(false);
  const of = `${draw.drawId} ${draw.seed ?? ''}`;
  const compute = async () => {
    setWorking(true);
    setFailed('');
    try {
      setChecked({ of, checks: await checkDraw(draw) });
    } catch (error) {
      setFailed(String(error));
    } finally {
      setWorking(false);
    }
  };
  return (
    <div className="draw-recompute">
      <p className="draw-help">{t('help')}</p>
      <Button icon={<CalculatorOutlined />} size="large" loading={working} onClick={() => void compute()}>
        {t('compute')}
      </Button>
      <div aria-live="polite">
        {failed && <p role="alert">{t('failed', { why: failed })}</p>}
        {checked?.of === of && <Checks checks={checked.checks} />}
      </div>
    </div>
  );
}

function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const t = useWords(words);
  const all = checks.every(({ equal }) => equal);
  return (
    <>
      <p className={all ? 'draw-verdict equal' : 'draw-verdict different'}>
        {all ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />} {t(all ? 'allEqual' : 'someDifferent')}
      </p>
      <ul className="plain">
        {checks.map(({ what, equal, compared }) => (
          <li key={what}>
            {t(what)}: <strong>{t(equal ? 'equal' : 'different')}</strong> ({t('compared', { count: compared })})
          </li>
        ))}
      </ul>
    </>
  );
}
