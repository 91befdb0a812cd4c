import type { RawDocument } from '../documents/read-document.js';
import type { ManifestFile, ManifestSource } from '../manifest-source.js';
import { isObject } from '../values.js';

/**
 * Names that stand in files or documents which could not be read. A reference to one of them is not reported: the file's own
 * problem is, and is the cause.
 */
export function lostNames(
  files: readonly ManifestFile[],
  unread: readonly RawDocument[],
  source: Pick<ManifestSource, 'text'>,
): ReadonlySet<string> {
  const lost = new Set<string>();
  for (const file of files) {
    if (!file.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) continue;
    for (const word of words(file.path, source)) lost.add(word);
  }
  for (const { value } of unread) {
    const metadata = isObject(value) ? value['metadata'] : undefined;
    if (isObject(metadata) && typeof metadata['name'] === 'string') lost.add(metadata['name']);
  }
  return lost;
}

/** Everything in the file that could be a name or a variable. */
function words(path: string, source: Pick<ManifestSource, 'text'>): Iterable<string> {
  try {
    return source.text(path).match(/[A-Za-z_][A-Za-z0-9_-]*/g) ?? [];
  } catch {
    return [];
  }
}
