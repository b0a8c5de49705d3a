// A story file as data: YAML 1.2 with its core schema, so that a date is text and a repeated key an error.
import { parseDocument } from 'yaml';
import { StoryError } from './fault';

export function readYaml(file: string, text: string): unknown {
  const document = parseDocument(text, { version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: true, merge: false });
  const [first] = document.errors;
  if (first) throw new StoryError([`${file}: ${first.message.split('\n')[0] ?? ''}`]);
  return document.toJS() as unknown;
}
