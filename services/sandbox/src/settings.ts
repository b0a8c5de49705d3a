import { MembershipProof } from '@libs/jobs';
import { SystemClock } from '@libs/kernel';
import { BootError, type Environment } from '@libs/platform';
import { momentOf } from './clock/moment';

export type SandboxSettings = {
  /** The time of the outside world: one that is moved by hand, or that of the machine, which nobody moves. */
  readonly clock: 'settable' | 'system';
  readonly startsAt: string;
  readonly proof: MembershipProof;
  readonly keysFolder: string;
  /** Where the system answers to which the bank's answers go; without it they reach nobody. */
  readonly bankAnswersUrl?: string;
  readonly leaseMs?: number;
  readonly deadlineMs?: number;
};

const wholeMs = (environment: Environment, name: string): number | undefined => {
  const text = environment[name];
  if (!text) return undefined;
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new BootError(`${name} must be a whole number of milliseconds.`);
  return Number(text);
};

/** Reads what the sandbox is told, and refuses to be one where nobody said so: production has no settable clock. */
export function settingsOf(environment: Environment): SandboxSettings {
  if (environment['SANDBOX'] !== '1')
    throw new BootError('The sandbox moves the time of a whole system; it runs only where SANDBOX=1 is set.');
  const [leaseMs, deadlineMs] = [wholeMs(environment, 'SANDBOX_LEASE_MS'), wholeMs(environment, 'SANDBOX_DEADLINE_MS')];
  const [keysFolder, bankAnswersUrl] = [environment['KEYS_DIR'], environment['BANK_ANSWERS_URL']];
  return {
    clock: environment['SANDBOX_CLOCK'] === 'system' ? 'system' : 'settable',
    startsAt: startOf(environment['SANDBOX_STARTS_AT']),
    proof: proofOf(keysFolder),
    keysFolder: keysFolder ?? '',
    ...(bankAnswersUrl && { bankAnswersUrl }),
    ...(leaseMs === undefined ? {} : { leaseMs }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
  };
}

function proofOf(folder: string | undefined): MembershipProof {
  if (!folder)
    throw new BootError(
      'KEYS_DIR must be the folder of the keys of the installation: by them the sandbox knows the processes that belong to it.',
    );
  try {
    return MembershipProof.of(folder);
  } catch (error) {
    throw new BootError((error as Error).message);
  }
}

function startOf(text: string | undefined): string {
  if (!text) return new SystemClock().now();
  try {
    return momentOf(text);
  } catch {
    throw new BootError('SANDBOX_STARTS_AT must be a date, or an instant with its zone.');
  }
}
