import { type Role, roles, signToken } from '@libs/platform';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Misuse, type Command } from './installation';

const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);
const listOf = (values: readonly string[] = []): readonly string[] => values.flatMap((value) => value.split(',')).filter(Boolean);

/** Prints the token and nothing else, so that a shell can keep it. */
export const token: Command = async ({ data }, args) => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      role: { type: 'string', multiple: true },
      roles: { type: 'string', multiple: true },
      region: { type: 'string' },
      organisation: { type: 'string' },
      sub: { type: 'string', default: 'operator' },
      seconds: { type: 'string', default: '3600' },
    },
  });
  const asked = [...listOf(values.role), ...listOf(values.roles)];
  const granted = asked.filter(isRole);
  if (asked.length === 0 || granted.length < asked.length) throw new Misuse(`--role 必须是 / must be one of: ${roles.join(', ')}`);
  const { region, organisation, sub } = values;
  const seconds = Number(values.seconds);
  if (!Number.isInteger(seconds) || seconds < 1) throw new Misuse('--seconds 应为正整数 / must be a whole number of seconds');
  const claims = { sub, roles: granted, ...(region !== undefined && { region }), ...(organisation !== undefined && { organisation }) };
  try {
    return { text: await signToken(join(data, 'keys'), claims, { seconds }), well: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Misuse(`${data} 里还没有密钥，请先启动一次 / there are no keys in this folder yet: start it once, or name it with --data`);
  }
};
