import { didYouMean } from '../../diagnostics/did-you-mean.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import type { CoreDocuments } from './core-documents.js';

/** A service needs no document of its own; one that is nearly the name of a declared one is a slip of the fingers. */
export function checkServiceNames(
  components: ReadonlyMap<string, ManifestDocument>,
  { services }: CoreDocuments,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const document of components.values()) {
    const service = document.metadata.service ?? '';
    if (services.has(service) || seen.has(service)) continue;
    seen.add(service);
    const near = didYouMean(service, services.keys());
    if (near === undefined || withoutDigits(near) === withoutDigits(service)) continue;
    report({
      severity: 'warning',
      code: 'UnknownService',
      message: `there is no Service document for "${service}"`,
      place: placeIn(document, '/metadata/service'),
      suggestion: `did you mean "${near}"?`,
    });
  }
}

/** `shard-1` and `shard-2` are both meant. */
function withoutDigits(name: string): string {
  return name.replace(/\d+/g, '');
}
