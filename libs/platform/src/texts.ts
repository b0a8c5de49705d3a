// Every word that the platform or a rule can answer with, in Chinese and English. One file per service or lib in `texts/`.
import { attendance } from './texts/attendance';
import { certification } from './texts/certification';
import { edge } from './texts/edge';
import { enrolment } from './texts/enrolment';
import { fundLedger } from './texts/fund-ledger';
import { limits } from './texts/limits';
import { messaging } from './texts/messaging';
import { operations } from './texts/operations';
import { platform } from './texts/platform';
import { reasons } from './texts/reasons';
import { sandbox } from './texts/sandbox';
import { store } from './texts/store';
import { subsidyPayment } from './texts/subsidy-payment';
import { supervision } from './texts/supervision';

/** `{value}` is replaced by the value of that name. Without a status, a word answers 409, or 404 when it ends in `_NOT_FOUND`. */
export type Text = { readonly zh: string; readonly en: string; readonly status?: number };
export type Texts = Readonly<Record<string, Text>>;
export type Language = 'zh' | 'en';

export const areas: readonly Texts[] = [
  ...[edge, platform, limits, store, messaging, operations, sandbox],
  ...[enrolment, attendance, certification, subsidyPayment, fundLedger, supervision, reasons],
];

export const texts: Texts = Object.assign({}, ...areas) as Texts;

const notFoundStatus = 404;
const refusedStatus = 409;

export const statusOf = (code: string): number => texts[code]?.status ?? (code.endsWith('_NOT_FOUND') ? notFoundStatus : refusedStatus);

/** A text with its values in it; a value that is missing stays visible as its name, so that a test or a reader notices. */
export const filled = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));

// A word without a text is a defect that a spec catches; people still get a sentence, and the word itself.
const unworded: Text = { zh: '请求不符合规则（{code}）。', en: 'The request does not meet a rule ({code}).' };

export function textOf(code: string, values: Readonly<Record<string, unknown>> = {}): { readonly zh: string; readonly en: string } {
  const text = texts[code] ?? unworded;
  const known = { code, ...values };
  return { zh: filled(text.zh, known), en: filled(text.en, known) };
}

/** Chinese unless the reader asks for English before it. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const asked = (acceptLanguage ?? '').split(',').map((part, place) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters
      .find((parameter) => parameter.trim().startsWith('q='))
      ?.trim()
      .slice(2);
    return { tag, place, weight: quality === undefined ? 1 : Number(quality) };
  });
  const wanted = asked
    .filter(({ tag, weight }) => weight > 0 && (/^zh(-|$)/.test(tag) || /^en(-|$)/.test(tag)))
    .sort((one, other) => other.weight - one.weight || one.place - other.place)[0];
  return wanted?.tag.startsWith('en') ? 'en' : 'zh';
}
