// How a roster of any length becomes places in a class: in parts, with a word on every row, and without entering anybody twice.
import { Problem, answered, api } from '@api';
import { plainCode, type Judged } from './roster-rows';

export type Progress = (rows: readonly Judged[], done: number, of: number) => void;
type Rows = readonly Judged[];

const checkedAtOnce = 200;
const enteredAtOnce = 50;
const enrolledAtOnce = 200;

const parts = <One>(all: readonly One[], size: number): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));

const replaced = (rows: Rows, changed: readonly Judged[]): Rows => {
  const byLine = new Map(changed.map((row) => [row.line, row]));
  return rows.map((row) => byLine.get(row.line) ?? row);
};

/** The dry run: nobody is entered by it. */
export async function checkRows(classId: string, all: Rows, tell: Progress): Promise<Rows> {
  let rows = all;
  const waiting = all.filter(({ state }) => state === 'WAITING');
  let done = 0;
  for (const part of parts(waiting, checkedAtOnce)) {
    const body = { rows: part.map(({ idNo, name }) => ({ idNo, name })) };
    const answer = await answered(api.POST('/api/enrolment/classes/{classId}/roster-checks', { params: { path: { classId } }, body }));
    rows = replaced(
      rows,
      part.map((row, at): Judged => {
        const { outcome = 'REFUSED' as const, code, values } = answer.rows[at] ?? {};
        return { ...row, state: outcome, ...(code !== undefined && { code: plainCode(code, values) }), ...(values && { values }) };
      }),
    );
    done += part.length;
    tell(rows, done, waiting.length);
  }
  return rows;
}

const keyOf = (): string => crypto.randomUUID();

/** Sent again under its key where nobody could be reached: whoever was entered is not entered twice. */
async function patiently<Data>(send: () => Promise<Data>): Promise<Data> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof Problem) || !error.passes || tries >= 6) throw error;
      await new Promise((resolve) => setTimeout(resolve, error.more.retryAfterMs ?? 1_000 * tries));
    }
  }
}

type Entered = Judged & { readonly personId?: string };

async function enterPart(part: Rows): Promise<readonly Entered[]> {
  const header = { 'Idempotency-Key': keyOf() };
  const people = part.map(({ idNo, name, phone, group, card }) => ({
    ...{ idNo, name },
    ...(phone !== '' && { phone }),
    ...(group !== '' && { group: group as never }),
    ...(card !== '' && { account: { kind: 'SOCIAL_CARD' as const, number: card } }),
  }));
  const { rows } = await patiently(() => answered(api.POST('/api/enrolment/people-batches', { params: { header }, body: { people } })));
  return part.map((row, at): Entered => {
    const { personId, identity, code, values } = rows[at] ?? {};
    if (code !== undefined) return { ...row, state: 'REFUSED', code: plainCode(code, values), ...(values && { values }) };
    if (identity === 'MISMATCHED') return { ...row, state: 'REFUSED', code: 'ROW_IDENTITY' };
    return { ...row, ...(personId !== undefined && { personId }) };
  });
}

/** A part is enrolled as a whole or not at all: whoever turns it away is taken out, and the others are tried again. */
async function enrolPart(classId: string, part: readonly Entered[]): Promise<readonly Judged[]> {
  const refused: Judged[] = [];
  let left = part;
  while (left.length > 0) {
    const header = { 'Idempotency-Key': keyOf() };
    const body = { people: left.map(({ personId }) => personId ?? '') };
    try {
      await patiently(() =>
        answered(api.POST('/api/enrolment/classes/{classId}/enrolments', { params: { header, path: { classId } }, body })),
      );
      return [...refused, ...left.map((row) => ({ ...row, state: 'DONE' as const }))];
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { code, more } = error;
      const out = left.filter(({ personId }) => personId === more.values?.['person']);
      // A reason that names nobody is everybody's.
      const turnedAway = out.length > 0 ? out : left;
      const told = { code: plainCode(code, more.values), ...(more.values && { values: more.values }) };
      refused.push(...turnedAway.map((row) => ({ ...row, state: 'REFUSED' as const, ...told })));
      left = left.filter((row) => !turnedAway.includes(row));
    }
  }
  return refused;
}

/** Enters the good rows into the vault and gives them places, as many as there are seats. */
export async function enrolRows(classId: string, all: Rows, seats: number | undefined, tell: Progress): Promise<Rows> {
  let rows = all;
  const ready = all.filter(({ state }) => state === 'READY');
  const within = seats === undefined ? ready : ready.slice(0, seats);
  const full = ready.slice(within.length).map((row): Judged => ({ ...row, state: 'REFUSED', code: 'ROW_NO_SEAT' }));
  rows = replaced(rows, full);
  let done = full.length;
  tell(rows, done, ready.length);
  for (const part of parts(within, enrolledAtOnce)) {
    const entered: Entered[] = [];
    for (const some of parts(part, enteredAtOnce)) {
      entered.push(...(await enterPart(some)));
      done += some.length / 2;
      tell(rows, done, ready.length);
    }
    rows = replaced(
      rows,
      entered.filter(({ state }) => state === 'REFUSED'),
    );
    rows = replaced(
      rows,
      await enrolPart(
        classId,
        entered.filter(({ state }) => state === 'READY'),
      ),
    );
    done += part.length / 2;
    tell(rows, done, ready.length);
  }
  return rows;
}
