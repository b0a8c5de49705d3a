import { linesOf, rule, type TextFile, type Tree } from './tree';

type Project = { readonly folder: string; readonly name: string; readonly first: TextFile };

function projectsOf({ files }: Tree): readonly Project[] {
  const found = new Map<string, Project>();
  for (const file of files) {
    const [folder, name] = /^(?:libs|services)\/([^/]+)(?=\/)/.exec(file.path) ?? [];
    if (folder !== undefined && name !== undefined && !found.has(folder)) found.set(folder, { folder, name, first: file });
  }
  return [...found.values()];
}

const fileAt = ({ files }: Tree, path: string): TextFile | undefined => files.find((file) => file.path === path);

export const readmes = rule('project-readme', function* (tree) {
  for (const { folder, first } of projectsOf(tree)) {
    const readme = fileAt(tree, `${folder}/README.md`);
    if (!readme) yield { file: first, line: 1, sentence: `${folder} has no README.md that says what it is and how it is used.` };
    else if (linesOf(readme.text).length > 60) yield { file: readme, line: 61, sentence: 'The README has more than 60 lines; say less.' };
  }
});

export const projectFiles = rule('project-json', function* (tree) {
  for (const { folder, name, first } of projectsOf(tree)) {
    const project = fileAt(tree, `${folder}/project.json`);
    if (!project) {
      yield { file: first, line: 1, sentence: `${folder} has no project.json, so no boundary holds for it.` };
      continue;
    }
    const told = JSON.parse(project.text) as { readonly name?: string; readonly tags?: readonly string[] };
    if (told.name !== name) yield { file: project, line: 1, sentence: `The project is called "${told.name ?? ''}" and lies in ${folder}.` };
    if (!(told.tags ?? []).some((tag) => tag.startsWith('type:')))
      yield { file: project, line: 1, sentence: 'The project has no tag type:…, so no boundary holds for it.' };
    if (linesOf(project.text).length > 15)
      yield { file: project, line: 16, sentence: 'project.json has more than 15 lines; what all have in common is in nx.json.' };
  }
});

export const composeLines = rule('compose-lines', function* (tree) {
  const compose = fileAt(tree, 'docker-compose.yml')?.text ?? '';
  for (const file of tree.files) {
    const [, name] = /^services\/([^/]+)\/src\/[^/]+\.module\.ts$/.exec(file.path) ?? [];
    if (name === undefined || name === 'standalone' || new RegExp(`^ {2}${name}:`, 'm').test(compose)) continue;
    yield { file, line: 1, sentence: `The service ${name} has no line in docker-compose.yml, so nobody starts it there.` };
  }
});

const ownCommands = new Set(['install', 'i', 'ci', 'pkg', 'run', 'audit']);

export const readmeCommands = rule('readme-commands', function* (tree) {
  const scripts =
    (JSON.parse(fileAt(tree, 'package.json')?.text ?? '{}') as { readonly scripts?: Readonly<Record<string, string>> }).scripts ?? {};
  for (const file of tree.files.filter(({ path }) => path.endsWith('.md'))) {
    for (const [index, line] of linesOf(file.text).entries()) {
      for (const [, , name = ''] of codeOn(line, file, index).matchAll(/\bnpm (run )?([a-z][a-z0-9:-]*)/g)) {
        if (scripts[name] !== undefined || ownCommands.has(name)) continue;
        yield { file, line: index + 1, sentence: `\`npm ${name}\` is no command of package.json.` };
      }
    }
  }
});

/** Prose may say "npm packages"; a command stands in back-ticks or in a code block. */
function codeOn(line: string, file: TextFile, index: number): string {
  const fences = linesOf(file.text)
    .slice(0, index)
    .filter((before) => before.trimStart().startsWith('```'));
  return fences.length % 2 === 1 ? line : [...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code).join(' ; ');
}
