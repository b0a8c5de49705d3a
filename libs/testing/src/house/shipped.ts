// What has left the house stays as it is: contracts that others rely on, and migrations that ran somewhere.
import { createHash } from 'node:crypto';
import ts from 'typescript';
import { decoratorsOf, foundAt, isTypeScript, nodesOf, rule, type Found, type TextFile, type Tree } from './tree';

export const shippedContracts = 'libs/contracts/shipped.json';
export const shippedMigrations = 'deploy/local/shipped-migrations.json';
export type Shipped = Readonly<Record<string, string>>;

type ContractClass = { readonly file: TextFile; readonly node: ts.ClassDeclaration; readonly type?: string };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const isContractFile = ({ path }: TextFile): boolean => /^libs\/contracts\/src\/[^/]+\.ts$/.test(path) && !path.endsWith('spec.ts');
const fieldsOf = (node: ts.ClassDeclaration): readonly ts.PropertyDeclaration[] =>
  node.members
    .filter(ts.isPropertyDeclaration)
    .filter((field) => !field.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword));

function contractClasses({ files }: Tree): readonly ContractClass[] {
  return files.filter(isContractFile).flatMap((file) =>
    [...nodesOf(file)].filter(ts.isClassDeclaration).map((node) => {
      const type = node.members.filter(ts.isPropertyDeclaration).find((member) => member.name.getText() === 'type')?.initializer;
      return { file, node, ...(type && ts.isStringLiteral(type) ? { type: type.text } : {}) };
    }),
  );
}

/** The shape that travels: names, types and checks of all fields, those of nested classes included. */
function shapeOf(node: ts.ClassDeclaration, all: readonly ContractClass[]): string {
  const nested = all.filter((other) => other.node !== node && other.node.name);
  const fields = fieldsOf(node).map((field) => {
    const inner = nested.filter((other) => new RegExp(`\\b${other.node.name?.text ?? ''}\\b`).test(field.type?.getText() ?? ''));
    const checks = decoratorsOf(field).map((decorator) => decorator.getText().replaceAll(/\s+/g, ''));
    const type = `${field.questionToken ? '?' : ''}${field.type?.getText().replaceAll(/\s+/g, '') ?? ''}`;
    return [field.name.getText(), type, ...checks.toSorted(), ...inner.map((other) => shapeOf(other.node, all))].join(' ');
  });
  return `{${fields.toSorted().join(';')}}`;
}

export function contractHashes(tree: Tree): Shipped {
  const all = contractClasses(tree);
  return Object.fromEntries(all.flatMap(({ node, type }) => (type === undefined ? [] : [[type, sha256(shapeOf(node, all))]])));
}

const isMigration = ({ path }: TextFile): boolean =>
  /\/migrations\/[^/]+\.ts$/.test(path) && isTypeScript(path) && !path.endsWith('spec.ts');

export const migrationHashes = ({ files }: Tree): Shipped =>
  Object.fromEntries(files.filter(isMigration).map(({ path, text }) => [path, sha256(text.replaceAll(/\s+/g, ' '))]));

const listed = (tree: Tree, path: string): Shipped => JSON.parse(tree.files.find((file) => file.path === path)?.text ?? '{}') as Shipped;

export const contractsChecked = rule('contracts-checked', function* (tree) {
  for (const { file, node } of contractClasses(tree)) {
    for (const field of fieldsOf(node)) {
      if (decoratorsOf(field).length === 0)
        yield foundAt(file, field, `${field.name.getText()} leaves the service unchecked; class-validator has to say what it is.`);
    }
  }
});

export const goldenSamples = rule('golden-samples', function* (tree) {
  for (const { file, node, type } of contractClasses(tree)) {
    if (type === undefined) continue;
    const sample = tree.files.find(({ path }) => path === `libs/contracts/samples/${type}.json`);
    if (!sample)
      yield foundAt(
        file,
        node,
        `${type} has no golden sample libs/contracts/samples/${type}.json, so nothing holds its two ends together.`,
      );
    else yield* unlike(sample, node);
  }
});

function* unlike(sample: TextFile, node: ts.ClassDeclaration): Generator<Found> {
  const given = Object.keys(JSON.parse(sample.text) as object);
  const fields = new Map(fieldsOf(node).map((field) => [field.name.getText(), field.questionToken !== undefined]));
  for (const name of given)
    if (!fields.has(name)) yield { file: sample, line: 1, sentence: `The sample has "${name}", which its contract does not know.` };
  for (const [name, optional] of fields) {
    if (!optional && !given.includes(name))
      yield { file: sample, line: 1, sentence: `The sample lacks "${name}", which its contract demands.` };
  }
}

export const contractsStay = rule('contracts-stay', (tree) => {
  const at = new Map(
    contractClasses(tree).flatMap(({ file, node, type }) => (type === undefined ? [] : [[type, foundAt(file, node, '')] as const])),
  );
  return changes(
    tree,
    shippedContracts,
    contractHashes(tree),
    (type) => at.get(type),
    'A version that others read is never edited: append the next version beside it.',
  );
});

export const migrationsStay = rule('migrations-stay', (tree) => {
  const at = new Map(tree.files.filter(isMigration).map((file) => [file.path, { file, line: 1 }]));
  return changes(
    tree,
    shippedMigrations,
    migrationHashes(tree),
    (path) => at.get(path),
    'A migration that ran somewhere is never edited: append another.',
  );
});

function* changes(
  tree: Tree,
  list: string,
  now: Shipped,
  placeOf: (name: string) => { readonly file: TextFile; readonly line: number } | undefined,
  why: string,
): Generator<Found> {
  const shipped = listed(tree, list);
  const place = (name: string) => placeOf(name) ?? { file: { path: list, text: '' }, line: 1 };
  for (const [name, hash] of Object.entries(shipped)) {
    if (now[name] === undefined) yield { ...place(name), sentence: `${name} has shipped and is gone. ${why}` };
    else if (now[name] !== hash) yield { ...place(name), sentence: `${name} has shipped with another content. ${why}` };
  }
  for (const name of Object.keys(now)) {
    if (shipped[name] === undefined)
      yield { ...place(name), sentence: `${name} is not in ${list} yet; \`npm run check -- --ship\` writes it there, for good.` };
  }
}

export const migrationNames = rule('migration-names', function* ({ files }) {
  for (const file of files.filter(isMigration)) {
    const name = file.path.split('/').pop() ?? '';
    if (!/^\d{4}-[a-z0-9-]+\.ts$/.test(name))
      yield { file, line: 1, sentence: `"${name}" does not say its place; a migration is <four digits>-<what-it-does>.ts.` };
  }
});
