import type { LoadedKind } from '../../registry/kind-registry.js';
import type { ManifestDocument } from '../documents/manifest-document.js';
import type { Layer } from '../merge/layer.js';
import type { Place } from '../problems.js';
import type { Referable } from '../references/resolve-references.js';

/** A component whose spec is merged and checked, before its references are looked up. */
export interface ComponentDraft extends Referable {
  readonly document: ManifestDocument;
  readonly loaded: LoadedKind;
  /** The schema holds and every variable is known: the kind's own checks make sense. */
  readonly valid: boolean;
  readonly tags: Readonly<Record<string, string>>;
  /** Made again when somebody asks: most runs never do. */
  readonly layers: () => readonly Layer[];
  /** Place of a pointer within the spec. */
  readonly place: (pointer: string, side?: 'key' | 'value') => Place | undefined;
}
