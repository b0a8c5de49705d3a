// PostgreSQL refuses to run as root, so root lends it an account that owns nothing else.
import { readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { say } from './say.mjs';
import { isRoot } from './processes.mjs';

const accountName = 'xunbu-postgres';

function lookUp(name) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

function create() {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin', accountName],
      { stdio: 'pipe' },
    );
    say(`made the system account ${accountName}, because PostgreSQL does not run as root`);
  } catch {
    // Small images have no useradd; every one of them knows nobody.
  }
  return lookUp(accountName) ?? lookUp('nobody');
}

/**
 * Undefined when we are not root and PostgreSQL simply runs as we do. As root: the owner of an existing data folder (somebody else may have
 * started here without being root, and will again), or else the account of its own.
 */
export function accountFor(ownerOfData) {
  if (!isRoot()) return undefined;
  if (ownerOfData) return { uid: ownerOfData, gid: groupOf(ownerOfData) };
  return lookUp(accountName) ?? create();
}

function groupOf(uid) {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.split(':')[2] === String(uid));
  return line ? Number(line.split(':')[3]) : uid;
}
