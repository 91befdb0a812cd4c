import { SIG_KEY } from '../../core/engine/deployment-v3.js';
import { isList, isPropertyMap } from '../../core/engine/property-path.js';
import { isSecret, type PropertyMap, type PropertyValue, secret, UNKNOWN } from '../../core/engine/property-value.js';
import { RESOURCE_SIG } from './signatures.js';

/** Providers know ids, not resources: a reference to a resource becomes its id, to a component its URN. */
export function flattenReferences(properties: PropertyMap): PropertyMap {
  const flat: Record<string, PropertyValue> = {};
  for (const key of Object.keys(properties)) flat[key] = flatten(properties[key] as PropertyValue);
  return flat;
}

function flatten(value: PropertyValue): PropertyValue {
  if (isSecret(value)) return secret(flatten(value.value));
  if (isList(value)) return value.map(flatten);
  if (!isPropertyMap(value)) return value;
  if (value[SIG_KEY] !== RESOURCE_SIG) return flattenReferences(value);
  if (!('id' in value)) return value['urn'] ?? null;
  return value['id'] === '' ? UNKNOWN : (value['id'] ?? UNKNOWN);
}
