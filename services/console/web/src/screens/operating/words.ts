import type { StatusWords, Word } from '@kit';

export const readerStatus: StatusWords = {
  running: { word: { zh: '运行中', en: 'Running' }, colour: 'success' },
  paused: { word: { zh: '暂停，稍后重试', en: 'Paused, tries again' }, colour: 'warning' },
  stopped: { word: { zh: '已停止', en: 'Stopped' }, colour: 'error' },
};

const readers: Readonly<Record<string, Word>> = {
  announcer: { zh: '对外通知', en: 'tells other services' },
  due: { zh: '登记到期事项', en: 'sets what falls due' },
  tree: { zh: '日志校验树', en: 'builds the proof of the log' },
};

/** Readers that every service has; the others fill its lists. */
export const readerWord = (name: string): Word => readers[name] ?? { zh: '列表', en: 'fills a list' };

export const messageStatus: StatusWords = {
  parked: { word: { zh: '搁置', en: 'Parked' }, colour: 'warning' },
  quarantined: { word: { zh: '隔离', en: 'In quarantine' }, colour: 'error' },
};
