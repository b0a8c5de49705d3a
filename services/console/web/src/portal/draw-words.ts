import type { Word } from '../kit/language';
import type { Tone } from './parts';

export const drawStates: Readonly<Record<string, readonly [Tone, Word]>> = {
  COMMITTED: ['busy', { zh: '已封存待抽', en: 'Sealed, not drawn yet' }],
  DRAWN: ['good', { zh: '已抽取', en: 'Drawn' }],
  PUBLISHED: ['good', { zh: '结果已公布', en: 'Results published' }],
};
