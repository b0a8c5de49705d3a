// A server in a process of its own, as the benchmark holds it: where it listens, and how much processor it has used.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Called by the process itself once it listens. */
export function serve(url: string | undefined, close: () => Promise<void>): void {
  process.on('message', () => process.send?.(process.cpuUsage()));
  process.once('disconnect', () => void close());
  process.send?.(url);
}

export class ServerProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(script: string, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
      env: { ...process.env, ...environment },
      execArgv: ['--enable-source-maps'],
    });
    const [url] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(() => [])])) as [string?];
    if (url === undefined) throw new Error(`${script} ended before it listened`);
    return new ServerProcess(url, child);
  }

  async cpuMicroseconds(): Promise<number> {
    this.child.send('cpu');
    const [{ user, system }] = (await once(this.child, 'message')) as [NodeJS.CpuUsage];
    return user + system;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    if (this.child.connected) this.child.disconnect();
    await ended;
  }
}
