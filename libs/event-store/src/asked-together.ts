/** Those who ask in one turn get one answer between them; nobody is answered by what was asked before they asked. */
export function askedTogether<T>(ask: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    return ask();
  };
  return () => (next ??= Promise.resolve().then(begin));
}
