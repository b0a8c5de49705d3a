import ts from 'typescript';
import { codeRule, foundAt, isTypeScript, nodesOf } from './tree';

const tests = new Set(['describe', 'it', 'test']);
const weak = new Set([
  'toMatchSnapshot',
  'toMatchInlineSnapshot',
  'toThrowErrorMatchingSnapshot',
  'toThrowErrorMatchingInlineSnapshot',
  'toHaveBeenCalledWith',
]);
const skipped = new Set(['xit', 'xdescribe', 'xtest', 'fit', 'fdescribe', 'ftest']);

const sentenceFor = (node: ts.Node): string | undefined => {
  if (ts.isPropertyAccessExpression(node)) {
    const [on, name] = [node.expression.getText().split('.')[0] ?? '', node.name.text];
    if (tests.has(on) && name === 'only') return 'One test that runs alone silences all others.';
    if (tests.has(on) && ['skip', 'todo', 'failing', 'skipIf'].includes(name))
      return 'A test that is skipped proves nothing; mend it or take it away.';
    if (on === 'jest' && ['mock', 'unstable_mockModule', 'doMock'].includes(name))
      return 'Our own code is not mocked; use the memory store, or a real server.';
    if (weak.has(name)) return `${name} repeats what the code does; write what the rule demands, by hand.`;
  }
  if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && skipped.has(node.expression.text)) {
    return `${node.expression.text} leaves tests out; mend them or take them away.`;
  }
  return undefined;
};

export const honestTests = codeRule('honest-tests', isTypeScript, function* (file) {
  for (const node of nodesOf(file)) {
    const sentence = sentenceFor(node);
    if (sentence) yield foundAt(file, node, sentence);
  }
});
