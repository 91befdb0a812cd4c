import { CORE_SCHEMA, load } from 'js-yaml';
import type { Json, JsonObject } from '../../../sdk/index.js';
import { isObject } from '../values.js';

/** `--set service/component.spec.path=value`, read. */
export interface SetOption {
  /** As typed, for messages. */
  readonly written: string;
  readonly address: string;
  /** Below `spec`: field names, and list items by number or by name. */
  readonly path: readonly string[];
  readonly value: Json;
}

/** Reads one `--set`; a text when it cannot be read: what is wrong with it. */
export function parseSetOption(written: string): SetOption | string {
  const equals = written.indexOf('=');
  if (equals < 0) return `--set ${JSON.stringify(written)} has no "="`;
  const match = /^([a-z0-9-]+\/[a-z0-9-]+)\.spec((?:\.[^.[\]]+|\[[^\]]+\])+)$/.exec(written.slice(0, equals));
  if (!match) return `--set ${JSON.stringify(written.slice(0, equals))} is not service/component.spec.path`;
  const path = [...match[2]!.matchAll(/\.([^.[\]]+)|\[([^\]]+)\]/g)].map((one) => one[1] ?? one[2]!);
  return { written, address: match[1]!, path, value: scalar(written.slice(equals + 1)) };
}

/** Typed as YAML types it: `3` is a number, `true` a boolean, `[a, b]` a list; what is no YAML is text. */
function scalar(text: string): Json {
  if (text === '') return '';
  try {
    return load(text, { schema: CORE_SCHEMA }) as Json;
  } catch {
    return text;
  }
}

/** The value as a patch of the spec, for what the spec holds already (`merged`) where lists are concerned. */
export function setPatch(merged: JsonObject, { path, value }: SetOption): JsonObject {
  return patchAt(merged, path, value) as JsonObject;
}

function patchAt(current: Json | undefined, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (!Array.isArray(current)) return { [key]: patchAt(isObject(current) ? current[key] : undefined, rest, value) };
  const named = current.findIndex((item) => isObject(item) && (item['name'] === key || item['id'] === key));
  // A list of named items may be given as a map: the kind's `normalise` knows how.
  if (rest.length === 0 && !/^\d+$/.test(key)) return { [key]: value };
  const index = named >= 0 ? named : /^\d+$/.test(key) ? Math.min(Number(key), current.length) : -1;
  if (index < 0) return [...current, { name: key, ...(patchAt({}, rest, value) as JsonObject) }];
  return [...current.slice(0, index), replaceAt(current[index], rest, value), ...current.slice(index + 1)];
}

/** Inside a list the whole item is written again, because lists without names are replaced as a whole. */
function replaceAt(current: Json | undefined, path: readonly string[], value: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(current)) return patchAt(current, path, value);
  return {
    ...(isObject(current) ? current : {}),
    [key]: replaceAt(isObject(current) ? current[key] : undefined, rest, value),
  };
}
