import { SECRET_SIG, SIG_KEY } from '../../core/engine/deployment-v3.js';
import { isList, isPropertyMap } from '../../core/engine/property-path.js';
import {
  isSecret,
  isUnknown,
  type PropertyMap,
  type PropertyValue,
  secret,
  UNKNOWN,
} from '../../core/engine/property-value.js';
import { OUTPUT_SIG, WIRE_UNKNOWN } from './signatures.js';

type Wire = Readonly<Record<string, unknown>>;

/** Properties as the SDK sends them (the plain JavaScript of a protobuf Struct). Assets and resource references stay plain objects. */
export function decodeWire(properties: Wire): PropertyMap {
  return decodeMap(properties);
}

function decodeValue(value: unknown): PropertyValue {
  if (value === WIRE_UNKNOWN) return UNKNOWN;
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(decodeValue);
  if (typeof value !== 'object') return value as PropertyValue;
  const object = value as Wire;
  const signature = object[SIG_KEY];
  if (signature === SECRET_SIG) return secret(decodeValue(object['value']));
  if (signature === OUTPUT_SIG) return decodeOutput(object);
  return decodeMap(object);
}

function decodeOutput(output: Wire): PropertyValue {
  const value = 'value' in output ? decodeValue(output['value']) : UNKNOWN;
  return output['secret'] === true ? secret(value) : value;
}

function decodeMap(object: Wire): PropertyMap {
  const properties: Record<string, PropertyValue> = {};
  for (const key of Object.keys(object)) properties[key] = decodeValue(object[key]);
  return properties;
}

/** The reverse of `decodeWire`. */
export function encodeWire(properties: PropertyMap): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const key of Object.keys(properties)) wire[key] = encodeValue(properties[key]);
  return wire;
}

function encodeValue(value: PropertyValue | undefined): unknown {
  if (value === undefined) return null;
  if (isUnknown(value)) return WIRE_UNKNOWN;
  if (isSecret(value)) return { [SIG_KEY]: SECRET_SIG, value: encodeValue(value.value) };
  if (isList(value)) return value.map(encodeValue);
  if (isPropertyMap(value)) return encodeWire(value);
  return value;
}
