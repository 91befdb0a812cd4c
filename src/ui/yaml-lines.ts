import { stringify } from 'yaml';

/** A value as YAML, indented. */
export function yamlLines(value: unknown, indent: number): readonly string[] {
  const text = stringify(value, { lineWidth: 0 }).trimEnd();
  return text.split('\n').map((line) => `${' '.repeat(indent)}${line}`);
}
