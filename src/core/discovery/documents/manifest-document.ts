import type { JsonObject } from '../../../sdk/index.js';
import type { Place } from '../problems.js';

export type Group = 'core' | 'infra' | 'components';

/** One document of the user's, its envelope checked and its spec as it was written. */
export interface ManifestDocument {
  readonly file: string;
  /** Number of the document in the file, from 0. */
  readonly index: number;
  readonly group: Group;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly spec: JsonObject;
  /** The environment whose folder or file it lies in: it patches or adds there only. */
  readonly overlay?: string;
}

export interface Metadata {
  readonly name: string;
  readonly stack?: string;
  readonly service?: string;
  /** Infrastructure documents: the only environment it holds for. */
  readonly environment?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly renamedFrom?: string;
}

export function placeIn(
  document: Pick<ManifestDocument, 'file' | 'index'>,
  pointer: string,
  side: 'key' | 'value' = 'value',
): Place {
  return { file: document.file, document: document.index, pointer, side };
}

/** `RDS api/api-db`, `Service api`: how messages name a document. */
export function titleOf(document: ManifestDocument): string {
  const { name, service } = document.metadata;
  return `${document.kind} ${service === undefined ? name : `${service}/${name}`}`;
}
