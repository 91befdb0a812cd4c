import type { ManifestDocument } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import { duplicate } from '../stack/choose-stack.js';
import { addressOf } from './load-kinds.js';

/** Components by address, in the order of files; two of one name are reported and the first is kept. */
export function componentsOf(documents: readonly ManifestDocument[], report: Report): Map<string, ManifestDocument> {
  const components = new Map<string, ManifestDocument>();
  for (const document of documents) {
    if (document.group !== 'components' || document.overlay !== undefined) continue;
    const address = addressOf(document);
    const first = components.get(address);
    if (first) duplicate(`component "${address}"`, first, document, report);
    else components.set(address, document);
  }
  return components;
}
