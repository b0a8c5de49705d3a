// The two registers are read whole: they are what a draw is made of.
import { api } from '@api';
import { useAsk, type Asked, type Listed } from '@kit';

export const useRegisters = () => useAsk(['registers'], () => api.GET('/api/supervision/registers'));

/** Rows that were read at once, as a table takes them. */
export const listedOf = <Row>(asked: Asked<unknown>, rows: readonly Row[]): Listed<Row> => ({
  rows,
  pending: asked.isPending,
  fetching: asked.isFetching,
  problem: asked.error,
  more: false,
  readMore: () => undefined,
  readAll: async () => rows,
  again: () => void asked.refetch(),
});
