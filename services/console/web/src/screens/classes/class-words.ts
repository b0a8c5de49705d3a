// What several pages of classes say alike.
import { instantText, timeText, type Language } from '@kit';

/** 12 / 30 where there is a limit. */
export const seatsText = ({ enrolled, capacity }: { readonly enrolled: number; readonly capacity?: number }): string =>
  capacity === undefined ? String(enrolled) : `${enrolled} / ${capacity}`;

export const sessionText = ({ startsAt, endsAt }: { readonly startsAt: string; readonly endsAt: string }, language: Language): string =>
  `${instantText(startsAt, language)}–${timeText(endsAt)}`;
