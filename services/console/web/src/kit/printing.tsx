// What goes onto paper: a page without its tools, and tables whole.
import { PrinterOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useWords } from './language';

const words = { print: { zh: '打印', en: 'Print' } } as const;

/** True while the page is being printed; it is drawn so before the printer takes it. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const paper = matchMedia('print');
    const told = ({ matches }: { readonly matches: boolean }) => flushSync(() => setPrinting(matches));
    const [before, after] = [() => told({ matches: true }), () => told({ matches: false })];
    paper.addEventListener('change', told);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      paper.removeEventListener('change', told);
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}

export function PrintButton() {
  const t = useWords(words);
  return (
    <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
      {t('print')}
    </Button>
  );
}
