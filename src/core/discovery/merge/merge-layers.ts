import type { Json, JsonObject } from '../../../sdk/index.js';
import type { Layer } from './layer.js';
import { mergeValues } from './merge-values.js';

/** The spec that layers make together, laid over `base`. */
export function mergeLayers(layers: readonly Layer[], base: JsonObject = {}): JsonObject {
  let merged: Json = base;
  for (const layer of layers) merged = mergeValues(merged, layer.value, layer.directives);
  return merged as JsonObject;
}
