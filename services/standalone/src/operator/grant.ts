import { roles } from '@libs/platform';
import { parseArgs } from 'node:util';
import { Misuse, textIn, type Command } from './installation';
import { asked } from './over-http';

type Granted = { readonly account: string; readonly roles: readonly string[]; readonly repeated: boolean };

const listOf = (values: readonly string[] = []): readonly string[] => values.flatMap((value) => value.split(',')).filter(Boolean);

/** For the first administrator: all others are granted by one. */
export const grant: Command = async (installation, args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      person: { type: 'string' },
      role: { type: 'string', multiple: true },
      roles: { type: 'string', multiple: true },
      region: { type: 'string' },
      organisation: { type: 'string' },
    },
  });
  const wanted = [...listOf(values.role), ...listOf(values.roles)];
  const unknown = wanted.find((role) => role === 'system' || !(roles as readonly string[]).includes(role));
  if (unknown !== undefined)
    throw new Misuse(
      `没有岗位 ${unknown} / there is no role ${unknown}; there are: ${roles.filter((role) => role !== 'system').join(', ')}`,
    );
  const { region, organisation } = values;
  const granted = await asked<Granted>(installation, 'enrolment/accounts', {
    account: textIn(positionals[0], 'ACCOUNT'),
    personId: textIn(values.person, '--person PERSON'),
    roles: wanted,
    ...(region !== undefined && { region }),
    ...(organisation !== undefined && { organisation }),
  });
  const shown = granted.roles.length === 0 ? '已收回全部岗位 / may do nothing any more' : granted.roles.join(', ');
  return { text: `${granted.account}: ${shown}`, well: true };
};
