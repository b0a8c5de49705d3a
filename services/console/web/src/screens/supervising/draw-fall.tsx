import { Tag } from 'antd';
import { useEffect, useRef } from 'react';
import { Status, findingKinds, inspectionStates, tierWords, useSaid, useWords } from '@kit';
import type { Fallen } from './draw-model';

const words = {
  list: { zh: '抽出的检查对象', en: 'Objects as drawn' },
  ticket: { zh: '签号', en: 'Ticket' },
  team: { zh: '检查组', en: 'Team' },
  recused: { zh: '回避', en: 'Recused' },
  OBJECT: { zh: '与该检查对象有利害关系', en: 'has an interest in this object' },
  ORGANISATION: { zh: '与其所属机构有利害关系', en: 'has an interest in its organisation' },
} as const;

/** The list as it fell out, the first `shown` of it. */
export function Fall({ fallen, shown }: { readonly fallen: readonly Fallen[]; readonly shown: number }) {
  const t = useWords(words);
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(shown);
  // Whatever falls is seen falling, however long the list is.
  useEffect(() => {
    if (shown === before.current + 1) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
    before.current = shown;
  }, [shown]);
  return (
    <ol ref={list} className="draw-fall" aria-label={t('list')} aria-live="polite">
      {fallen.slice(0, shown).map((one) => (
        <FallenObject key={one.objectId} one={one} />
      ))}
    </ol>
  );
}

function FallenObject({ one }: { readonly one: Fallen }) {
  const t = useWords(words);
  const said = useSaid();
  const { place, objectId, tier, ticket, team, recused, result } = one;
  return (
    <li>
      <span className="draw-place">{place}</span>
      <div className="draw-object">
        <strong>{objectId}</strong> <Tag>{said(tierWords[tier] ?? { zh: tier, en: tier })}</Tag>
        {result !== undefined && (
          <Status
            value={result === 'clean' ? 'CLEAN' : 'FOUND'}
            of={inspectionStates}
            title={said(findingKinds[result] ?? { zh: result, en: result })}
          />
        )}
        <div className="draw-ticket">
          {t('ticket')} <code>{ticket}</code>
        </div>
      </div>
      <div className="draw-team">
        <div className="draw-members">
          <span>{t('team')} </span>
          {team.map(({ inspectorId, ticket: own }) => (
            <span key={inspectorId} className="draw-member">
              <strong>{inspectorId}</strong> <code>{own}</code>
            </span>
          ))}
        </div>
        {recused.map(({ inspectorId, because }) => (
          <div key={inspectorId} className="draw-recused">
            {t('recused')} <strong>{inspectorId}</strong> {t(because)}
          </div>
        ))}
      </div>
    </li>
  );
}
