import type { JsonObject } from '../../../sdk/index.js';
import type { ManifestDocument } from '../documents/manifest-document.js';
import type { Directives } from './merge-values.js';

/** One source of a component's spec. Layers are merged in order; a later one wins. */
export interface Layer {
  /** How people call it: `InfraDefaults defaults`, `manifest`, `overlay production`, `--set`. */
  readonly name: string;
  readonly rank: LayerRank;
  /** In the shape of the spec: variables substituted, accepted variants normalised, directives taken out. */
  readonly value: JsonObject;
  readonly directives?: Directives;
  /** Where it was written; the kind's defaults and --set have no file. */
  readonly document?: ManifestDocument;
  /** Which part of the document went where: pointers in the document → pointers in the spec. */
  readonly mappings: readonly Mapping[];
}

export interface Mapping {
  readonly from: string;
  readonly to: string;
}

/** The order of precedence, low to high. Source: docs/manifests.md, "Precedence". */
export const LAYER_RANKS = [
  'kind',
  'document',
  'document-environment',
  'infra',
  'infra-environment',
  'service',
  'service-environment',
  'manifest',
  'component-infra',
  'component-infra-environment',
  'overlay',
  'set',
] as const;
export type LayerRank = (typeof LAYER_RANKS)[number];
