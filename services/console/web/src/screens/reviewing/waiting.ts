// What a claim may wait for, in words, and which of it is whose.
import type { Word } from '@kit';
import type { Schemas } from '@api';

export type WaitsFor = Schemas['QueuedClaim']['waitsFor'];

export const waitingWords: Readonly<Record<WaitsFor, Word>> = {
  FIRST_REVIEW: { zh: '待初审', en: 'First review' },
  SECOND_REVIEW: { zh: '待复审', en: 'Second review' },
  PUBLICITY_START: { zh: '待公示', en: 'Publicity to start' },
  OBJECTION: { zh: '异议待处理', en: 'Objections' },
  HOLD: { zh: '暂缓', en: 'Holds' },
  IN_PUBLICITY: { zh: '公示中', en: 'In publicity' },
  RELEASE: { zh: '待支付', en: 'To be released' },
  REISSUE: { zh: '退票待重发', en: 'To be paid again' },
};

/** In the order in which a reviewer sees them. */
export const ofReviewers: readonly WaitsFor[] = ['FIRST_REVIEW', 'SECOND_REVIEW', 'PUBLICITY_START', 'OBJECTION', 'HOLD'];

export const isWaitsFor = (value: string | undefined): value is WaitsFor => value !== undefined && value in waitingWords;
