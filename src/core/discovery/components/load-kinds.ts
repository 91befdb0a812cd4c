import { meant } from '../../diagnostics/did-you-mean.js';
import { isPankaError } from '../../diagnostics/panka-error.js';
import type { KindRegistry, LoadedKind } from '../../registry/kind-registry.js';
import { INFRA_KINDS } from '../documents/api-version.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';

/** Loads the kinds that components use, each once. A kind that cannot be used is reported at the components that name it. */
export async function loadKinds(
  components: readonly ManifestDocument[],
  registry: KindRegistry,
  report: Report,
): Promise<ReadonlyMap<string, LoadedKind>> {
  const users = new Map<string, ManifestDocument[]>();
  for (const document of components) {
    const list = users.get(document.kind);
    if (list) list.push(document);
    else users.set(document.kind, [document]);
  }
  const loaded = new Map<string, LoadedKind>();
  await Promise.all(
    [...users].map(async ([kind, documents]) => {
      if (!registry.entries.some((entry) => entry.kind === kind)) {
        for (const document of documents) unknownKind(document, registry, report);
        return;
      }
      try {
        loaded.set(kind, await registry.load(kind));
      } catch (error) {
        unusableKind(documents, error, report);
      }
    }),
  );
  return loaded;
}

function unknownKind(document: ManifestDocument, registry: KindRegistry, report: Report): void {
  const { kind } = document;
  const offered = registry.suggest(kind);
  const known = [...new Set(registry.entries.map((entry) => entry.kind))];
  const message = offered ? `no installed plugin provides kind "${kind}"` : `kind "${kind}" is not known`;
  const suggestion = offered
    ? `panka plugins install ${offered.package}`
    : (meant(kind, [...known, ...INFRA_KINDS]) ?? '`panka kinds` lists the kinds that are installed');
  report({
    severity: 'error',
    code: 'UnknownKind',
    message,
    place: placeIn(document, '/kind'),
    component: addressOf(document),
    suggestion,
  });
}

function unusableKind(documents: readonly ManifestDocument[], error: unknown, report: Report): void {
  if (!isPankaError(error)) throw error;
  const first = documents[0]!;
  report({
    severity: 'error',
    code: error.code,
    message: error.message,
    place: placeIn(first, '/kind'),
    component: addressOf(first),
    suggestion: error.suggestions[0],
  });
}

export function addressOf({ metadata }: ManifestDocument): string {
  return `${metadata.service}/${metadata.name}`;
}
