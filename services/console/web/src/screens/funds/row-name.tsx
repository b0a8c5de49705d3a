import { funds, useSaid, useWords } from '@kit';

const words = { name: { zh: '{year}年 {region} {fund}', en: '{fund}, {region}, {year}' } } as const;
type Row = { readonly fund: string; readonly region: string; readonly year: number };

/** What a row is called: its fund, its region, its year. */
export function useRowName(): (row: Row) => string {
  const t = useWords(words);
  const said = useSaid();
  return ({ fund, region, year }) => {
    const word = funds[fund];
    return t('name', { fund: word ? said(word) : fund, region, year });
  };
}
