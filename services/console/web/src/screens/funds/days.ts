import { todayText } from '@kit';

const dayMs = 86_400_000;

export const dayOfNow = (): string => todayText();
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
