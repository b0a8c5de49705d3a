import { Descriptions } from 'antd';
import type { ReactNode } from 'react';

/** Names and values, below one another on a phone. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <Descriptions
      column={{ xs: 1, sm: 1, md: 2 }}
      size="small"
      items={facts.map(([label, children]) => ({ key: label, label, children }))}
    />
  );
}
