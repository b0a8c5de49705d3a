import { useQuery } from '@tanstack/react-query';
import { PageHead, Panel, Shown, useWords } from '@kit';
import type { Problem } from '@api';

const words = {
  title: { zh: '运行状态', en: 'Health' },
  up: { zh: '运行正常', en: 'Running' },
  down: { zh: '暂不可用', en: 'Not available' },
} as const;

export function Page() {
  const t = useWords(words);
  const asked = useQuery<{ readonly services: Readonly<Record<string, boolean>> }, Problem>({
    queryKey: ['ready'],
    queryFn: async () => (await fetch('/ready')).json() as Promise<{ readonly services: Readonly<Record<string, boolean>> }>,
    refetchInterval: 5_000,
  });
  return (
    <>
      <PageHead title={t('title')} />
      <Panel>
        <Shown asked={asked}>
          {({ services }) => (
            <ul className="plain">
              {Object.entries(services).map(([name, up]) => (
                <li key={name}>
                  {name}: {t(up ? 'up' : 'down')}
                </li>
              ))}
            </ul>
          )}
        </Shown>
      </Panel>
    </>
  );
}
