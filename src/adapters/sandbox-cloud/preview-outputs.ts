import { isList, isPropertyMap } from '../../core/engine/property-path.js';
import {
  isSecret,
  isUnknown,
  type PropertyMap,
  type PropertyValue,
  secret,
  UNKNOWN,
} from '../../core/engine/property-value.js';
import type { ResourceModel } from '../../sdk/sandbox.js';
import { writeOnlyInputs } from './check-inputs.js';
import { typeMetadata } from './type-metadata.js';

/** Outputs of something that is still to be made: its inputs, and UNKNOWN for all that the cloud will add. */
export function previewOfCreate(
  type: string,
  inputs: PropertyMap,
  model: ResourceModel | undefined,
  homeRegion: string,
): PropertyMap {
  const metadata = typeMetadata(type);
  const outputs: Record<string, PropertyValue> = {};
  for (const name of metadata?.computed ?? []) outputs[name] = UNKNOWN;
  if (model?.arn !== undefined) outputs.arn = UNKNOWN;
  if (metadata?.outputs.has('region') === true) outputs.region = homeRegion;
  return { ...outputs, ...withoutWriteOnly(type, inputs, model) };
}

/** Outputs after an update with inputs that are partly unknown: what was reported before, with the new inputs over it. */
export function previewOfUpdate(
  request: { type: string; inputs: PropertyMap; oldInputs: PropertyMap; oldOutputs: PropertyMap },
  model: ResourceModel | undefined,
): PropertyMap {
  const kept = Object.entries(request.oldOutputs).filter(([name]) => !(name in request.oldInputs));
  return { ...Object.fromEntries(kept), ...withoutWriteOnly(request.type, request.inputs, model) };
}

/**
 * What an update with unknown inputs changes beyond them is unknown, too: the version of a function whose environment is not known
 * yet. It is found by trying a value that is certainly new; where the model refuses that one, nothing is said.
 */
export function withUnsettled(
  outputs: PropertyMap,
  { inputs, oldOutputs }: { readonly inputs: PropertyMap; readonly oldOutputs: PropertyMap },
  imagine: (inputs: PropertyMap) => PropertyMap,
): PropertyMap {
  let tried: PropertyMap;
  try {
    tried = imagine(stoodIn(inputs) as PropertyMap);
  } catch {
    return outputs;
  }
  const unsettled = Object.keys(tried).filter(
    (name) => !(name in inputs) && JSON.stringify(tried[name]) !== JSON.stringify(oldOutputs[name]),
  );
  return { ...outputs, ...Object.fromEntries(unsettled.map((name) => [name, UNKNOWN])) };
}

function stoodIn(value: PropertyValue): PropertyValue {
  if (isUnknown(value)) return 'not known yet';
  if (isSecret(value)) return secret(stoodIn(value.value));
  if (isList(value)) return value.map(stoodIn);
  if (!isPropertyMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, stoodIn(item)]));
}

export function withoutWriteOnly(type: string, inputs: PropertyMap, model: ResourceModel | undefined): PropertyMap {
  const hidden = writeOnlyInputs(type, model).filter((name) => name in inputs);
  if (hidden.length === 0) return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !hidden.includes(name)));
}
