import ts from 'typescript';
import { codeRule, decoratorName, decoratorsOf, foundAt, isSource, nodesOf, rule, serviceOf } from './tree';

export const oneModule = rule('one-module', function* ({ files }) {
  const seen = new Map<string, string>();
  for (const file of files.filter(({ path }) => isSource(path) && serviceOf(path))) {
    for (const node of nodesOf(file)) {
      if (!ts.isDecorator(node) || decoratorName(node) !== 'Module') continue;
      const service = serviceOf(file.path) ?? '';
      const first = seen.get(service);
      if (first !== undefined) yield foundAt(file, node, `A service has one @Module, and that of ${service} is in ${first}.`);
      else if (!file.path.endsWith('.module.ts')) yield foundAt(file, node, 'The @Module of a service is in its <name>.module.ts.');
      seen.set(service, first ?? file.path);
    }
  }
});

const inMemory = new Set(['Saga', 'EventBus', 'EventsHandler', 'EventPublisher', 'AggregateRoot', 'IEventHandler', 'ofType']);

export const noMemoryBus = codeRule('no-memory-bus', isSource, function* (file) {
  for (const node of nodesOf(file)) {
    if (!ts.isImportSpecifier(node) || !inMemory.has((node.propertyName ?? node.name).text)) continue;
    const from = node.parent.parent.parent.moduleSpecifier.getText();
    if (from.includes('@nestjs/cqrs'))
      yield foundAt(
        file,
        node,
        `${node.name.text} forgets everything with its process; what lasts goes through the log and a subscription.`,
      );
  }
});

export const injectedByClass = codeRule('injected-by-class', isSource, function* (file) {
  for (const node of nodesOf(file)) {
    const token = ts.isDecorator(node) && decoratorName(node) === 'Inject' ? injected(node) : providedAs(node);
    if (token && isToken(token))
      yield foundAt(file, token, `Injection goes by class; ${token.getText()} is a token that no compiler checks.`);
  }
});

const injected = (decorator: ts.Decorator): ts.Node | undefined =>
  ts.isCallExpression(decorator.expression) ? decorator.expression.arguments[0] : undefined;

const providedAs = (node: ts.Node): ts.Node | undefined =>
  ts.isPropertyAssignment(node) && node.name.getText() === 'provide' ? node.initializer : undefined;

const isToken = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  /^Symbol(\.for)?\(/.test(node.getText()) ||
  (ts.isIdentifier(node) && /^[A-Z][A-Z0-9_]+$/.test(node.text));

export const injectedByValue = codeRule('injected-by-value', isSource, function* (file) {
  const types = new Set<string>();
  for (const node of nodesOf(file)) {
    if (ts.isImportSpecifier(node) && (node.isTypeOnly || node.parent.parent.phaseModifier === ts.SyntaxKind.TypeKeyword))
      types.add(node.name.text);
  }
  for (const parameter of injectedParameters([...nodesOf(file)])) {
    const name = parameter.type && ts.isTypeReferenceNode(parameter.type) ? parameter.type.typeName.getText() : '';
    if (types.has(name) && decoratorsOf(parameter).length === 0)
      yield foundAt(file, parameter, `${name} is imported as a type, so Nest cannot see what to inject; import the class itself.`);
  }
});

export const fewInjected = codeRule('few-injected', isSource, function* (file) {
  if (!serviceOf(file.path)) return;
  for (const node of nodesOf(file)) {
    const count = injectedParameters([node]).length;
    if (count > 3) yield foundAt(file, node, `${count} things are injected into one class; three is the most. It does too much.`);
  }
});

function injectedParameters(nodes: readonly ts.Node[]): readonly ts.ParameterDeclaration[] {
  return nodes
    .filter((node) => ts.isClassDeclaration(node) && decoratorsOf(node).length > 0)
    .flatMap((node) => (node as ts.ClassDeclaration).members)
    .filter((member) => ts.isConstructorDeclaration(member))
    .flatMap((constructor) => [...constructor.parameters]);
}

const verbs = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Head', 'Options', 'Sse']);
const policies = new Set(['Allow', 'Public', 'SignedIn']);
const namesOf = (node: ts.Node): readonly string[] => decoratorsOf(node).map(decoratorName);

// The bare rivals of the benchmarks answer nobody but the benchmark.
const hasPolicies = (path: string): boolean => isSource(path) && !path.startsWith('deploy/bench/');

export const routePolicies = codeRule('route-policies', hasPolicies, function* (file) {
  for (const node of nodesOf(file)) {
    if (!ts.isMethodDeclaration(node) || !namesOf(node).some((name) => verbs.has(name))) continue;
    if ([...namesOf(node), ...namesOf(node.parent)].some((name) => policies.has(name))) continue;
    yield foundAt(file, node.name, `The route ${node.name.getText()} says nobody's policy: it needs @Allow, @SignedIn or @Public.`);
  }
});

export const fewDecorators = codeRule('few-decorators', isSource, function* (file) {
  for (const node of nodesOf(file)) {
    if (!ts.isMethodDeclaration(node)) continue;
    const count = decoratorsOf(node).length;
    if (count > 4)
      yield foundAt(
        file,
        node.name,
        `${count} decorators stand on ${node.name.getText()}; four is the most. Compose those that go together.`,
      );
  }
});
