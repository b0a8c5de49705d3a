// A copy of this repository as somebody else's machine has it: the same sources, its own data; what npm installed is shared.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const repository = join(import.meta.dirname, '../..');
const copied = ['deploy', 'libs', 'services', 'dist', 'package.json', 'package-lock.json', 'tsconfig.base.json', '.swcrc.json', '.npmrc'];

export type CopiedTree = { readonly folder: string; remove(): void };

/** `closed`: below a folder that only its owner may enter, as a home folder is. */
export function copiedTree({ closed = false } = {}): CopiedTree {
  const around = mkdtempSync(join(tmpdir(), 'xunbu-tree-'));
  const folder = join(around, closed ? 'home/xunbu' : 'xunbu');
  mkdirSync(folder, { recursive: true, mode: closed ? 0o700 : 0o755 });
  for (const name of copied) cpSync(join(repository, name), join(folder, name), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rmSync(around, { recursive: true, force: true }) };
}
