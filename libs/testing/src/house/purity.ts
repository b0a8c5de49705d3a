// A rule is a pure function: what deciders, announcers, the kernel and the evaluator of packs may not reach.
import { posix } from 'node:path';
import ts from 'typescript';
import { clockRead } from './language';
import { foundAt, importsOf, isDecider, isSpec, nodesOf, rule, type Found, type TextFile, type Tree } from './tree';

const isPure = (path: string): boolean =>
  !isSpec(path) &&
  (isDecider(path) ||
    /^services\/[^/]+\/src\/announce\.ts$/.test(path) ||
    /^libs\/(kernel\/src\/[^/]+|policy\/src\/evaluat[a-z-]*)\.ts$/.test(path));

// The doors of the kernel to the world: the clock, and ids that nobody can guess. What they give is for edges, never for a rule.
const doors = new Set(['libs/kernel/src/clock.ts', 'libs/kernel/src/ids.ts']);
const fromDoors = new Set(['newId', 'SystemClock']);

/** Values that a pure file may take from elsewhere; types it may take from any lib that it may see. */
const allowedValues: Readonly<Record<string, readonly string[] | 'all'>> = {
  '@libs/kernel': 'all',
  '@libs/contracts': 'all',
  '@libs/event-store': ['withKeys', 'WithKeys'],
  // Which uses are one: the evaluator asks, and the book of the person has to mean the same.
  '@libs/policy': ['isOneUse'],
  canonicalize: 'all',
  'chinese-days': 'all',
  'node:crypto': ['createHash', 'createHmac'],
};
const kernelAlone = new Set(['canonicalize', 'chinese-days', 'node:crypto']);
const typesFrom = new Set(['@libs/kernel', '@libs/contracts', '@libs/event-store', '@libs/messaging', '@libs/policy']);

const impure = new Set(
  'process setTimeout setInterval setImmediate queueMicrotask fetch crypto performance console globalThis require Promise randomUUID randomBytes'.split(
    ' ',
  ),
);

export const pureRules = rule('pure-rules', function* (tree) {
  const judged = new Set<TextFile>();
  const waiting = tree.files.filter((file) => isPure(file.path) && !doors.has(file.path));
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (judged.has(file)) continue;
    judged.add(file);
    yield* impureImports(file);
    for (const node of nodesOf(file)) yield* impureCode(file, node);
    // What a pure file takes by value from its neighbours has to be as pure as itself.
    waiting.push(...neighboursOf(file, tree).filter((next) => !doors.has(next.path)));
  }
});

function* impureImports(file: TextFile): Generator<Found> {
  const ofLibs = file.path.startsWith('libs/');
  for (const { node, from, typeOnly, values } of importsOf(file)) {
    if (from.startsWith('.')) continue;
    if (typeOnly && typesFrom.has(from)) continue;
    const allowed = kernelAlone.has(from) && !ofLibs ? undefined : allowedValues[from];
    const throughDoor = values.find((name) => fromDoors.has(name));
    const mayCome = allowed === 'all' || (allowed && values.every((name) => allowed.includes(name)));
    if (throughDoor) yield foundAt(file, node, `${throughDoor} is another at every call; a rule takes what it gives as input.`);
    else if (!mayCome)
      yield foundAt(file, node, `A rule takes nothing from "${from}": it is a pure function from state and input to facts.`);
  }
}

function neighboursOf(file: TextFile, tree: Tree): readonly TextFile[] {
  const paths = [...importsOf(file)]
    .filter(({ from, typeOnly }) => from.startsWith('.') && !typeOnly)
    .map(({ from }) => posix.join(posix.dirname(file.path), from.replace(/\.(js|ts)$/, '')));
  return tree.files.filter((other) => paths.includes(other.path.replace(/\.ts$/, '')));
}

function* impureCode(file: TextFile, node: ts.Node): Generator<Found> {
  yield* clockRead(file, node);
  if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword)
    yield foundAt(file, node, 'A rule does not wait: what it needs to know comes in with its input.');
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'Math.random')
    yield foundAt(file, node, 'A rule does not throw dice; a chosen value comes in with its input.');
  if (ts.isIdentifier(node) && impure.has(node.text) && isUsedAsValue(node))
    yield foundAt(file, node, `A rule does not reach for ${node.text}; it is a pure function.`);
}

function isUsedAsValue(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isPropertySignature(parent) || ts.isTypeReferenceNode(parent) || ts.isImportSpecifier(parent) || ts.isBindingElement(parent))
    return false;
  return !ts.isParameter(parent) || parent.name !== node;
}

// 60 and 1000 turn units into one another; everything else that is a number in a rule was decided by somebody and belongs to a pack.
const unitsAndNeutral = new Set(['0', '1', '60', '1000', '1_000', '0n', '1n', '60n', '1000n']);

export const noBusinessNumber = rule('no-business-number', function* ({ files }) {
  for (const file of files.filter(({ path }) => isDecider(path))) {
    for (const node of nodesOf(file)) {
      if (!ts.isNumericLiteral(node) && !ts.isBigIntLiteral(node)) continue;
      if (unitsAndNeutral.has(node.getText()) || isPlaceOrSchema(node)) continue;
      yield foundAt(file, node, `${node.getText()} in a rule is a business number: it comes in with the input, from a policy pack.`);
    }
  }
});

function isPlaceOrSchema(node: ts.Node): boolean {
  if (ts.isElementAccessExpression(node.parent)) return true;
  const list = node.parent.parent;
  return ts.isPropertyAssignment(node.parent) && ts.isPropertyAssignment(list.parent) && list.parent.name.getText() === 'schemas';
}
