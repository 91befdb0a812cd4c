import type { Json, JsonObject } from '../../../sdk/index.js';
import { escapeSegment, pointerOf, segmentsOf, valueAt } from '../../diagnostics/json-pointer.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place } from '../problems.js';
import { isObject } from '../values.js';
import type { Layer } from './layer.js';

/** A layer that has a value at some pointer of the merged spec, and the pointer within that layer. */
export interface Trace {
  readonly layer: Layer;
  readonly pointer: string;
  readonly value: Json;
}

/** The layers that set the value at a pointer of the merged spec, the winner first. */
export function traces(layers: readonly Layer[], merged: Json, pointer: string): readonly Trace[] {
  const found: Trace[] = [];
  for (const layer of layers) {
    const inLayer = pointerInLayer(merged, layer.value, pointer);
    if (inLayer === undefined) continue;
    found.unshift({ layer, pointer: inLayer, value: valueAt(layer.value, inLayer) as Json });
  }
  return found;
}

/** The place in a file for a pointer of the merged spec; for something missing, the place of what it is missing from. */
export function placeOf(
  layers: readonly Layer[],
  merged: Json,
  pointer: string,
  side: 'key' | 'value',
): Place | undefined {
  const segments = segmentsOf(pointer);
  for (let length = segments.length; length >= 0; length--) {
    const found = traces(layers, merged, pointerOf(segments.slice(0, length))).filter((trace) => trace.layer.document);
    const best =
      length === segments.length ? found[0] : (found.find((trace) => trace.layer.rank === 'manifest') ?? found[0]);
    if (best)
      return placeIn(
        best.layer.document!,
        documentPointer(best.layer, best.pointer),
        length === segments.length ? side : 'key',
      );
  }
  return undefined;
}

/** The `--set` that gave the value at a pointer, if one did: nothing in a file is to be shown for it. */
export function setOptionOf(layers: readonly Layer[], merged: Json, pointer: string): Layer | undefined {
  if (layers.at(-1)?.rank !== 'set') return undefined;
  const winner = traces(layers, merged, pointer)[0]?.layer;
  return winner?.rank === 'set' ? winner : undefined;
}

/** Place of one trace in its file; undefined for layers that nobody wrote. */
export function placeOfTrace({ layer, pointer }: Trace, side: 'key' | 'value' = 'value'): Place | undefined {
  return layer.document && placeIn(layer.document, documentPointer(layer, pointer), side);
}

/** Follows a pointer of the merged spec through a layer; items of lists are found by their name or id. */
function pointerInLayer(merged: Json, layer: Json, pointer: string): string | undefined {
  let inMerged: Json | undefined = merged;
  let inLayer: Json | undefined = layer;
  let path = '';
  for (const segment of segmentsOf(pointer)) {
    const nextMerged: Json | undefined = childOf(inMerged, segment);
    const key = Array.isArray(inLayer) && isObject(nextMerged) ? indexOfItem(inLayer, nextMerged, segment) : segment;
    if (key === undefined) return undefined;
    inLayer = childOf(inLayer, key);
    if (inLayer === undefined) return undefined;
    inMerged = nextMerged;
    path += `/${escapeSegment(key)}`;
  }
  return path;
}

function childOf(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as JsonObject)[key];
}

function indexOfItem(list: readonly Json[], item: JsonObject, index: string): string | undefined {
  for (const key of ['name', 'id']) {
    if (typeof item[key] !== 'string') continue;
    const found = list.findIndex((one) => isObject(one) && one[key] === item[key]);
    return found < 0 ? undefined : String(found);
  }
  return index;
}

/** From a pointer in a layer (normalised, in the spec's shape) to one in the document as it was written. */
function documentPointer(layer: Layer, pointer: string): string {
  const mapping = layer.mappings
    .filter(({ to }) => pointer === to || pointer.startsWith(`${to}/`) || to === '')
    .sort((a, b) => b.to.length - a.to.length)
    .find(({ from }) => valueAt(root(layer.document!), from) !== undefined);
  if (!mapping) return '';
  const written = valueAt(root(layer.document!), mapping.from) as Json;
  return mapping.from + writtenPointer(written, layer.value, pointer, mapping.to);
}

function root(document: ManifestDocument): Json {
  return { metadata: document.metadata as unknown as Json, spec: document.spec };
}

/**
 * `normalise` may have moved things: a map of variables became a list, a flat health check went one level down. Each segment is
 * looked for as it is, then by the item's name, then skipped; what cannot be found is shown at its nearest ancestor.
 */
function writtenPointer(written: Json, normalised: Json, pointer: string, prefix: string): string {
  let node: Json | undefined = written;
  let shaped = valueAt(normalised, prefix) as Json | undefined;
  let path = '';
  for (const segment of segmentsOf(pointer.slice(prefix.length))) {
    shaped = childOf(shaped, segment);
    const named: string | undefined =
      isObject(shaped) && typeof shaped['name'] === 'string' ? shaped['name'] : undefined;
    const key = [segment, ...(named === undefined || Array.isArray(node) ? [] : [named])].find(
      (one) => childOf(node, one) !== undefined,
    );
    if (key === undefined) continue;
    node = childOf(node, key);
    path += `/${escapeSegment(key)}`;
  }
  return path;
}
