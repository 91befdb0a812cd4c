import { hash } from 'node:crypto';
import type { Json, JsonObject } from '../../sdk/json.js';
import type { ResourceModel } from '../../sdk/sandbox.js';
import { nameScope } from './cloud-location.js';
import { typeMetadata } from './type-metadata.js';

/** Digits of any number from a seed. */
export function hexOf(seed: string): (n: number) => string {
  let digits = '';
  return (n) => {
    for (let block = 0; digits.length < n; block++) digits += sha256(`${seed}/${block + digits.length}`);
    return digits.slice(0, n);
  };
}

/**
 * Seed of a resource's generated digits: the same for the same URN, identity and replacing inputs, so that a run can be
 * repeated, and another one for the replacement. `attempt` steps over ids that are taken.
 */
export function seedOf(urn: string, inputs: JsonObject, fixed: readonly string[], attempt: number): string {
  const values = fixed.map((input) => [input, inputs[input.split(/[.[]/)[0]!] ?? null]);
  return sha256(JSON.stringify([urn, values, attempt])).slice(0, 16);
}

/** Inputs with the names that AWS makes up for `namePrefix`, `bucketPrefix`, `identifierPrefix`. A name once given stays. */
export function withGeneratedNames(
  type: string,
  inputs: JsonObject,
  hex: (n: number) => string,
  previous?: JsonObject,
): JsonObject {
  const known = typeMetadata(type)?.inputs;
  const names = Object.entries(inputs).flatMap(([input, prefix]) => {
    const name = input.endsWith('Prefix') ? input.slice(0, -'Prefix'.length) : '';
    if (typeof prefix !== 'string' || inputs[name] !== undefined || known?.has(name) !== true) return [];
    const kept = previous?.[name];
    return [[name, typeof kept === 'string' && kept.startsWith(prefix) ? kept : `${prefix}${hex(26)}`]];
  });
  return names.length === 0 ? inputs : { ...inputs, ...(Object.fromEntries(names) as JsonObject) };
}

/** Key under which no second resource may exist; undefined where AWS knows no such name, or it isn't given yet. */
export function identityOf(
  model: ResourceModel | undefined,
  type: string,
  region: string,
  inputOf: (input: string) => Json | undefined,
): string | undefined {
  const names = model?.identity ?? [];
  if (names.length === 0) return undefined;
  const values = names.map((name) => inputOf(name) ?? null);
  if (values.every((value) => value === null)) return undefined;
  return `${type}|${nameScope(type, region)}|${JSON.stringify(values)}`;
}

/** An input by its name, or by a path of names: `metadata.name`. */
export function inputAt(inputs: JsonObject, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>((at, key) => (at as JsonObject | null | undefined)?.[key], inputs);
}

/** What a person calls it: identity values, else the URN's last part. */
export function displayName(model: ResourceModel | undefined, inputs: JsonObject, urn: string): string {
  const values = (model?.identity ?? [])
    .map((name) => inputAt(inputs, name))
    .filter((value) => typeof value === 'string');
  return values.length > 0 ? values.join(' / ') : logicalName(urn);
}

export function logicalName(urn: string): string {
  return urn.slice(urn.lastIndexOf('::') + 2);
}

/** Fills `{partition} {region} {account} {id}` and `{<input>}`. */
export function fillTemplate(template: string, values: Readonly<Record<string, Json | undefined>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

function sha256(text: string): string {
  return hash('sha256', text);
}
