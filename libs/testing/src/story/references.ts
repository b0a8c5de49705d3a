// People as a story names them: `a`, every member of the crowd `t`, the third `t.3`, the first six `t.1-6`, and lists of these.
import { listOf, shown } from './fault';

/** How many a name stands for; 0 is one person, not a crowd. */
export type Crowds = ReadonlyMap<string, number>;

const reference = /^([A-Za-z][A-Za-z0-9_]*)(?:\.([1-9]\d*)(?:-([1-9]\d*))?)?$/;

function* one(value: unknown, crowds: Crowds): Generator<string> {
  const parts = typeof value === 'string' ? reference.exec(value) : null;
  const name = parts?.[1];
  const count = name === undefined ? undefined : crowds.get(name);
  if (!parts || name === undefined || count === undefined) throw new Error(`no such person: ${shown(value)}`);
  if (parts[2] === undefined) {
    if (count === 0) yield name;
    for (let place = 1; place <= count; place += 1) yield `${name}.${place}`;
    return;
  }
  const [from, to] = [Number(parts[2]), Number(parts[3] ?? parts[2])];
  if (from > to || to > count) throw new Error(`${shown(value)} is outside the crowd of ${count}`);
  for (let place = from; place <= to; place += 1) yield `${name}.${place}`;
}

/** The people that are meant, in the order of naming: `a`, or `t.3` for a member of a crowd. */
export function peopleIn(value: unknown, crowds: Crowds): readonly string[] {
  const found = listOf(value).flatMap((each) => [...one(each, crowds)]);
  if (new Set(found).size < found.length) throw new Error(`${shown(value)} names someone twice`);
  return found;
}
