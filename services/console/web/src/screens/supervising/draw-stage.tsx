// The draw as a hall sees it: on the whole screen, large and dark. Everything else of the page is out of reach while it is open.
import { CloseOutlined, FullscreenOutlined, RedoOutlined } from '@ant-design/icons';
import { Button, ConfigProvider, Space, theme } from 'antd';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Day, useWords } from '@kit';
import { Fall } from './draw-fall';
import { FrameHash } from './draw-frame';
import { fallenOf, tierRows, type Draw } from './draw-model';
import { Recompute } from './draw-recompute';
import { SeedDigits, SeedEntry } from './draw-seed';
import type { Revealing } from './draw-page';

const words = {
  title: { zh: '双随机抽查', en: 'Double-random draw' },
  close: { zh: '退出投影', en: 'Leave projector mode' },
  full: { zh: '全屏', en: 'Full screen' },
  replay: { zh: '重放', en: 'Play again' },
  all: { zh: '全部显示', en: 'Show all' },
  frame: { zh: '先封存', en: 'Sealed first' },
  counts: {
    zh: '检查对象 {objects} 个，检查人员 {inspectors} 人，每组 {team} 人，将抽取 {drawn} 个',
    en: '{objects} objects, {inspectors} inspectors, teams of {team}, {drawn} objects to be drawn',
  },
  seed: { zh: '再公布种子', en: 'Then the seed' },
  list: { zh: '抽取结果', en: 'What was drawn' },
  check: { zh: '当场重算', en: 'Computed again' },
  waiting: { zh: '等待种子', en: 'Waiting for the seed' },
} as const;

const eachMs = 900;
const stillPreferred = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** One after another from the moment at which there is a list; what was there when the hall came in stands there at once. */
function useFalling(count: number) {
  const [shown, setShown] = useState(count);
  useEffect(() => {
    if (shown >= count) return undefined;
    const timer = setTimeout(() => setShown((now) => (stillPreferred() ? count : now + 1)), stillPreferred() ? 0 : eachMs);
    return () => clearTimeout(timer);
  }, [shown, count]);
  return { shown, again: () => setShown(0), all: () => setShown(count) };
}

/** The page behind can be neither seen nor reached, and whoever leaves is back where they were. */
function useOnStage(onClose: () => void) {
  const stage = useRef<HTMLDivElement>(null);
  const onKey = useEffectEvent(({ key }: KeyboardEvent) => {
    if (key === 'Escape' && document.fullscreenElement === null) onClose();
  });
  useEffect(() => {
    const before = document.activeElement;
    const page = document.getElementById('root');
    page?.setAttribute('inert', '');
    stage.current?.focus();
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
      page?.removeAttribute('inert');
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return stage;
}

type StageProps = {
  readonly draw: Draw;
  readonly seed: string;
  readonly onSeed: (seed: string) => void;
  readonly revealing: Revealing;
  readonly onClose: () => void;
};

const dark = {
  algorithm: theme.darkAlgorithm,
  token: {
    fontSize: 20,
    controlHeightLG: 56,
    colorTextBase: '#f2f6f8',
    colorBgBase: '#0c1a24',
    colorBgContainer: '#16303f',
    colorPrimary: '#0f7f7f',
    colorTextDescription: '#c3ced6',
    colorTextPlaceholder: '#aebdc7',
  },
  // What is under the pointer is read like all else: the colours that are worked out from a dark one are too dim.
  components: {
    Button: {
      defaultHoverColor: '#8fdcd6',
      defaultHoverBorderColor: '#8fdcd6',
      defaultActiveColor: '#b9ece8',
      defaultActiveBorderColor: '#b9ece8',
    },
  },
};

export function DrawStage(props: StageProps) {
  const t = useWords(words);
  const { draw, seed, onSeed, revealing, onClose } = props;
  const stage = useOnStage(onClose);
  const { shown, again, all } = useFalling(draw.objects.length);
  const drawn = draw.seed !== undefined;
  return createPortal(
    <ConfigProvider theme={dark}>
      <div ref={stage} className="draw-stage" role="dialog" aria-modal="true" aria-label={t('title')} tabIndex={-1}>
        <StageHead draw={draw} onFull={() => void stage.current?.requestFullscreen()} onClose={onClose} />
        <div className={drawn ? 'draw-columns drawn' : 'draw-columns'}>
          <div>
            <Part title={t('frame')}>
              <FrameHash hash={draw.frameHash} />
            </Part>
            <Part title={t('seed')}>
              {drawn ? (
                <SeedDigits seed={draw.seed ?? ''} label={t('seed')} />
              ) : (
                <SeedEntry known={undefined} {...{ seed, onSeed, revealing }} />
              )}
            </Part>
            {drawn && (
              <Part title={t('check')}>
                <Recompute draw={draw} />
              </Part>
            )}
          </div>
          {drawn && (
            <Part
              title={`${t('list')} ${shown} / ${draw.objects.length}`}
              extra={<FallTools done={shown >= draw.objects.length} onAgain={again} onAll={all} />}
            >
              <Fall fallen={fallenOf(draw)} shown={shown} />
            </Part>
          )}
        </div>
      </div>
    </ConfigProvider>,
    document.body,
  );
}

function FallTools({ done, onAgain, onAll }: { readonly done: boolean; readonly onAgain: () => void; readonly onAll: () => void }) {
  const t = useWords(words);
  return (
    <Space>
      <Button icon={<RedoOutlined />} onClick={onAgain}>
        {t('replay')}
      </Button>
      <Button onClick={onAll} disabled={done}>
        {t('all')}
      </Button>
    </Space>
  );
}

function StageHead({ draw, onFull, onClose }: { readonly draw: Draw; readonly onFull: () => void; readonly onClose: () => void }) {
  const t = useWords(words);
  const { objects, inspectors, team, on } = draw.frame;
  const drawn = tierRows(draw.frame).reduce((sum, row) => sum + row.drawn, 0);
  return (
    <header>
      <div>
        <h2>
          {t('title')} <Day value={on} />
        </h2>
        <p>{t('counts', { objects: objects.length, inspectors: inspectors.length, team, drawn })}</p>
      </div>
      <Space>
        <Button icon={<FullscreenOutlined />} onClick={onFull}>
          {t('full')}
        </Button>
        <Button icon={<CloseOutlined />} onClick={onClose}>
          {t('close')}
        </Button>
      </Space>
    </header>
  );
}

function Part({ title, extra, children }: { readonly title: string; readonly extra?: ReactNode; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="draw-part-head">
        <h3>{title}</h3>
        {extra}
      </div>
      {children}
    </section>
  );
}
