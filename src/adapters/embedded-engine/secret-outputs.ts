import { isList, isPropertyMap } from '../../core/engine/property-path.js';
import { isSecret, type PropertyMap, type PropertyValue, secret } from '../../core/engine/property-value.js';

/**
 * Marks outputs secret that a provider gave back in plain: where the input of that name was secret, and those that
 * `names` (additionalSecretOutputs) lists.
 */
export function withSecretOutputs(outputs: PropertyMap, inputs: PropertyMap, names: readonly string[]): PropertyMap {
  const marked = markLike(outputs, inputs);
  for (const name of names) {
    const value = marked[name];
    if (value !== undefined && value !== null && !isSecret(value)) marked[name] = secret(value);
  }
  return marked;
}

function markLike(outputs: PropertyMap, inputs: PropertyMap): Record<string, PropertyValue> {
  const marked: Record<string, PropertyValue> = { ...outputs };
  for (const key of Object.keys(inputs)) {
    const value = marked[key];
    if (value !== undefined) marked[key] = likeInput(value, inputs[key] as PropertyValue);
  }
  return marked;
}

function likeInput(output: PropertyValue, input: PropertyValue): PropertyValue {
  if (isSecret(output)) return output;
  if (isSecret(input)) return secret(output);
  if (isList(output) && isList(input) && output.length === input.length) {
    return output.map((item, at) => likeInput(item, input[at] as PropertyValue));
  }
  if (isPropertyMap(output) && isPropertyMap(input)) return markLike(output, input);
  return output;
}
