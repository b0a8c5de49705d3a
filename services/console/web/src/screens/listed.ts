import type { Asked, Listed } from '@kit';

/** A list that is answered whole, for a table. */
export const listedOf = <Data, Row>(asked: Asked<Data>, rowsOf: (data: Data) => readonly Row[]): Listed<Row> => {
  const rows = asked.data === undefined ? [] : rowsOf(asked.data);
  return {
    rows,
    pending: asked.isPending,
    fetching: asked.isFetching,
    problem: asked.error,
    more: false,
    readMore: () => undefined,
    readAll: async () => rows,
    again: () => void asked.refetch(),
  };
};
