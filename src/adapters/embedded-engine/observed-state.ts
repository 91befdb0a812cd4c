import type { ResourceV3 } from '../../core/engine/deployment-v3.js';
import { propertiesEqual } from '../../core/engine/property-path.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { ResourceResult } from '../../core/engine/resource-provider.js';
import { withSecretOutputs } from '../pulumi-wire/secret-outputs.js';
import type { KnownResource } from './known-resource.js';
import type { StateCodec } from './state-codec.js';

/** A resource as it was found in the cloud, put beside what is recorded of it. */
export interface Observed {
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly state: ResourceV3;
  readonly changed: boolean;
}

/** What was secret in the record stays secret in what is read; what could be read is no longer held to be unfinished. */
export function observe(codec: StateCodec, known: KnownResource, found: ResourceResult): Observed {
  const inputs = found.inputs ? withSecretOutputs(found.inputs, known.inputs) : known.inputs;
  const marked = withSecretOutputs(found.outputs, known.inputs, known.state.additionalSecretOutputs);
  const outputs = withSecretOutputs(marked, known.outputs);
  const sameId = found.id === '' || found.id === known.state.id;
  const { initErrors: unfinished, ...before } = known.state;
  const changed =
    unfinished !== undefined ||
    !sameId ||
    !propertiesEqual(inputs, known.inputs) ||
    !propertiesEqual(outputs, known.outputs);
  if (!changed) return { inputs, outputs, state: known.state, changed };
  const { urn } = known;
  const state: ResourceV3 = {
    ...before,
    id: found.id || known.state.id,
    inputs: codec.seal(urn, inputs),
    outputs: codec.seal(urn, outputs),
    modified: new Date().toISOString(),
  };
  return { inputs, outputs, state, changed };
}
