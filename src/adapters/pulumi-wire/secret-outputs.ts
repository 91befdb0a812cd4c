import { containsSecret, isList, isPropertyMap } from '../../core/engine/property-path.js';
import { isSecret, type PropertyMap, type PropertyValue, secret } from '../../core/engine/property-value.js';

/**
 * Marks outputs secret that a provider gave back in plain: where the input of that name was secret, and those that
 * `names` (additionalSecretOutputs) lists.
 */
export function withSecretOutputs(
  outputs: PropertyMap,
  inputs: PropertyMap,
  names: readonly string[] = [],
): PropertyMap {
  const marked = markLike(outputs, inputs);
  for (const name of names) {
    const value = marked[name];
    if (value !== undefined && value !== null && !isSecret(value)) marked[name] = secret(value);
  }
  return marked;
}

function markLike(outputs: PropertyMap, model: PropertyMap): Record<string, PropertyValue> {
  const marked: Record<string, PropertyValue> = { ...outputs };
  for (const key of Object.keys(model)) {
    const value = marked[key];
    if (value !== undefined) marked[key] = likeModel(value, model[key] as PropertyValue);
  }
  return marked;
}

/** Where the two have different shapes, anything secret in the model makes the whole value secret. */
function likeModel(value: PropertyValue, model: PropertyValue): PropertyValue {
  if (isSecret(value)) return value;
  if (isSecret(model)) return secret(value);
  if (isList(value) && isList(model) && value.length === model.length) {
    return value.map((item, at) => likeModel(item, model[at] as PropertyValue));
  }
  if (isPropertyMap(value) && isPropertyMap(model)) return markLike(value, model);
  return containsSecret(model) ? secret(value) : value;
}
