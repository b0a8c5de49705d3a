// A script of `npm run` as somebody at a terminal has it: its words, its exit code, and the processes that it has made.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

export class Started {
  #output = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly folder: string,
    script: string,
    args: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ) {
    const { NODE_OPTIONS: _, ...own } = process.env;
    this.#child = spawn(process.execPath, [join(folder, 'deploy/local', script), ...args], {
      cwd: folder,
      env: { ...own, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const hear = (text: Buffer) => {
      this.#output += text.toString();
      this.#listeners.forEach((listener) => listener());
    };
    this.#child.stdout?.on('data', hear);
    this.#child.stderr?.on('data', hear);
    this.#ended = new Promise((resolve) => this.#child.once('close', (code) => resolve(code)));
    void this.#ended.then(() => this.#listeners.forEach((listener) => listener()));
  }

  get output(): string {
    return this.#output;
  }

  /** The first match of a line that is still to come or was said already. */
  async says(line: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = line.exec(this.#output);
        if (found) resolve(found[1] ?? found[0]);
        else if (this.#child.exitCode !== null || this.#child.signalCode !== null)
          reject(new Error(`it ended without saying ${line}:\n${this.#output}`));
        else return;
        this.#listeners.delete(look);
      };
      this.#listeners.add(look);
      look();
    });
  }

  ready(): Promise<string> {
    return this.says(/is ready at (http:\S+)/);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  ended(): Promise<number | null> {
    return this.#ended;
  }

  async stop(): Promise<number | null> {
    this.signal('SIGINT');
    return this.#ended;
  }
}

/** Every process of the machine that works in a folder or was told of it, by pid. */
export function processesOf(folder: string): readonly { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        const place = readlinkSync(`/proc/${pid}/cwd`);
        return command !== '' && (place.startsWith(folder) || command.includes(folder)) ? [{ pid: Number(pid), command }] : [];
      } catch {
        return [];
      }
    });
}
