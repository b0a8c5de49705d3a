// `node deploy/local/schemathesis.mjs --url http://127.0.0.1:8080 [--keys .data/keys] [--examples 60]`: throws what the merged OpenAPI allows, and what it
// forbids, at a running system. Fails on any 5xx and on any answer that the contract does not name. The tool is installed once, at one version, into .cache/.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { parseArgs } from 'node:util';
import { build, root } from './build.mjs';

const version = '4.32.5';
const folder = join(root, '.cache', `schemathesis-${version}`);
const tokenSeconds = 3_600;

const { values: chosen } = parseArgs({
  options: {
    url: { type: 'string', default: `http://127.0.0.1:${process.env.PORT || '8080'}` },
    keys: { type: 'string', default: join(root, '.data/keys') },
    examples: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    // `--parameter classId=…`: an id of something that is there, so that what lies behind a 404 is reached too.
    parameter: { type: 'string', multiple: true, default: [] },
  },
});

function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', cwd: join(root, '.cache') });
  if (error) throw new Error(`${command} cannot be run (${error.code}); it needs Python 3.10 or newer with venv.`);
  return status ?? 1;
}

function installed() {
  const program = join(folder, 'bin/schemathesis');
  if (existsSync(program)) return program;
  console.log(`installing schemathesis ${version} into .cache/ …`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  if (run('python3', ['-m', 'venv', folder]) !== 0) throw new Error('python3 could not make a virtual environment.');
  if (run(join(folder, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${version}`]) !== 0) {
    throw new Error(`schemathesis ${version} could not be installed from PyPI.`);
  }
  return program;
}

async function tokenFor(keys) {
  await build();
  const { signToken } = await import(join(root, 'dist/libs/platform/src/index.js'));
  const claims = {
    sub: 'schemathesis',
    roles: ['registrar', 'reviewer', 'supervisor', 'inspector', 'system'],
    region: '12',
    organisation: 'schemathesis',
  };
  return signToken(resolve(keys), claims, { seconds: tokenSeconds });
}

// What holds for every answer. Left out is `ignored_auth`, which takes a public route for one that forgets to ask; that every route asks is checked at boot.
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'positive_data_acceptance',
  'missing_required_header',
  'unsupported_method',
];

function configuration() {
  const file = join(root, '.cache/schemathesis.toml');
  const parameters = chosen.parameter.map((given) => given.split('=')).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  // A key used twice and a version that has passed are noes of the world as it stands, like 409.
  const noes = '[checks.positive_data_acceptance]\nexpected-statuses = ["2xx", "401", "403", "404", "409", "412", "422", "429"]\n';
  // What is too long is refused for that, whatever else may be wrong with it; a 5xx is no refusal.
  const refusals =
    '[checks.negative_data_rejection]\nexpected-statuses = ["400", "401", "403", "404", "405", "409", "413", "414", "415", "422", "429"]\n';
  writeFileSync(file, `${noes}${refusals}[parameters]\n${parameters.join('\n')}\n`);
  return file;
}

const token = await tokenFor(chosen.keys);
const program = installed();
process.exitCode = run(program, [
  '--config-file',
  configuration(),
  'run',
  `${chosen.url}/api/openapi.json`,
  ...['--url', chosen.url, '--header', `Authorization: Bearer ${token}`, '--checks', checks.join(',')],
  ...['--phases', 'examples,coverage,fuzzing,stateful', '--mode', 'all', '--max-examples', chosen.examples, '--seed', chosen.seed],
  // NUL is refused everywhere, which JSON Schema has no short word for.
  ...['--generation-allow-x00', 'false', '--generation-database', 'none', '--request-timeout', '20', '--continue-on-failure', '--no-color'],
  ...(chosen.only ? ['--include-path-regex', chosen.only] : []),
]);
