import ts from 'typescript';
import { commentsOf, isCode, lineAt, linesOf, nodesOf, rule, type TextFile } from './tree';

// One spelling for each word; the right one is in the glossary.
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/attendees?(?![a-z])/i, 'trainee'],
  [/\b(students?|pupils?|learners?)\b|(?<=[a-z])(Student|Pupil|Learner)|\b(student|pupil|learner)(?=[A-Z])/i, 'trainee'],
  [/enrollment|enrollee|enrolement/i, 'enrolment'],
  [/check-?ins?\b|\bcheckIn|CheckIn/, 'sign-in'],
];
const glossary = /^libs\/(platform\/src\/texts|policy\/packs)\/|^libs\/testing\/src\/house\/words\.ts$/;

export const glossaryWords = rule('glossary-words', function* ({ files }) {
  for (const file of files.filter(({ path }) => isCode(path) && !glossary.test(path))) {
    const said = [...commentsOf(file), ...namesIn(file)];
    for (const { line, text } of said) {
      for (const [wrong, right] of synonyms) {
        const word = wrong.exec(text)?.[0];
        if (word) yield { file, line, sentence: `"${word}" has another name here: ${right}.` };
      }
    }
  }
});

function* namesIn(file: TextFile): Generator<{ readonly line: number; readonly text: string }> {
  for (const node of nodesOf(file)) {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) yield { line: lineAt(file, node.getStart()), text: node.text };
  }
}

const machine: readonly (readonly [RegExp, string])[] = [
  [/(?<![\w.$}/-])\/(work|tmp|root|home)\/[\w.-]+/, 'is a path of one machine; the tree has to run anywhere'],
  [
    /https?:\/\/[^\s'"`/]*(registry|artifactory|nexus|mirror|repo\d?\.maven|pypi|proxy)[^\s'"`]*/i,
    'is a host for packages, which whoever installs has chosen already',
  ],
];
const text = /\.(tsx?|mjs|json|md|ya?ml|sh|sql|html|css|toml)$|(^|\/)(Dockerfile|run|\.npmrc)$/;
const elsewhere = /^package-lock\.json$|^libs\/testing\/src\/house\//;

export const noMachine = rule('no-machine', function* ({ files }) {
  for (const file of files.filter(({ path }) => text.test(path) && !elsewhere.test(path))) {
    for (const [index, line] of linesOf(file.text).entries()) {
      for (const [pattern, why] of machine) {
        const hit = pattern.exec(line)?.[0];
        if (hit) yield { file, line: index + 1, sentence: `"${hit}" ${why}.` };
      }
    }
  }
});
