import type { ManifestDocument } from '../documents/manifest-document.js';
import type { Report } from '../problems.js';
import { duplicate } from '../stack/choose-stack.js';

/** A document consumed as a whole: the one for every environment, and the one for this environment laid over it. */
export interface WholeDocument {
  readonly base?: ManifestDocument;
  readonly environment?: ManifestDocument;
}

/** The infrastructure documents of a stack that hold in one environment. */
export interface InfraDocuments {
  readonly defaults: readonly ManifestDocument[];
  readonly services: ReadonlyMap<string, readonly ManifestDocument[]>;
  /** By component address. */
  readonly components: ReadonlyMap<string, readonly ManifestDocument[]>;
  readonly whole: Readonly<Record<WholeKind, WholeDocument>>;
}

const WHOLE_KINDS = ['Networking', 'Security', 'Observability', 'Compliance'] as const;
export type WholeKind = (typeof WHOLE_KINDS)[number];

/** The environment that an infrastructure document is limited to, by its metadata or by the folder it lies in. */
export function environmentOf(document: ManifestDocument): string | undefined {
  return document.metadata.environment ?? document.overlay;
}

export function selectInfra(
  documents: readonly ManifestDocument[],
  environment: string,
  report: Report,
): InfraDocuments {
  const here = documents.filter(
    (document) => document.group === 'infra' && (environmentOf(document) ?? environment) === environment,
  );
  const ordered = [...here].sort((a, b) => specificity(a) - specificity(b));
  return {
    defaults: ordered.filter((document) => document.kind === 'InfraDefaults'),
    services: grouped(ordered, 'ServiceInfraDefaults', (document) => document.metadata.service),
    components: grouped(
      ordered,
      'ComponentInfra',
      (document) => `${document.metadata.service}/${document.metadata.name}`,
    ),
    whole: {
      Networking: whole(ordered, 'Networking', report),
      Security: whole(ordered, 'Security', report),
      Observability: whole(ordered, 'Observability', report),
      Compliance: whole(ordered, 'Compliance', report),
    },
  };
}

/** For every environment, then for this one in a base file, then in the environment's own folder. */
function specificity(document: ManifestDocument): number {
  if (document.overlay !== undefined) return 2;
  return document.metadata.environment === undefined ? 0 : 1;
}

function grouped(
  documents: readonly ManifestDocument[],
  kind: string,
  key: (document: ManifestDocument) => string | undefined,
): Map<string, ManifestDocument[]> {
  const groups = new Map<string, ManifestDocument[]>();
  for (const document of documents) {
    const id = document.kind === kind ? key(document) : undefined;
    if (id === undefined) continue;
    const group = groups.get(id);
    if (group) group.push(document);
    else groups.set(id, [document]);
  }
  return groups;
}

function whole(documents: readonly ManifestDocument[], kind: WholeKind, report: Report): WholeDocument {
  const found: { base?: ManifestDocument; environment?: ManifestDocument } = {};
  for (const document of documents) {
    if (document.kind !== kind) continue;
    const slot = environmentOf(document) === undefined ? 'base' : 'environment';
    const first = found[slot];
    if (first) duplicate(`${kind}, of which a stack has one per environment,`, first, document, report);
    else found[slot] = document;
  }
  return found;
}
