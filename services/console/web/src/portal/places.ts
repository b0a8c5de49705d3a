// Which page of the portal an address is, and addresses of pages that keep the reader's language. Every link is a whole page: the portal has no router to load.
import type { Language } from '../kit/language';

export type Place =
  | { readonly page: 'first' }
  | { readonly page: 'publicities' }
  | { readonly page: 'publicity'; readonly claimId: string }
  | { readonly page: 'certificate'; readonly number: string | undefined }
  | { readonly page: 'draws' }
  | { readonly page: 'draw'; readonly drawId: string }
  | { readonly page: 'lost' };

export function placeOf(path: string): Place {
  const [first, second, ...more] = path.split('/').filter(Boolean).map(decoded);
  if (more.length > 0) return { page: 'lost' };
  if (first === undefined || first === 'en') return { page: 'first' };
  if (first === 'publicity') return second === undefined ? { page: 'publicities' } : { page: 'publicity', claimId: second };
  if (first === 'certificates') return { page: 'certificate', number: second };
  if (first === 'draws') return second === undefined ? { page: 'draws' } : { page: 'draw', drawId: second };
  return { page: 'lost' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `/draws` for readers of Chinese, `/draws?lang=en` for all others. */
export function addressIn(language: Language, path: string): string {
  const [, before = '', search = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(path) ?? [];
  const values = new URLSearchParams(search);
  if (language === 'en') values.set('lang', 'en');
  else values.delete('lang');
  return before + (values.size > 0 ? `?${values}` : '') + fragment;
}
