import { parseArgs } from 'node:util';
import { type Command, Misuse, serviceIn, servicesIn, textIn } from './installation';
import { asked } from './over-http';

type Paused = { readonly what: string; readonly why: string };
type Reading = {
  readonly subscriptions: readonly {
    readonly name: string;
    readonly log: string;
    readonly lag: number;
    readonly status: string;
    readonly why?: string;
  }[];
  readonly messages: { readonly behind: number; readonly parked: number; readonly quarantined: number; readonly paused: readonly Paused[] };
  readonly due: { readonly due: number; readonly parked: number };
};

const column = 34;

// A Chinese character stands in two columns of a terminal.
const padded = (text: string): string =>
  text + ' '.repeat(Math.max(0, column - text.length - (text.match(/\p{Script=Han}/gu)?.length ?? 0)));

function told(service: string, { subscriptions, messages, due }: Reading): readonly string[] {
  const { behind, parked, quarantined, paused } = messages;
  return [
    service,
    ...subscriptions.map(
      ({ name, log, lag, status, why }) => `  ${padded(`${log}/${name}`)} lag ${lag}  ${status}${why === undefined ? '' : `  ${why}`}`,
    ),
    `  ${padded('消息 messages')} behind ${behind}  parked ${parked}  quarantined ${quarantined}`,
    ...paused.map(({ what, why }) => `    ${what}  paused  ${why}`),
    `  ${padded('到期事项 jobs')} due ${due.due}  parked ${due.parked}`,
  ];
}

/** How far each reader of the log is behind it, and what lies aside; well where nothing is paused and nothing lies aside. */
export const work: Command = async (installation, args) => {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const lines: string[] = [];
  let well = true;
  for (const service of servicesIn(installation, positionals)) {
    const reading = await asked<Reading>(installation, `${service}/operations/work`);
    const { messages, due, subscriptions } = reading;
    lines.push(...told(service, reading));
    well &&= messages.parked + messages.quarantined + messages.paused.length + due.parked === 0;
    well &&= subscriptions.every(({ why }) => why === undefined);
  }
  return { text: lines.join('\n'), well };
};

const numberIn = (text: string | undefined, what: string): number | undefined => {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new Misuse(`${what} 应为正整数 / must be a position of the log, from 1`);
};

/** Publishes again for one group, piece by piece, until the log or what was asked for ends. */
export const republish: Command = async (installation, args) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { group: { type: 'string' }, log: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  });
  const service = serviceIn(installation, positionals[0]);
  const group = serviceIn(installation, textIn(values.group, '--group SERVICE'));
  const [first, to] = [numberIn(values.from, '--from') ?? 1, numberIn(values.to, '--to')];
  const log = values.log === undefined ? {} : { log: values.log };
  let [published, end] = [0, first - 1];
  for (let from: number | undefined = first; from !== undefined;) {
    const answer: { readonly published: number; readonly to: number; readonly next?: number } = await asked(
      installation,
      `${service}/operations/republications`,
      { group, from, ...log, ...(to !== undefined && { to }) },
    );
    published += answer.published;
    end = answer.to;
    from = answer.next;
  }
  const text = `${service} → ${group}：记录 ${first}–${end} 中的 ${published} 条消息已重新发布 / ${published} messages of facts ${first} to ${end} published again`;
  return { text, well: true };
};
