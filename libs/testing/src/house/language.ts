import ts from 'typescript';
import {
  codeRule,
  commentsOf,
  foundAt,
  isSource,
  isSpec,
  isTypeScript,
  lineAt,
  linesOf,
  nodesOf,
  rule,
  type Found,
  type TextFile,
} from './tree';

export const noEnum = codeRule('no-enum', isTypeScript, function* (file) {
  for (const node of nodesOf(file)) if (ts.isEnumDeclaration(node)) yield foundAt(file, node, 'An enum is a union of strings.');
});

const isConfig = (path: string): boolean => /(^|\/)[a-z]+\.config\.(mjs|ts)$/.test(path);

export const namedExports = codeRule(
  'named-exports',
  (path) => !isConfig(path),
  function* (file) {
    for (const node of nodesOf(file)) {
      const asDefault =
        ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
      if (asDefault || ts.isExportAssignment(node))
        yield foundAt(file, node, 'Exports are named; a default export has another name in every file.');
    }
  },
);

export const typeOverInterface = rule('type-over-interface', function* ({ files }) {
  const sources = files.filter((file) => isTypeScript(file.path));
  const implemented = new Set(sources.flatMap(implementedBy));
  for (const file of sources) {
    for (const node of nodesOf(file)) {
      // To add to what a library declares, TypeScript knows interfaces only.
      const merges = ts.findAncestor(node, ts.isModuleDeclaration);
      if (!ts.isInterfaceDeclaration(node) || merges || implemented.has(node.name.text)) continue;
      yield foundAt(file, node, `No class implements ${node.name.text}: it is a type.`);
    }
  }
});

function implementedBy(file: TextFile): readonly string[] {
  return [...nodesOf(file)]
    .filter((node) => ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap((node) => (node as ts.HeritageClause).types.map((type) => type.expression.getText()));
}

export const noAny = codeRule('no-any', isTypeScript, function* (file) {
  for (const node of nodesOf(file))
    if (node.kind === ts.SyntaxKind.AnyKeyword) yield foundAt(file, node, '`any` turns the compiler off; say what it is, or `unknown`.');
});

const silencers = /@ts-(ignore|nocheck)|eslint-disable/;

export const nothingSilenced = rule('nothing-silenced', function* ({ files }) {
  for (const file of files.filter(({ path }) => isTypeScript(path) || path.endsWith('.mjs'))) {
    for (const { line, text } of commentsOf(file)) {
      const silencer = silencers.exec(text)?.[0] ?? (isSpec(file.path) ? undefined : /@ts-expect-error/.exec(text)?.[0]);
      if (silencer) yield { file, line, sentence: `"${silencer}" silences a check; mend the code, or the rule for everybody.` };
    }
  }
});

const promises = /\b(TODO|FIXME|XXX|HACK)\b/;
const hashComments = /(^|\/)(Dockerfile|[^/]+\.(ya?ml|sh|md|toml|properties))$/;

export const noPromises = rule('no-todo', function* ({ files }) {
  for (const file of files) {
    for (const { line, text } of promisesIn(file)) {
      const word = promises.exec(text)?.[1];
      if (word) yield { file, line, sentence: `"${word}" is a promise nobody keeps; do it now or leave it out.` };
    }
  }
});

function* promisesIn(file: TextFile): Generator<{ readonly line: number; readonly text: string }> {
  if (isTypeScript(file.path) || file.path.endsWith('.mjs')) {
    for (const comment of commentsOf(file)) yield* linesOf(comment.text).map((text, index) => ({ line: comment.line + index, text }));
  } else if (hashComments.test(file.path)) {
    yield* linesOf(file.text).map((text, index) => ({ line: index + 1, text }));
  }
}

const functionLines = 50;

export const functionSize = codeRule(
  'function-size',
  (path) => !isSpec(path),
  function* (file) {
    for (const node of nodesOf(file)) {
      if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) continue;
      const count = lineAt(file, node.getEnd()) - lineAt(file, node.getStart()) + 1;
      if (count > functionLines)
        yield foundAt(file, node, `The function has ${count} lines; ${functionLines} is the most. Give its parts names.`);
    }
  },
);

// Where the time of this world is read, whatever the injected clock says: the clock itself; ids, which are only ordered by it; sign-in, whose tokens live as
// long as their issuer meant in the real world; tools that measure or provision from outside a running system; and pages, which show their reader's day.
const readsTheClock = /^(libs\/kernel\/src\/(clock|ids)\.ts|libs\/platform\/src\/tokens\.ts|services\/console\/web\/|deploy\/)/;

export const timeIsGiven = codeRule(
  'time-is-given',
  (path) => isSource(path) && !readsTheClock.test(path),
  function* (file) {
    for (const node of nodesOf(file)) yield* clockRead(file, node);
  },
);

export function* clockRead(file: TextFile, node: ts.Node): Generator<Found> {
  const sentence = 'Time is given, never taken: ask the Clock that was injected, or take the moment as input.';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0)
    yield foundAt(file, node, sentence);
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'Date') yield foundAt(file, node, sentence);
  if (ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now') yield foundAt(file, node, sentence);
}
