import { hash } from 'node:crypto';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { Json, JsonObject } from '../../sdk/json.js';
import { sandboxFileBroken } from './errors.js';
import { pointerTo, stepsOf, topKeyOf } from './property-tree.js';
import { GLOBAL_REGION, keyOf, type StoredResource } from './stored-resource.js';
import { typeMetadata } from './type-metadata.js';

const SEALED = '$sealed';

/** Readable, safe on every file system, and one per resource: service, type, end of the id, hash of the whole. */
export function fileNameOf(resource: Pick<StoredResource, 'type' | 'region' | 'id'>): string {
  const [, module = '', name = resource.type] = resource.type.split(':');
  const type = `${module.split('/')[0]}-${name}`.replace(/[^A-Za-z0-9-]+/g, '-');
  const id = lastPartOf(resource.id)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .slice(-60)
    .replace(/^[-.]+|[-.]+$/g, '');
  return `${type}.${id}.${digest(keyOf(resource)).slice(0, 8)}.json`;
}

/** What is particular about a URL or an ARN stands at its end. */
function lastPartOf(id: string): string {
  return /^(https?|arn):/.test(id) ? id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1) : id;
}

/**
 * Text of a resource's file. `outputs` holds only what the inputs do not say already, so that there is one place to edit;
 * secret values are `{"$sealed": "…"}`.
 */
export function encodeResource(resource: StoredResource, sealer: SecretSealer): string {
  const outputs: Record<string, Json> = {};
  const implied = impliedOutputs(resource.type, resource.inputs);
  for (const [key, value] of Object.entries(resource.outputs)) {
    const sealed = resource.secretOutputs.includes(pointerTo(key)) && !(key in resource.inputs);
    if (sealed || !same(value, implied[key])) outputs[key] = value;
  }
  const file = {
    type: resource.type,
    id: resource.id,
    region: resource.region,
    account: resource.account,
    owner: resource.owner,
    createdAt: resource.createdAt,
    seed: resource.seed,
    inputs: sealAt(resource.inputs, resource.secretInputs, sealer),
    outputs: sealAt(outputs, resource.secretOutputs, sealer),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Reads a resource's file, a hand-made one included (`type`, `id` and `inputs` are enough). Throws SandboxFileBroken. */
export function decodeResource(text: string, file: string, sealer: SecretSealer): StoredResource {
  const raw = parseObject(text, file);
  const inputs = openSealed(objectAt(raw, 'inputs', file), file, sealer);
  const outputs = openSealed(raw.outputs === undefined ? {} : objectAt(raw, 'outputs', file), file, sealer);
  const type = textAt(raw, 'type', file);
  const echoedSecrets = inputs.secrets.filter((pointer) => !(topKeyOf(pointer) in outputs.value));
  return {
    type,
    id: textAt(raw, 'id', file),
    region: textAt(raw, 'region', file, GLOBAL_REGION),
    account: textAt(raw, 'account', file, ''),
    owner: textAt(raw, 'owner', file, ''),
    createdAt: textAt(raw, 'createdAt', file, ''),
    seed: textAt(raw, 'seed', file, digest(file).slice(0, 16)),
    inputs: inputs.value,
    outputs: { ...impliedOutputs(type, inputs.value), ...outputs.value },
    secretInputs: inputs.secrets,
    secretOutputs: [...echoedSecrets, ...outputs.secrets],
  };
}

/** Outputs that repeat the inputs. */
function impliedOutputs(type: string, inputs: JsonObject): JsonObject {
  return typeMetadata(type)?.outputs.has('tagsAll') === true ? { ...inputs, tagsAll: inputs.tags ?? {} } : inputs;
}

function parseObject(text: string, file: string): JsonObject {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (cause) {
    throw sandboxFileBroken(file, text.trim() === '' ? 'it is empty' : 'it is not JSON', cause);
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw sandboxFileBroken(file, 'it is not an object');
  return raw as JsonObject;
}

function objectAt(raw: JsonObject, key: string, file: string): JsonObject {
  const value = raw[key];
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw sandboxFileBroken(file, `"${key}" is not an object`);
}

function textAt(raw: JsonObject, key: string, file: string, absent?: string): string {
  const value = raw[key] ?? absent;
  if (typeof value === 'string') return value;
  throw sandboxFileBroken(file, `"${key}" is not a text`);
}

function sealAt(value: JsonObject, pointers: readonly string[], sealer: SecretSealer): Json {
  let result: Json = value;
  for (const pointer of pointers) {
    result = sealPath(result, stepsOf(pointer), (plain) => ({
      [SEALED]: sealer.seal(JSON.stringify(plain)),
    }));
  }
  return result;
}

function sealPath(value: Json, steps: readonly string[], seal: (value: Json) => Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return seal(value);
  if (typeof value !== 'object' || value === null) return value;
  if (!(step in value)) return value;
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === step ? sealPath(item, rest, seal) : item));
  return { ...value, [step]: sealPath((value as JsonObject)[step]!, rest, seal) };
}

function openSealed(
  value: JsonObject,
  file: string,
  sealer: SecretSealer,
): { value: JsonObject; secrets: readonly string[] } {
  const secrets: string[] = [];
  const open = (item: Json, at: string): Json => {
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map((element, i) => open(element, `${at}/${i}`));
    const sealed = (item as JsonObject)[SEALED];
    if (typeof sealed === 'string') {
      secrets.push(at);
      return openOne(sealed, file, sealer);
    }
    const entries = Object.entries(item as JsonObject);
    return Object.fromEntries(entries.map(([key, child]) => [key, open(child, `${at}${pointerTo(key)}`)]));
  };
  return { value: open(value, '') as JsonObject, secrets };
}

function openOne(sealed: string, file: string, sealer: SecretSealer): Json {
  try {
    return JSON.parse(sealer.open(sealed)) as Json;
  } catch (cause) {
    throw sandboxFileBroken(file, 'a sealed value cannot be opened with the key of this project', cause);
  }
}

function digest(text: string): string {
  return hash('sha256', text);
}

function same(a: Json, b: Json | undefined): boolean {
  return a === b || (typeof a === 'object' && b !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
