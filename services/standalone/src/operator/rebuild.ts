// Makes the tables of projections anew from the log, with the rights of their owner; the services may be running.
import { compareRebuilt, type Difference, rebuild as rebuilt } from '@libs/event-store';
import { openRebuildings, partsOf } from '@libs/platform';
import { parseArgs } from 'node:util';
import { moduleOf } from '../service-module';
import { type Command, Misuse, asNothingRuns, type Installation, ownerUrlOf, serviceIn, servicesIn } from './installation';

type Chosen = { readonly only: string | undefined; readonly compare: boolean; readonly samples: boolean };

const rowsOf = (side: string, rows: readonly unknown[]): readonly string[] => rows.map((row) => `      ${side} ${JSON.stringify(row)}`);

// Rows are about people: they are shown only to whoever asks for them.
const difference = ({ table, onlyLive, onlyRebuilt, samples }: Difference, shown: boolean): readonly string[] => [
  `    ${table}: ${onlyLive} 行仅在现表 / only live, ${onlyRebuilt} 行仅在重建表 / only rebuilt`,
  ...(shown ? [...rowsOf('live   ', samples.live), ...rowsOf('rebuilt', samples.rebuilt)] : []),
];

async function inService(installation: Installation, service: string, { only, compare, samples }: Chosen) {
  const ownerUrl = ownerUrlOf(installation, service);
  const parts = partsOf(await moduleOf(service));
  const rebuildings = await openRebuildings(parts, ownerUrl).catch((error: unknown) => {
    if (String((error as NodeJS.ErrnoException).code) === 'ECONNREFUSED') throw asNothingRuns(installation);
    throw error;
  });
  const lines: string[] = [];
  let same = true;
  try {
    const chosen = rebuildings.of.filter(({ projection }) => only === undefined || projection.name === only);
    if (only !== undefined && chosen.length === 0)
      throw new Misuse(`没有此投影 / no such projection; there are: ${rebuildings.of.map(({ projection }) => projection.name).join(', ')}`);
    for (const each of chosen) {
      const name = `  ${service}/${each.projection.name}`;
      if (compare) {
        const differences = await compareRebuilt(each);
        same &&= differences.length === 0;
        lines.push(`${name}  ${differences.length === 0 ? '一致 / the same' : '不一致 / different'}`);
        lines.push(...differences.flatMap((one) => difference(one, samples)));
      } else {
        const { positions } = await rebuilt(each);
        const upTo = Object.entries(positions).map(([log, seq]) => `${log} ${seq}`);
        lines.push(`${name}  已重建至 / rebuilt up to ${upTo.join(', ')}`);
      }
    }
  } finally {
    await rebuildings.close();
  }
  return { lines, same };
}

export const rebuild: Command = async (installation, args) => {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { compare: { type: 'boolean', default: false }, samples: { type: 'boolean', default: false } },
  });
  const [name, only] = positionals;
  if (!values.compare) serviceIn(installation, name);
  const services = servicesIn(installation, name === undefined ? [] : [name]);
  const lines: string[] = [];
  let well = true;
  for (const service of services) {
    const told = await inService(installation, service, { ...values, only });
    lines.push(...told.lines);
    well &&= told.same;
  }
  return { text: lines.join('\n'), well };
};
