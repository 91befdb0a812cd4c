import type { ManifestFile, ManifestSource } from '../manifest-source.js';
import { isObject } from '../values.js';

/**
 * Names that stand in files or documents which could not be read. A reference to one of them is not reported: the file's own
 * problem is, and is the cause.
 */
export function lostNames(
  files: readonly ManifestFile[],
  source: Pick<ManifestSource, 'text'>,
  read: ReadonlySet<string>,
): ReadonlySet<string> {
  const lost = new Set<string>();
  for (const file of files) {
    if (file.diagnostics.some((diagnostic) => diagnostic.severity === 'error')) {
      for (const word of words(file.path, source)) lost.add(word);
    }
    for (const [index, value] of file.documents.entries()) {
      if (read.has(`${file.path}#${index}`) || !isObject(value)) continue;
      const metadata = value['metadata'];
      if (isObject(metadata) && typeof metadata['name'] === 'string') lost.add(metadata['name']);
    }
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
