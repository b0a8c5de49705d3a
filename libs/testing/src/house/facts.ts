import ts from 'typescript';
import { codeRule, foundAt, isDecider, isSource, lineAt, nodesOf, rule, type TextFile } from './tree';

const literalType = (node: ts.Node): ts.StringLiteral | undefined =>
  ts.isPropertySignature(node) &&
  node.name.getText() === 'type' &&
  node.type &&
  ts.isLiteralTypeNode(node.type) &&
  ts.isStringLiteral(node.type.literal)
    ? node.type.literal
    : undefined;

export const factNames = codeRule('fact-names', isDecider, function* (file) {
  for (const node of nodesOf(file)) {
    const name = literalType(node);
    if (name && /Event$/.test(name.text))
      yield foundAt(file, node, `"${name.text}": a fact says in the past tense what happened, without "Event" behind it.`);
    else if (name && !/^[A-Z][A-Za-z0-9]*$/.test(name.text)) yield foundAt(file, node, `"${name.text}": a fact is called in PascalCase.`);
  }
});

export const factSchemas = codeRule('fact-schemas', isDecider, function* (file) {
  const nodes = [...nodesOf(file)];
  for (const decider of nodes) {
    if (!ts.isVariableDeclaration(decider) || !decider.type || !/^Decider</.test(decider.type.getText()) || !decider.initializer) continue;
    const union = (decider.type as ts.TypeReferenceNode).typeArguments?.[1]?.getText();
    const alias = nodes.find((node) => ts.isTypeAliasDeclaration(node) && node.name.text === union);
    const known = alias ? [...nodesOf(file, alias)].map(literalType).filter((name) => name !== undefined) : [];
    const schemas = schemaNames(file, decider.initializer);
    for (const name of known) {
      if (!schemas.has(name.text))
        yield foundAt(file, name, `${name.text} has no schema number in "schemas", so no release could tell its later forms apart.`);
    }
  }
});

function schemaNames(file: TextFile, within: ts.Node): ReadonlySet<string> {
  const schemas = [...nodesOf(file, within)].find((node) => ts.isPropertyAssignment(node) && node.name.getText() === 'schemas');
  const value = schemas && ts.isPropertyAssignment(schemas) ? schemas.initializer : undefined;
  return new Set(value && ts.isObjectLiteralExpression(value) ? value.properties.map((property) => property.name?.getText() ?? '') : []);
}

export const foldIsTotal = codeRule('fold-is-total', isDecider, function* (file) {
  for (const node of nodesOf(file)) {
    if (!ts.isMethodDeclaration(node) || node.name.getText() !== 'evolve') continue;
    for (const inner of nodesOf(file, node)) {
      if (ts.isDefaultClause(inner)) yield foundAt(file, inner, 'A default lets a new fact pass through the fold unseen; name every fact.');
      if (ts.isThrowStatement(inner)) yield foundAt(file, inner, 'The fold never throws and never judges: what happened, happened.');
    }
  }
});

const editsFacts = /\b(update|delete\s+from|truncate(\s+table)?)\s+(only\s+)?\S*\bfact\b(?!_)/i;

// That the database itself refuses such a statement is shown by specs, which have to write one for it.
export const factsStay = rule('facts-stay', function* ({ files }) {
  for (const file of files.filter(({ path }) => isSource(path) || path.endsWith('.mjs'))) {
    for (const node of nodesOf(file)) {
      const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
      if (isText && editsFacts.test(node.getText()))
        yield foundAt(file, node, 'Nothing that happened is edited: a correction is a new fact.');
    }
  }
  for (const file of files.filter(({ path }) => path.endsWith('.sql'))) {
    const hit = editsFacts.exec(file.text);
    if (hit) yield { file, line: lineAt(file, hit.index), sentence: 'Nothing that happened is edited: a correction is a new fact.' };
  }
});

const wordsIn = (files: readonly TextFile[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const texts = new Map<string, ReadonlySet<string>>();
  for (const file of files.filter(({ path }) => /^libs\/platform\/src\/texts\/[^/]+\.ts$/.test(path))) {
    for (const node of nodesOf(file)) {
      if (!ts.isPropertyAssignment(node) || !ts.isObjectLiteralExpression(node.initializer)) continue;
      texts.set(
        node.name.getText().replaceAll(/['"]/g, ''),
        new Set(node.initializer.properties.map((property) => property.name?.getText() ?? '')),
      );
    }
  }
  return texts;
};

export const refusalsHaveTexts = rule('refusal-texts', function* ({ files }) {
  const texts = wordsIn(files);
  for (const file of files.filter(({ path }) => isSource(path))) {
    for (const node of nodesOf(file)) {
      if (!ts.isNewExpression(node) || node.expression.getText() !== 'Refused') continue;
      const word = node.arguments?.[0];
      if (!word || !ts.isStringLiteralLike(word)) continue;
      const languages = texts.get(word.text);
      if (languages?.has('zh') && languages.has('en')) continue;
      yield foundAt(file, node, `${word.text} is said to people and has no Chinese and English text in libs/platform/src/texts.`);
    }
  }
});
