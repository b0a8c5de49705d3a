import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { dayText, factNames, instantText, useLanguage, useSaid, useWords, type Language, type Word } from '@kit';
import type { Drawn, TraceNode } from './trace-graph';
import { FactIcon } from './trace-icons';
import { missingType } from './trace-words';

const words = {
  at: { zh: '发生', en: 'At' },
  recorded: { zh: '入簿', en: 'Recorded' },
  missing: { zh: '缺失', en: 'Missing' },
  many: { zh: '{count} 条，回车展开', en: '{count} facts, Enter unfolds' },
} as const;

export type FactNode = Node<{ readonly drawn: Drawn; readonly selected: boolean }, 'fact'>;

export const factWord = (type: string): Word => factNames[type] ?? { zh: type, en: type };

/** A day stays a day; a moment is told to the minute. */
export const whenText = (value: string, language: Language): string =>
  value.length > 10 ? instantText(value, language) : dayText(value, language);

/** What a node says to whoever cannot see it. */
export function spoken(drawn: Drawn, said: (word: Word) => string, language: Language): string {
  const { type, on } = missingType(drawn.type);
  const name = said(factWord(type));
  if (drawn.members) return `${name} ${drawn.members.length}`;
  if (drawn.node?.missing) return `${said(words.missing)} ${name} ${on ?? ''}`;
  return `${name} ${drawn.node?.at ? whenText(drawn.node.at, language) : ''}`;
}

export function FactBox({ data: { drawn, selected } }: NodeProps<FactNode>) {
  const said = useSaid();
  const { type, on } = missingType(drawn.type);
  const missing = drawn.node?.missing === true;
  const look = ['trace-node', missing && 'missing', drawn.members && 'group', selected && 'selected'].filter(Boolean).join(' ');
  return (
    <div className={look}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div className="trace-name">
        <FactIcon type={type} missing={missing} /> {said(factWord(type))}
      </div>
      <Lines drawn={drawn} on={on} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

function Lines({ drawn: { node, members }, on }: { readonly drawn: Drawn; readonly on: string | undefined }) {
  const t = useWords(words);
  if (members) return <div>{t('many', { count: members.length })}</div>;
  if (node?.missing) return <div className="trace-missing">{`${t('missing')} ${on ?? ''}`}</div>;
  return node ? <Times node={node} /> : null;
}

function Times({ node: { at, recordedAt } }: { readonly node: TraceNode }) {
  const t = useWords(words);
  const { language } = useLanguage();
  return (
    <>
      {at && (
        <div>
          {t('at')} {whenText(at, language)}
        </div>
      )}
      {recordedAt && (
        <div>
          {t('recorded')} {whenText(recordedAt, language)}
        </div>
      )}
    </>
  );
}
