import { Tag, Tooltip } from 'antd';
import { useWords } from '@kit';
import type { Param } from './parameters';

const words = {
  fixture: { zh: '演练值', en: 'Fixture' },
  fixtureHelp: {
    zh: '没有出处，只为演练而设；含有它的政策包不能在正式环境签发。',
    en: 'It has no source and was chosen for rehearsals; a pack that has one is signed in a rehearsal only.',
  },
  interpreted: { zh: '解读', en: 'Interpreted' },
  CEILING: { zh: '上限', en: 'Ceiling' },
  FLOOR: { zh: '下限', en: 'Floor' },
  hardHelp: { zh: '下级政策不得突破，除非写明依据。', en: 'No child goes beyond it, unless it names what lets it.' },
} as const;

type Marked = Pick<Param, 'fixture' | 'interpreted' | 'hard'>;

/** What one should know of a number beside its value. */
export function Marks({ fixture, interpreted, hard }: Marked) {
  const t = useWords(words);
  return (
    <>
      {fixture && (
        <Tooltip title={t('fixtureHelp')}>
          <Tag color="warning" tabIndex={0}>
            {t('fixture')}
          </Tag>
        </Tooltip>
      )}
      {interpreted !== undefined && (
        <Tooltip title={interpreted}>
          <Tag color="processing" tabIndex={0}>
            {t('interpreted')}
          </Tag>
        </Tooltip>
      )}
      {hard && (
        <Tooltip title={t('hardHelp')}>
          <Tag tabIndex={0}>{t(hard)}</Tag>
        </Tooltip>
      )}
    </>
  );
}
