// The public's entry: no account, no table library, small enough for a phone on a bad line.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { askAs } from '@api';
import { retryDelayOf, retryOf } from './kit/asking';
import { LanguageProvider, currentLanguage } from './kit/language';
import { Portal } from './portal/portal';
import './portal/portal.css';

askAs({ token: async () => undefined, language: currentLanguage, refused: () => undefined });
const client = new QueryClient({ defaultOptions: { queries: { retry: retryOf, retryDelay: retryDelayOf } } });
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <LanguageProvider>
      <QueryClientProvider client={client}>
        <Portal />
      </QueryClientProvider>
    </LanguageProvider>,
  );
