import { Tag } from 'antd';
import { programmes, useSaid } from '@kit';
import { Marks } from './marks';
import { parameterWord } from './parameter-names';
import { valueLines, type Json, type Param, type Parameter } from './parameters';
import { partWords, valueWords } from './words';

export function ParameterName({ name }: { readonly name: string }) {
  const said = useSaid();
  return (
    <>
      {said(parameterWord(name))}
      <div className="code">{name}</div>
    </>
  );
}

export function Part({ part, of }: Pick<Parameter, 'part' | 'of'>) {
  const said = useSaid();
  const kind = partWords[part];
  const word = programmes[of];
  if (part === 'PROGRAMME' && word) return <>{said(word)}</>;
  if (of === '') return <Tag>{kind ? said(kind) : part}</Tag>;
  return (
    <>
      <Tag>{kind ? said(kind) : part}</Tag> {word ? said(word) : of}
    </>
  );
}

/** Long tables are scrolled in their place. */
export function Value({ value }: { readonly value: Json }) {
  const said = useSaid();
  const worded = (text: string): string => {
    const word = valueWords[text];
    return word ? said(word) : text;
  };
  const lines = valueLines(value).map((line) =>
    line
      .split('、')
      .map(worded)
      .join(said({ zh: '、', en: ', ' })),
  );
  return (
    <div className="parameter-value" tabIndex={lines.length > 8 ? 0 : undefined}>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}

export function Source({ source, fixture, interpreted, hard, authority }: Omit<Param, 'value'>) {
  return (
    <div className="parameter-source">
      {source} <Marks fixture={fixture} interpreted={interpreted} hard={hard} />
      {interpreted !== undefined && <div className="code">{interpreted}</div>}
      {authority !== undefined && <div className="code">{authority}</div>}
    </div>
  );
}
