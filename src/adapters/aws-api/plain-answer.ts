import type { Json, JsonObject } from '../../sdk/json.js';

/**
 * An answer of the SDK as JSON: dates as ISO 8601 in UTC, bytes as the text that they are, what is not set left out, and the
 * SDK's own notes (`$metadata`) too. A stream is not read: throws TypeError.
 */
export function plainAnswer(answer: object): JsonObject {
  const { $metadata: _, ...fields } = answer as Readonly<Record<string, unknown>>;
  return plainObject(fields);
}

function plainObject(fields: object): JsonObject {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return new TextDecoder().decode(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && !isStream(value)) return plainObject(value);
  throw new TypeError(
    `an answer of AWS with ${typeof value === 'object' ? 'a stream' : typeof value} is not plain data`,
  );
}

function isStream(value: object): boolean {
  return 'transformToString' in value || Symbol.asyncIterator in value;
}
