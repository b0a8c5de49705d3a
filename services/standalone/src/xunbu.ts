// The operator's tool: `npm run xunbu -- <command>`. It works on the installation of a data folder, with the rights of whoever may read that folder.
import { Parking } from '@libs/messaging';
import { type Role, roles, signToken } from '@libs/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'pg';

export type Installation = { readonly data: string; readonly services: readonly string[] };

const usage = `npm run xunbu -- <command> [--data FOLDER]
  token  --role ROLE [--role …] [--region PREFIX] [--organisation ID] [--sub NAME] [--seconds N]
         a token for the API, signed with this installation's own key
         roles: ${roles.join(', ')}
  parked [--service NAME]
         the messages that a service could not handle, with their reasons, oldest first`;

class Misuse extends Error {
  override readonly name = 'Trouble';
}

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

async function token({ data }: Installation, args: readonly string[]): Promise<string> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      role: { type: 'string', multiple: true },
      region: { type: 'string' },
      organisation: { type: 'string' },
      sub: { type: 'string', default: 'operator' },
      seconds: { type: 'string', default: '3600' },
    },
  });
  const asked = values.role ?? [];
  const granted = asked.filter(isRole);
  if (asked.length === 0 || granted.length < asked.length) throw new Misuse(`--role 必须是 / must be one of: ${roles.join(', ')}`);
  const { region, organisation, sub, seconds } = values;
  const claims = { sub, roles: granted, ...(region !== undefined && { region }), ...(organisation !== undefined && { organisation }) };
  return signToken(join(data, 'keys'), claims, { seconds: Number(seconds) });
}

/** Where the running PostgreSQL of this installation listens, from its own lock file. */
function databaseOf({ data }: Installation, service: string): string {
  const role = `${service.replaceAll('-', '_')}_app`;
  try {
    const port = readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3];
    const password = (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as Record<string, string>)[role];
    return `postgres://${role}:${password}@127.0.0.1:${port}/${service.replaceAll('-', '_')}`;
  } catch {
    throw new Misuse(`${data} 上没有正在运行的系统，请先 npm start。\n  Nothing runs on ${data}; npm start first.`);
  }
}

async function parked(installation: Installation, args: readonly string[]): Promise<string> {
  const { values } = parseArgs({ args: [...args], options: { service: { type: 'string' } } });
  const lines: string[] = [];
  for (const service of installation.services.filter((each) => values.service === undefined || values.service === each)) {
    const pool = new Pool({ connectionString: databaseOf(installation, service), max: 2 });
    try {
      for (const status of ['parked', 'quarantined'] as const) {
        for (const each of await new Parking(pool).list(status)) {
          lines.push(
            `${service}  ${status}  ${each.lane}  ${each.message}  ${each.parkedAt}  ${each.code} ${JSON.stringify(each.details)}`,
          );
        }
      }
    } finally {
      await pool.end();
    }
  }
  return lines.length === 0 ? '没有搁置的消息 / nothing is parked' : lines.join('\n');
}

const commands: Readonly<Record<string, (installation: Installation, args: readonly string[]) => Promise<string>>> = { token, parked };

/** Answers what is to be printed. */
export async function runXunbu(installation: Installation, [command = '', ...args]: readonly string[]): Promise<string> {
  const known = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!known) throw new Misuse(usage);
  return known(installation, args);
}
