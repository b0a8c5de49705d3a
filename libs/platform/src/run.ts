import type { Type } from '@nestjs/common';
import { BootError, type Environment } from './configuration';
import { migrateService } from './migrate';
import { partsOf, startService } from './start';

const unreachable = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'EAI_AGAIN', 'ECONNRESET']);
const databaseSays: Readonly<Record<string, string>> = {
  '28P01': 'The database refuses the password of this role.',
  '28000': 'The database refuses this role.',
  '3D000': 'The database of this service does not exist.',
  '42501': 'The role of this service lacks a right; has `main.js migrate` run?',
  '42P01': 'A table is missing; has `main.js migrate` run?',
  '53300': 'The database has no connection left.',
  '57P03': 'The database is still starting.',
};

/** Why a process does not start, in a sentence; the stack belongs to us and not to the one who starts it. */
export function sentenceOf(error: unknown): string {
  if (error instanceof BootError) return error.message;
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  if (unreachable.has(code)) return `The database does not answer (${code}).`;
  if (databaseSays[code] !== undefined) return databaseSays[code];
  return error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function migrate(module: Type, environment: Environment): Promise<void> {
  const parts = partsOf(module);
  const ran = await migrateService(parts, environment);
  print(`${parts.of.name}: ${ran.length === 0 ? 'the database is up to date' : `migrated (${ran.join(', ')})`}`);
}

async function serve(module: Type, environment: Environment): Promise<void> {
  const running = await startService(module, environment, { listen: true });
  let asked = 0;
  const end = () => {
    asked += 1;
    // Whoever asks twice does not want to wait.
    if (asked > 1) process.exit(1);
    void running.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  print(`${running.name}: ready at ${running.url}`);
}

/** What `main.ts` of a service calls: serves, or migrates when its first argument says so. */
export async function runService(module: Type): Promise<void> {
  try {
    await (process.argv[2] === 'migrate' ? migrate : serve)(module, process.env);
  } catch (error) {
    process.stderr.write(`${module.name.replace(/Module$/, '')} cannot start. ${sentenceOf(error)}\n`);
    process.exit(1);
  }
}
