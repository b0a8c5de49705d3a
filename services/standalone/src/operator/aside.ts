// What lies aside in the services of an installation, and what becomes of it.
import { parseArgs } from 'node:util';
import { type Command, serviceIn, servicesIn, textIn } from './installation';
import { asked, listed } from './over-http';

type Reason = { readonly code: string; readonly texts: { readonly zh: string; readonly en: string } };
type Parked = Reason & { readonly message: string; readonly lane: string; readonly status: string; readonly parkedAt: string };
type Job = { readonly id: string; readonly kind: string; readonly dueAt: string; readonly attempts: number; readonly reason: string };
type Released = { readonly released: number; readonly waiting: number; readonly stoppedAt?: Reason & { readonly message: string } };

const positionals = (args: readonly string[]): readonly string[] => parseArgs({ args: [...args], allowPositionals: true }).positionals;
const words = ({ code, texts }: Reason): string => `${code}  ${texts.zh}\n      ${texts.en}`;

export const parked: Command = async (installation, args) => {
  const lines: string[] = [];
  for (const service of servicesIn(installation, positionals(args)))
    for await (const each of listed<Parked>(installation, `${service}/operations/parked`))
      lines.push(`${service}  ${each.status}  ${each.parkedAt}\n  lane    ${each.lane}\n  message ${each.message}\n  ${words(each)}`);
  return { text: lines.length === 0 ? '没有搁置的消息 / nothing is parked' : lines.join('\n\n'), well: true };
};

export const release: Command = async (installation, args) => {
  const [name, lane] = positionals(args);
  const service = serviceIn(installation, name);
  let released = 0;
  for (;;) {
    const answer = await asked<Released>(installation, `${service}/operations/parked/releases`, { lane: textIn(lane, 'lane') });
    released += answer.released;
    const { stoppedAt, waiting } = answer;
    const sum = `已放行 ${released} 条，仍搁置 ${waiting} 条 / released ${released}, still parked ${waiting}`;
    if (stoppedAt) return { text: `${sum}\n停在 / stopped at ${stoppedAt.message}\n  ${words(stoppedAt)}`, well: false };
    if (waiting === 0 || answer.released === 0) return { text: sum, well: waiting === 0 };
  }
};

export const drop: Command = async (installation, args) => {
  const { positionals: given, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { reason: { type: 'string' } },
  });
  const service = serviceIn(installation, given[0]);
  const [message, reason] = [textIn(given[1], 'message'), textIn(values.reason, '--reason TEXT')];
  const { lane, waiting } = await asked<{ readonly lane: string; readonly waiting: number }>(
    installation,
    `${service}/operations/parked/drops`,
    { message, reason },
  );
  const dropped = `已放弃 ${message} / dropped`;
  if (waiting === 0) return { text: dropped, well: true };
  const next = `npm run xunbu -- release ${service} ${lane}`;
  return { text: `${dropped}\n通道 ${lane} 还有 ${waiting} 条等待放行 / ${waiting} more wait in this lane: ${next}`, well: true };
};

export const jobs: Command = async (installation, args) => {
  const lines: string[] = [];
  for (const service of servicesIn(installation, positionals(args)))
    for await (const { id, kind, dueAt, attempts, reason } of listed<Job>(installation, `${service}/operations/jobs`))
      lines.push(`${service}  ${kind}  ${dueAt}  ×${attempts}\n  id ${id}\n  ${reason}`);
  return { text: lines.length === 0 ? '没有搁置的到期事项 / no job is parked' : lines.join('\n\n'), well: true };
};

export const releaseJob: Command = async (installation, args) => {
  const [name, id] = positionals(args);
  const service = serviceIn(installation, name);
  await asked(installation, `${service}/operations/jobs/releases`, { id: textIn(id, 'id') });
  return { text: `已放行 ${id} / released`, well: true };
};
