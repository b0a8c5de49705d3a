// What a house rule sees: the texts of the tree, and nothing of the disk. So a rule judges a planted fixture exactly as it judges the sources.
import ts from 'typescript';

export type TextFile = { readonly path: string; readonly text: string };
export type Tree = { readonly files: readonly TextFile[] };
export type Finding = { readonly file: string; readonly line: number; readonly rule: string; readonly sentence: string };
export type HouseRule = { readonly name: string; readonly check: (tree: Tree) => readonly Finding[] };

/** Where a rule found something: the text is the sentence that a person reads. */
export type Found = { readonly file: TextFile; readonly line: number; readonly sentence: string };

export function rule(name: string, find: (tree: Tree) => Iterable<Found>): HouseRule {
  return { name, check: (tree) => [...find(tree)].map(({ file, line, sentence }) => ({ file: file.path, line, rule: name, sentence })) };
}

/** A rule that looks at one TypeScript or JavaScript file at a time. */
export function codeRule(
  name: string,
  concerns: (path: string) => boolean,
  find: (file: TextFile, tree: Tree) => Iterable<Found>,
): HouseRule {
  return rule(name, function* (tree) {
    for (const file of tree.files) if (isCode(file.path) && concerns(file.path)) yield* find(file, tree);
  });
}

export const isTypeScript = (path: string): boolean => /\.tsx?$/.test(path) && !path.endsWith('.d.ts');
export const isCode = (path: string): boolean => isTypeScript(path) || path.endsWith('.mjs');
/** Specs, and what only specs use. */
export const isSpec = (path: string): boolean => /\.spec\.tsx?$|^(libs|services)\/[^/]+\/src\/testing\//.test(path);
export const isSource = (path: string): boolean => isTypeScript(path) && !isSpec(path);
export const isDecider = (path: string): boolean => path.endsWith('.decider.ts');
export const serviceOf = (path: string): string | undefined => /^services\/([^/]+)\//.exec(path)?.[1];
export const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n');

const parsed = new WeakMap<TextFile, ts.SourceFile>();

function astOf(file: TextFile): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = file.path.endsWith('.tsx') ? ts.ScriptKind.TSX : file.path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const ast = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.Latest, true, kind);
  parsed.set(file, ast);
  return ast;
}

export function* nodesOf(file: TextFile, from: ts.Node = astOf(file)): Generator<ts.Node> {
  const waiting: ts.Node[] = [from];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => void children.push(child));
    waiting.push(...children.reverse());
  }
}

export const lineAt = (file: TextFile, position: number): number => astOf(file).getLineAndCharacterOfPosition(position).line + 1;

export const foundAt = (file: TextFile, node: ts.Node, sentence: string): Found => ({
  file,
  line: lineAt(file, node.getStart()),
  sentence,
});

export type Import = { readonly node: ts.Node; readonly from: string; readonly typeOnly: boolean; readonly values: readonly string[] };

/** Every import and re-export of a file, the dynamic ones included; `values` are the names that are not types. */
export function* importsOf(file: TextFile): Generator<Import> {
  for (const node of nodesOf(file)) {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const values = valueNames(node.importClause);
      const typeOnly = node.importClause !== undefined && values.length === 0;
      yield { node, from: node.moduleSpecifier.text, typeOnly, values };
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      yield { node, from: node.moduleSpecifier.text, typeOnly: node.isTypeOnly, values: ['*'] };
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [from] = node.arguments;
      if (from && ts.isStringLiteralLike(from)) yield { node, from: from.text, typeOnly: false, values: ['*'] };
    }
  }
}

function valueNames(clause: ts.ImportClause | undefined): readonly string[] {
  if (!clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const own = clause.name ? [clause.name.text] : [];
  const named = clause.namedBindings;
  if (!named) return own;
  if (ts.isNamespaceImport(named)) return [...own, '*'];
  return [...own, ...named.elements.filter((element) => !element.isTypeOnly).map((element) => (element.propertyName ?? element.name).text)];
}

export const decoratorsOf = (node: ts.Node): readonly ts.Decorator[] => (ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : []);

export function decoratorName(decorator: ts.Decorator): string {
  const called = ts.isCallExpression(decorator.expression) ? decorator.expression.expression : decorator.expression;
  return called.getText();
}

/** Every comment, with the line on which it begins. */
export function* commentsOf(file: TextFile): Generator<{ readonly line: number; readonly text: string }> {
  const seen = new Set<number>();
  const tokens: ts.Node[] = [astOf(file)];
  for (let node = tokens.pop(); node; node = tokens.pop()) {
    const ranges = [
      ...(ts.getLeadingCommentRanges(file.text, node.pos) ?? []),
      ...(ts.getTrailingCommentRanges(file.text, node.end) ?? []),
    ];
    const inText = node.kind === ts.SyntaxKind.JsxText || ts.isTemplateHead(node) || ts.isTemplateMiddle(node);
    for (const { pos, end } of inText ? [] : ranges) {
      if (seen.has(pos)) continue;
      seen.add(pos);
      yield { line: lineAt(file, pos), text: file.text.slice(pos, end) };
    }
    tokens.push(...node.getChildren());
  }
}
