// An installation is a data folder: whoever may read its keys and passwords is its operator.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Installation = { readonly data: string; readonly services: readonly string[] };

/** What a command has to say, and whether all is well. */
export type Said = { readonly text: string; readonly well: boolean };

export type Command = (installation: Installation, args: readonly string[]) => Promise<Said>;

/** A sentence for the person at the terminal. */
export class Misuse extends Error {
  override readonly name = 'Trouble';
}

const nothingRuns = (data: string) =>
  new Misuse(`${data} 上没有正在运行的系统，请先启动它（npm start 或 npm run cluster）。
  Nothing runs on ${data}: start it first (npm start or npm run cluster), or name its folder with --data.`);

export function addressOf({ data }: Installation): string {
  try {
    return (JSON.parse(readFileSync(join(data, 'running.json'), 'utf8')) as { readonly url: string }).url;
  } catch {
    throw nothingRuns(data);
  }
}

export const asNothingRuns = ({ data }: Installation): Misuse => nothingRuns(data);

/** The database of a service as the role that owns it; where PostgreSQL listens is in its own lock file. */
export function ownerUrlOf({ data }: Installation, service: string): string {
  const database = service.replaceAll('-', '_');
  try {
    const port = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]);
    const password = (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as Record<string, string>)[`${database}_owner`] ?? '';
    return `postgres://${database}_owner:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  } catch {
    throw nothingRuns(data);
  }
}

/** The service that was named, or a sentence with those that there are. */
export function serviceIn({ services }: Installation, name: string | undefined): string {
  if (name !== undefined && services.includes(name)) return name;
  throw new Misuse(`没有名为 ${name ?? ''} 的服务 / there is no such service; there are: ${services.join(', ')}`);
}

/** Those that were named, or all. */
export const servicesIn = (installation: Installation, names: readonly string[]): readonly string[] =>
  names.length === 0 ? installation.services : names.map((name) => serviceIn(installation, name));

export function textIn(value: string | undefined, what: string): string {
  if (value !== undefined && value.trim() !== '') return value;
  throw new Misuse(`缺少 / missing: ${what}`);
}
