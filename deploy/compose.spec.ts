import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
type Compose = {
  readonly services: Readonly<
    Record<string, { readonly command?: readonly string[]; readonly volumes?: readonly string[]; readonly image?: string }>
  >;
};

const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose;
const schema = JSON.parse(readFileSync(join(root, 'deploy/compose-spec.schema.json'), 'utf8')) as object;

function errorsOf(document: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const hosts = new Set(['console', 'sandbox', 'standalone']);
const services = readdirSync(join(root, 'services')).filter(
  (name) => !hosts.has(name) && existsSync(join(root, 'services', name, 'src', `${name}.module.ts`)),
);

const filesOf = (folder: string): readonly string[] => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);

describe('docker-compose.yml', () => {
  it('meets the compose specification', () => expect(errorsOf(compose)).toEqual([]));

  it('is held to it: a field that the specification does not know is found', () => {
    const broken = { ...compose, services: { ...compose.services, redis: { ...compose.services['redis'], helthcheck: {} } } };
    expect(errorsOf(broken).join()).toContain('/services/redis');
  });

  it('has a line for every service, with the secrets of that service alone', () => {
    expect(services.length).toBeGreaterThan(1);
    for (const name of services) {
      expect([name, compose.services[name]?.command, compose.services[name]?.volumes]).toEqual([
        name,
        [name],
        [`./deploy/secrets/${name}:/run/secrets/xunbu:ro`],
      ]);
    }
  });

  it('lets every commit wait for the disk, in whatever it starts', () => {
    const texts = ['docker-compose.yml', 'deploy/Dockerfile', 'deploy/local/secrets.mjs', ...filesOf('deploy/image')];
    for (const file of texts)
      expect([file, readFileSync(join(root, file), 'utf8')]).toEqual([
        file,
        expect.not.stringMatching(/synchronous_commit|fsync|full_page_writes/),
      ]);
  });

  it('starts nothing of ours that has no folder', () => {
    const ours = Object.entries(compose.services).filter(([, { image }]) => image === 'xunbu');
    for (const [name] of ours) expect([...services, 'console', 'prepare', 'sandbox']).toContain(name);
  });
});
