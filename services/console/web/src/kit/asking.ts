// Reading and changing through the API, with what every screen needs of it: waiting, trying again, and never doing a thing twice.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Problem, answered } from '@api';

const usualWaitMs = 1_000;
const longestWaitMs = 8_000;
const mostTries = 5;

export const retryOf = (failures: number, problem: Error): boolean => problem instanceof Problem && problem.passes && failures < mostTries;
export const retryDelayOf = (failures: number, problem: Error): number =>
  Math.min(longestWaitMs, (problem instanceof Problem ? problem.more.retryAfterMs : undefined) ?? usualWaitMs * 2 ** failures);

type Answer<Data> = Promise<{ data?: Data }>;
export type Asked<Data> = UseQueryResult<Data, Problem>;

/** `const plan = useAsk(['class-plan', id], () => api.GET('/api/enrolment/class-plans/{classId}', …))` */
export function useAsk<Data>(
  key: readonly unknown[],
  ask: () => Answer<Data>,
  options: { readonly enabled?: boolean; readonly everyMs?: number } = {},
): Asked<Data> {
  return useQuery<Data, Problem>({
    queryKey: key,
    queryFn: () => answered(ask()),
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
  });
}

type Page<Row> = { readonly items: readonly Row[]; readonly next?: string };
export type Listed<Row> = {
  readonly rows: readonly Row[];
  readonly pending: boolean;
  readonly fetching: boolean;
  readonly problem: Problem | null;
  /** There are more than were read so far. */
  readonly more: boolean;
  readonly readMore: () => void;
  /** Reads to the end, for an export. */
  readonly readAll: () => Promise<readonly Row[]>;
  readonly again: () => void;
};

const pagesReadAtOnce = 10;

/** A list with cursors: its first pages are read one after another, so that the table can sort and search them; more on request. */
export function useList<Row>(
  key: readonly unknown[],
  page: (cursor: string | undefined) => Answer<Page<Row>>,
  options: { readonly enabled?: boolean; readonly everyMs?: number } = {},
): Listed<Row> {
  const query = useInfiniteQuery<Page<Row>, Problem, Page<Row>[], readonly unknown[], string | undefined>({
    queryKey: key,
    queryFn: ({ pageParam }) => answered(page(pageParam)),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next,
    select: ({ pages }) => pages,
    enabled: options.enabled ?? true,
    refetchInterval: options.everyMs ?? false,
  });
  const { data = [], hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && data.length % pagesReadAtOnce !== 0) void fetchNextPage();
  }, [hasNextPage, isFetching, data.length, fetchNextPage]);
  return {
    rows: data.flatMap(({ items }) => items),
    pending: query.isPending,
    fetching: isFetching,
    problem: query.error,
    more: hasNextPage,
    readMore: () => void fetchNextPage(),
    readAll: async () => {
      const rows: Row[] = [];
      for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
        const { items, next } = await answered(page(cursor));
        rows.push(...items);
        cursor = next;
      }
      return rows;
    },
    again: () => void query.refetch(),
  };
}

/** A command under a name of its own: pressed twice, or sent again after a lost answer, it is the same command; another input is another. */
export function useCommand<Input, Data>(
  send: (input: Input, key: string) => Answer<Data>,
  options: { readonly changes?: readonly string[]; readonly onDone?: (data: Data, input: Input) => void } = {},
) {
  const client = useQueryClient();
  const named = useRef<{ readonly input: string; readonly key: string }>(undefined);
  return useMutation<Data, Problem, Input>({
    mutationFn: (input) => {
      const text = JSON.stringify(input ?? null);
      if (named.current?.input !== text) named.current = { input: text, key: crypto.randomUUID() };
      return answered(send(input, named.current.key));
    },
    retry: retryOf,
    retryDelay: retryDelayOf,
    onSuccess: async (data, input) => {
      named.current = undefined;
      // Whatever is on the screen may have changed by it; what is named here has.
      await client.invalidateQueries(
        options.changes ? { predicate: ({ queryKey }) => options.changes!.includes(String(queryKey[0])) } : {},
      );
      options.onDone?.(data, input);
    },
    onError: (problem) => {
      // A refusal is an answer: what is sent next is a new command.
      if (!problem.passes) named.current = undefined;
    },
  });
}

/** Rows that came in one answer, as a table takes them. */
export const listed = <Row>(rows: readonly Row[], again: () => void = () => undefined): Listed<Row> => ({
  rows,
  pending: false,
  fetching: false,
  problem: null,
  more: false,
  readMore: () => undefined,
  readAll: () => Promise.resolve(rows),
  again,
});
