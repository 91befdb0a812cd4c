import type { JsonObject } from '../../../sdk/index.js';
import type { ManifestSource } from '../manifest-source.js';
import type { Report } from '../problems.js';
import { isObject, typeName } from '../values.js';
import { parseManifest } from '../yaml/parse-manifest.js';
import { SourceMap } from '../yaml/source-map.js';

export interface VariableFile {
  readonly path: string;
  readonly values: JsonObject;
}

/** Reads the files of `--var-file`: one YAML (or JSON) map of name → value each, possibly under `variables:`. */
export async function readVariableFiles(
  paths: readonly string[],
  source: ManifestSource,
  report: Report,
): Promise<VariableFile[]> {
  const files: VariableFile[] = [];
  for (const path of paths) {
    const values = await readOne(path, source, report);
    if (values) files.push({ path, values });
  }
  return files;
}

async function readOne(path: string, source: ManifestSource, report: Report): Promise<JsonObject | undefined> {
  let text: string;
  try {
    text = source.text(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report({ severity: 'error', code: 'UnreadableFile', message: `--var-file "${path}" cannot be read: ${reason}` });
    return undefined;
  }
  const { documents, problems } = await parseManifest(text);
  for (const problem of problems) {
    const { line, column } = new SourceMap(path, text, []).at(problem.offset);
    report({
      severity: problem.severity,
      code: 'YamlSyntax',
      message: `--var-file ${path}:${line}:${column}: ${problem.message}`,
      suggestion: problem.suggestion,
    });
  }
  const [first = {}] = documents;
  if (isObject(first))
    return isObject(first['variables']) && Object.keys(first).length === 1 ? first['variables'] : first;
  report({
    severity: 'error',
    code: 'WrongType',
    message: `--var-file "${path}" must hold a map of variables, not ${typeName(first)}`,
  });
  return undefined;
}
