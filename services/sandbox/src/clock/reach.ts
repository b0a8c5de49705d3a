import type { ControlledProcess } from '@libs/jobs';
import { HttpProcess } from './http-process';

/** How the sandbox speaks to a process that joined. */
export abstract class Reach {
  abstract process(id: string, url: string): ControlledProcess;
}

export const overHttp: Reach = { process: (id, url) => new HttpProcess(id, url) };
