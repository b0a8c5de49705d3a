// One run per data folder: a second one would take the first one's servers for left-overs and stop them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alive, describe } from './processes.mjs';
import { Trouble } from './say.mjs';

/** Answers a function that lets go. A holder that was killed holds nothing. */
export function holdFolder(folder) {
  mkdir(folder);
  const file = join(folder, 'running.pid');
  const holder = Number.parseInt(read(file) ?? '', 10);
  if (holder > 1 && holder !== process.pid && alive(holder) && /\.mjs|jest/.test(describe(holder).command)) {
    throw new Trouble(
      `训补已在此数据文件夹上运行（进程 ${holder}）：${folder}。请先停止它，或用 --data 换一个文件夹。`,
      `Xunbu already runs on this data folder (process ${holder}): ${folder}. Stop it first, or take another folder with --data.`,
    );
  }
  write(file);
  return () => rmSync(file, { force: true });
}

const unusable = (folder, { code }) =>
  new Trouble(
    `数据文件夹 ${folder} 不可写（${code}）。请检查它的所有者和权限：ls -ld ${folder}。`,
    `The data folder ${folder} cannot be written (${code}). Check its owner and mode: ls -ld ${folder}.`,
  );

function mkdir(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw error.code === 'ENOSPC' ? error : unusable(folder, error);
  }
}

function write(file) {
  try {
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    throw error.code === 'ENOSPC' ? error : unusable(join(file, '..'), error);
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
