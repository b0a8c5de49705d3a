// Values of facts, questions and tests, as officers write them: days as days, money as money, codes by their names.
import { dayText, funds, instantText, levels, modes, moneyText, programmes, useLanguage, useSaid, type Language, type Word } from '@kit';
import type { Evidence } from './evidence-text';
import { answerWords, fieldWords } from './field-words';
import { wordOf } from './parts';

const ofCodes: Readonly<Record<string, Readonly<Record<string, Word>>>> = {
  programme: programmes,
  programmes,
  fund: funds,
  level: levels,
  mode: modes,
};

function shownText(name: string, value: string, language: Language): string {
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dayText(value, language);
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value)) return instantText(value, language, true);
  if (/^-?\d+\.\d\d$/.test(value)) return moneyText(value);
  const known = { ...answerWords, ...ofCodes[name] };
  return value
    .split('; ')
    .map((one) => {
      const [, day, rest] = /^(\d{4}-\d\d-\d\d) (.+)$/.exec(one) ?? [];
      return day === undefined ? wordOf(known, one)[language] : `${dayText(day, language)} ${rest}`;
    })
    .join(language === 'zh' ? '、' : ', ');
}

export function Values({ values }: { readonly values: Evidence['values'] }) {
  const said = useSaid();
  const { language } = useLanguage();
  return (
    <span className="evidence-values">
      {values.map(([name, value]) => (
        <span key={name}>
          <span className="value-name">{said(wordOf(fieldWords, name))}</span> {shownText(name, value, language)}
        </span>
      ))}
    </span>
  );
}
