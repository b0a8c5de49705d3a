// On the bench alone: `?token=` takes a token of `npm run xunbu -- token`, so that a screen can be worked on without an issuer. No build contains this.
import { createRoot } from 'react-dom/client';
import { askAs } from '@api';
import { currentLanguage } from '@kit';
import { ConsoleApp } from './app';

const storedAs = 'xunbu.bench-token';

export function startDev(): void {
  const asked = new URLSearchParams(location.search).get('token');
  if (asked) sessionStorage.setItem(storedAs, asked);
  const token = sessionStorage.getItem(storedAs) ?? '';
  const claims = JSON.parse(atob((token.split('.')[1] ?? 'e30').replaceAll('-', '+').replaceAll('_', '/'))) as Record<string, never>;
  askAs({ token: async () => token, language: currentLanguage, refused: () => undefined });
  const session = {
    stepUp: async () => '',
    signOut: async () => sessionStorage.clear(),
    onEnd: () => undefined,
    signInAgain: async () => true,
    leave: () => undefined,
  };
  const me = {
    account: claims['sub'] ?? '',
    personId: claims['sub'] ?? '',
    roles: claims['roles'] ?? [],
    region: claims['region'],
    organisation: claims['organisation'],
  };
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<ConsoleApp session={session} asMe={me} />);
}
