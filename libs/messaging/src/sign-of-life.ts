/** Gives a sign now and then, one after the other, until it is ended or one fails; answers how to end it. */
export function signsOfLife(everyMs: number, sign: () => Promise<unknown>, failed: (error: Error) => void): () => Promise<void> {
  let ended = false;
  let giving: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const next = (): void => {
    if (ended) return;
    timer = setTimeout(() => {
      giving = sign().then(next, failed);
    }, everyMs).unref();
  };
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
    return giving;
  };
}
