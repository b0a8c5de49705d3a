// Lints the whole tree as one program, and proves that the linter sees: every planted fixture has to be caught by the rule that it names.
// Runs through Nx (`nx run deploy:lint-tree`), because the rule of module boundaries keeps silent where no project graph is at hand.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../../', import.meta.url));
const fixtures = join(root, 'libs/testing/src/house/fixtures/lint');

const inOneLine = (text) => text.replaceAll(/\s+/g, ' ').trim();
const ofMessages = ({ filePath, messages }) =>
  messages.map(({ line, ruleId, message }) => `${relative(root, filePath)}:${line ?? 1} ${ruleId ?? 'parse'} ${inOneLine(message)}`);

/** A fixture says in its first line under which path it pretends to lie and which rule has to catch it. */
export async function proveLint(eslint) {
  const missed = [];
  for (const name of readdirSync(fixtures).toSorted()) {
    const text = readFileSync(join(fixtures, name), 'utf8');
    const [, path, rule] = /^\/\/ (\S+) (\S+)\n/.exec(text) ?? [];
    if (!path || !existsSync(join(root, path)))
      missed.push(`${relative(root, fixtures)}/${name}:1 lint-fixture Its first line names no file of the tree and no rule.`);
    else {
      const [result] = await eslint.lintText(text, { filePath: join(root, path) });
      const rules = new Set(result.messages.map(({ ruleId }) => ruleId));
      if (!rules.has(rule))
        missed.push(
          `${relative(root, fixtures)}/${name}:1 lint-fixture ${rule} did not catch it; it said: ${[...rules].join(', ') || 'nothing'}.`,
        );
    }
  }
  return { missed, planted: readdirSync(fixtures).length };
}

async function lintTree(eslint) {
  const results = await eslint.lintFiles(['libs', 'services', 'deploy']);
  console.log(`linted ${results.length} files`);
  return results.flatMap(ofMessages);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const eslint = new ESLint({ cwd: root, errorOnUnmatchedPattern: false });
  // One program serves all files of the disk; a planted text needs one that takes its text for that of the file whose name it bears.
  process.env.TSESTREE_SINGLE_RUN = 'true';
  const ofTree = process.argv.includes('--prove') ? [] : await lintTree(eslint);
  process.env.TSESTREE_SINGLE_RUN = 'false';
  const { missed, planted } = await proveLint(eslint);
  const findings = [...ofTree, ...missed];
  for (const finding of findings) console.log(finding);
  console.log(`${planted - missed.length} of ${planted} planted fixtures caught`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}
