// The PyPI package itself, installed once into .cache/ at one version: the draw must equal it to the digit.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const version = '1.0.10';
const folder = join(process.cwd(), '.cache', `consistent_sampler-${version}`);

const script = `
import json, sys
from consistent_sampler import sampler
asked = json.load(sys.stdin)
print(json.dumps([[[number, id] for number, id, _ in sampler(one["ids"], one["seed"])] for one in asked]))
`;

function installed(): string {
  if (!existsSync(join(folder, 'consistent_sampler'))) {
    mkdirSync(folder, { recursive: true });
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '--target', folder];
    execFileSync('python3', [...pip, `consistent_sampler==${version}`], { stdio: 'pipe' });
  }
  return folder;
}

export type AskedSample = { readonly ids: readonly string[]; readonly seed: string };

/** What the package draws: ticket number, as it shows it, and id, in its order. */
export function drawnByPackage(asked: readonly AskedSample[]): readonly (readonly (readonly [string, string])[])[] {
  const said = execFileSync('python3', ['-c', script], {
    input: JSON.stringify(asked),
    env: { ...process.env, PYTHONPATH: installed(), PYTHONIOENCODING: 'utf-8' },
    maxBuffer: 64 * 1_024 * 1_024,
  });
  return JSON.parse(said.toString('utf8')) as readonly (readonly (readonly [string, string])[])[];
}
