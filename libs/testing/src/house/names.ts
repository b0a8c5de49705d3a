import { codeRule, foundAt, isCode, isSpec, isTypeScript, linesOf, nodesOf, rule, serviceOf, type Found, type TextFile } from './tree';
import ts from 'typescript';

const whole = (file: TextFile, sentence: string): Found => ({ file, line: 1, sentence });
const kebab = '[a-z0-9]+(-[a-z0-9]+)*';
const fileName = new RegExp(
  `^${kebab}(\\.(decider|projection|query|controller|module))?(\\.spec|\\.int\\.spec|\\.e2e\\.spec|\\.journey)?\\.tsx?$`,
);

export const closedSuffixes = rule('file-names', function* ({ files }) {
  for (const file of files) {
    const name = file.path.split('/').pop() ?? '';
    if (!isTypeScript(file.path) || fileName.test(name)) continue;
    yield whole(
      file,
      `"${name}" is not kebab-case with a suffix of the closed list .decider .projection .query .controller .module .spec .int.spec .e2e.spec .journey.`,
    );
  }
});

const banned = /\/(application|domain|infrastructure|dtos?|entities|interfaces|models|helpers|utils)\//;

export const serviceShape = rule('service-shape', function* ({ files }) {
  for (const file of files) {
    const service = serviceOf(file.path);
    if (!service || !isCode(file.path)) continue;
    const inside = file.path.slice(`services/${service}/`.length).split('/');
    const folder = banned.exec(`/${file.path}`)?.[1];
    if (folder) yield whole(file, `A service has no folder "${folder}"; a file lies under the noun that it is about.`);
    else if (inside.at(-1) === 'index.ts') yield whole(file, 'A service has no index.ts; whoever needs a file names it.');
    else if (inside[0] === 'src' && inside.length > 3) yield whole(file, 'A file of a service lies at src/<noun>/<file>, one level deep.');
  }
});

const rootFiles = /^(main|announce|[a-z-]+\.module|[a-z-]+\.controller)(\.spec|\.int\.spec|\.e2e\.spec)?\.ts$|\.(int|e2e)\.spec\.ts$/;

// A service that decides something has the whole shape; one that only stands in front, or for the outside world, is freer.
export const serviceTop = rule('service-top', function* ({ files }) {
  const deciding = new Set(files.filter((file) => file.path.endsWith('.decider.ts')).map((file) => serviceOf(file.path)));
  for (const file of files) {
    const [, top] = /^services\/[^/]+\/src\/([^/]+\.ts)$/.exec(file.path) ?? [];
    if (top === undefined || !deciding.has(serviceOf(file.path)) || rootFiles.test(top)) continue;
    yield whole(
      file,
      `"${top}" lies beside the module; only main, announce, the module and its controller do, all else lies under its noun.`,
    );
  }
});

export const libNames = rule('lib-names', function* ({ files }) {
  const judged = new Set<string>();
  for (const file of files) {
    const [, lib] = /^libs\/([^/]+)\//.exec(file.path) ?? [];
    if (lib === undefined || judged.has(lib)) continue;
    judged.add(lib);
    if (/^(common|shared|core|utils?|helpers)$/.test(lib))
      yield whole(file, `A lib called "${lib}" says nothing; name it after what it is.`);
  }
});

const pascal = (stem: string): string => stem.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());

export const verbFiles = codeRule(
  'verb-files',
  (path) => serviceOf(path) !== undefined && !isSpec(path),
  function* (file) {
    const stem = /([^/]+)\.ts$/.exec(file.path)?.[1] ?? '';
    for (const node of nodesOf(file)) {
      if (!ts.isClassDeclaration(node) || !node.name) continue;
      const interfaces = (node.heritageClauses ?? []).flatMap((clause) => clause.types.map((type) => type.expression.getText()));
      if (!interfaces.includes('Consumer')) continue;
      if (stem.startsWith('on-') && node.name.text === pascal(stem)) continue;
      yield foundAt(
        file,
        node,
        `${node.name.text} hears of a fact from elsewhere: its file is on-<fact>.ts, and it is called like its file.`,
      );
    }
  },
);

const allowedAtRoot = new Set(
  'services libs deploy docker-compose.yml nx.json package.json package-lock.json tsconfig.base.json README.md eslint.config.mjs jest.config.mjs'.split(
    ' ',
  ),
);

export const rootOfTree = rule('root', function* ({ files }) {
  const judged = new Set<string>();
  for (const file of files) {
    const name = file.path.split('/')[0] ?? '';
    if (judged.has(name) || name.startsWith('.') || allowedAtRoot.has(name)) continue;
    judged.add(name);
    yield whole(file, `"${name}" lies at the root, where only the services, libs, deploy and what tools force there may lie.`);
  }
});

export const fileSize = rule('file-size', function* ({ files }) {
  for (const file of files) {
    const count = linesOf(file.text).length;
    if (isCode(file.path) && count > 300)
      yield { file, line: 301, sentence: `The file has ${count} lines; 300 is the most. Split it by noun.` };
  }
});
