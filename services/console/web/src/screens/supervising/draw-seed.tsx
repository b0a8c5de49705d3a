// The seed: thrown with dice in public, or whatever else nobody could know when the frame was sealed. Entered once, read out once more, then it stands.
import { Alert, Button, Input, Space, Typography } from 'antd';
import { useState } from 'react';
import { ProblemAlert, useWords } from '@kit';
import type { Revealing } from './draw-page';

const words = {
  help: {
    zh: '当众掷骰子，逐个按下点数；也可输入彩票号码等封存时谁也不知道的数字。建议不少于 20 位。',
    en: 'Throw dice in public and press what they show; or enter a lottery number, anything that nobody knew when the frame was sealed. Twenty digits or more.',
  },
  field: { zh: '种子', en: 'Seed' },
  die: { zh: '骰子 {digit} 点', en: 'Die shows {digit}' },
  back: { zh: '退一位', en: 'Take back one' },
  entered: { zh: '已输入 {count} 位', en: '{count} characters so far' },
  check: { zh: '核对种子', en: 'Check the seed' },
  sure: { zh: '请与现场核对。公布后不得更换：', en: 'Read it out once more. Once revealed there is no second one:' },
  short: {
    zh: '只有 {count} 位，容易被猜中或试出；建议不少于 {enough} 位。',
    en: 'Only {count} characters, which is easily guessed; take {enough} or more.',
  },
  reveal: { zh: '公布种子并抽取', en: 'Reveal the seed and draw' },
  mend: { zh: '返回修改', en: 'Go back and mend' },
  revealed: { zh: '已公布的种子', en: 'The seed as revealed' },
} as const;

const dice = ['1', '2', '3', '4', '5', '6'];
const longest = 200;
const enough = 20;
/** So many are read out by tens; more than that are a text. */
const readOut = 40;

type SeedEntryProps = {
  readonly known: string | undefined;
  readonly seed: string;
  readonly onSeed: (seed: string) => void;
  readonly revealing: Revealing;
};

export function SeedDigits({ seed, label }: { readonly seed: string; readonly label: string }) {
  return (
    <p className={[...seed].length > readOut ? 'draw-digits long' : 'draw-digits'} role="img" aria-label={`${label} ${seed}`}>
      {[...seed].map((digit, place) => (
        <span key={place} aria-hidden="true">
          {digit}
        </span>
      ))}
    </p>
  );
}

export function SeedEntry({ known, seed, onSeed, revealing }: SeedEntryProps) {
  const t = useWords(words);
  const [checking, setChecking] = useState(false);
  if (known !== undefined) return <SeedDigits seed={known} label={t('revealed')} />;
  return (
    <Space orientation="vertical" size="middle" className="wide">
      {checking ? (
        <>
          <Typography.Text strong>{t('sure')}</Typography.Text>
          <SeedDigits seed={seed} label={t('field')} />
          {[...seed].length < enough && <Alert type="warning" showIcon title={t('short', { count: [...seed].length, enough })} />}
          <Space wrap>
            <Button type="primary" size="large" loading={revealing.pending} onClick={() => revealing.reveal(seed)}>
              {t('reveal')}
            </Button>
            <Button size="large" onClick={() => setChecking(false)} disabled={revealing.pending}>
              {t('mend')}
            </Button>
          </Space>
        </>
      ) : (
        <Entering seed={seed} onSeed={onSeed} onCheck={() => setChecking(true)} />
      )}
      <ProblemAlert problem={revealing.problem} />
    </Space>
  );
}

type EnteringProps = { readonly seed: string; readonly onSeed: (seed: string) => void; readonly onCheck: () => void };

function Entering({ seed, onSeed, onCheck }: EnteringProps) {
  const t = useWords(words);
  return (
    <div className="draw-entering">
      <div className="draw-help">{t('help')}</div>
      <Space wrap>
        {dice.map((digit) => (
          <Button key={digit} size="large" className="draw-die" aria-label={t('die', { digit })} onClick={() => onSeed(seed + digit)}>
            {digit}
          </Button>
        ))}
        <Button size="large" onClick={() => onSeed([...seed].slice(0, -1).join(''))} disabled={seed === ''}>
          {t('back')}
        </Button>
      </Space>
      <Input
        aria-label={t('field')}
        size="large"
        className="draw-seed-field"
        maxLength={longest}
        value={seed}
        autoComplete="off"
        onChange={({ target }) => onSeed(target.value)}
        onPressEnter={() => seed.trim() !== '' && onCheck()}
      />
      <SeedDigits seed={seed} label={t('field')} />
      <Space wrap>
        <Button type="primary" size="large" onClick={onCheck} disabled={seed.trim() === ''}>
          {t('check')}
        </Button>
        <span aria-live="polite">{t('entered', { count: [...seed].length })}</span>
      </Space>
    </div>
  );
}
