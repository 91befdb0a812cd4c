import type { Json, JsonObject } from '../../../sdk/index.js';
import type { SourceLocation } from '../../diagnostics/diagnostic.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Provenance } from '../../model/application.js';
import type { ComponentDraft } from '../components/component-draft.js';
import { placeIn } from '../documents/manifest-document.js';
import type { Place } from '../problems.js';
import { mergeLayers } from './merge-layers.js';
import { placeOfTrace, type Trace, traces } from './trace.js';

/** Which layer won for a value of a component, and what it overrode. `pointer` starts at the document: `/spec/runtime/cpu`. */
export function provenanceOf(
  draft: ComponentDraft,
  pointer: string,
  locate: (place: Place) => SourceLocation,
): Provenance | undefined {
  const layers = draft.layers();
  if (!pointer.startsWith('/spec')) return ofEnvelope(draft, pointer, locate);
  const inSpec = pointer.slice('/spec'.length);
  const value = valueAt(draft.spec, inSpec);
  const found = traces(layers, mergeLayers(layers), inSpec);
  const [winner, ...others] = found;
  if (!winner)
    return value === undefined ? undefined : { layer: `default of ${draft.definition.kind}`, value, overridden: [] };
  const show = (trace: Trace) => {
    const place = placeOfTrace(trace);
    return { layer: trace.layer.name, value: trace.value, ...(place ? { source: locate(place) } : {}) };
  };
  return { ...show(winner), value: value === undefined ? winner.value : value, overridden: others.map(show) };
}

function ofEnvelope(
  draft: ComponentDraft,
  pointer: string,
  locate: (place: Place) => SourceLocation,
): Provenance | undefined {
  const { document } = draft;
  const value = valueAt({ kind: document.kind, metadata: document.metadata as unknown as JsonObject } as Json, pointer);
  if (value === undefined) return undefined;
  return { layer: 'manifest', value, source: locate(placeIn(document, pointer)), overridden: [] };
}
