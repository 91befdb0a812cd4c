import type { ResourceV3 } from '../../core/engine/deployment-v3.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import { KnownResource, type Origin } from './known-resource.js';
import type { Registration } from './registration.js';
import type { StateCodec } from './state-codec.js';

export interface Properties {
  readonly id?: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

/** The record of a declared resource; properties sealed, what is empty left out. */
export function stateOf(codec: StateCodec, registration: Registration, properties: Properties): ResourceV3 {
  const { urn, goal, provider, alias } = registration;
  return {
    urn,
    custom: goal.custom,
    ...(properties.id !== undefined && goal.custom && { id: properties.id }),
    type: goal.type,
    ...filled('inputs', codec.seal(urn, properties.inputs)),
    ...filled('outputs', codec.seal(urn, properties.outputs)),
    ...(goal.parent !== undefined && { parent: goal.parent }),
    ...(goal.protect && { protect: true }),
    ...listed('dependencies', goal.dependencies),
    ...(provider !== undefined && { provider }),
    ...filled('propertyDependencies', goal.propertyDependencies as Record<string, string[]>),
    ...listed('additionalSecretOutputs', goal.additionalSecretOutputs),
    ...(alias !== undefined && { aliases: [alias] }),
    ...(goal.customTimeouts && { customTimeouts: withoutUndefined(goal.customTimeouts) }),
    ...(goal.importId !== undefined && { importID: goal.importId }),
    ...(goal.retainOnDelete && { retainOnDelete: true }),
    ...(goal.deletedWith !== undefined && { deletedWith: goal.deletedWith }),
    ...listed('ignoreChanges', goal.ignoreChanges),
    ...listed('replaceOnChanges', goal.replaceOnChanges),
    ...listed('replaceWith', goal.replaceWith),
  };
}

/** Origin of what a preview makes, which is recorded nowhere. */
export const PLANNED: Origin = { kind: 'made', operation: 0 };

/** A record made in this run, ready to be depended on. */
export function madeResource(
  codec: StateCodec,
  made: { readonly origin: Origin; readonly state: ResourceV3 } & Pick<Properties, 'inputs' | 'outputs'>,
): KnownResource {
  return new KnownResource(made.origin, made.state, codec, made);
}

function filled<K extends string, V extends object>(key: K, value: V): { [P in K]?: V } {
  return Object.keys(value).length === 0 ? {} : ({ [key]: value } as { [P in K]: V });
}

function listed<K extends string>(key: K, list: readonly string[]): { [P in K]?: string[] } {
  return list.length === 0 ? {} : ({ [key]: [...list] } as { [P in K]: string[] });
}

function withoutUndefined(timeouts: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(timeouts).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** Fields by which a record says more than before; times and source positions are not among them. */
const COMPARED = [
  'urn',
  'custom',
  'type',
  'id',
  'inputs',
  'outputs',
  'parent',
  'protect',
  'external',
  'dependencies',
  'provider',
  'propertyDependencies',
  'additionalSecretOutputs',
  'customTimeouts',
  'importID',
  'retainOnDelete',
  'deletedWith',
  'ignoreChanges',
  'replaceOnChanges',
  'replaceWith',
] as const satisfies readonly (keyof ResourceV3)[];

/** True when writing the new record would change nothing that matters. */
export function sameRecord(a: ResourceV3, b: ResourceV3): boolean {
  return COMPARED.every((field) => sameJson(normal(field, a[field]), normal(field, b[field])));
}

/** Nothing, false and empty mean the same in a record; dependencies are sets; empty property dependencies mean none. */
function normal(field: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value === false ? undefined : (value ?? undefined);
  if (Object.keys(value).length === 0) return undefined;
  if (field === 'dependencies') return [...(value as string[])].sort();
  if (field !== 'propertyDependencies') return value;
  const lists = Object.entries(value as Record<string, string[]>).filter(([, urns]) => urns.length > 0);
  return lists.length === 0 ? undefined : Object.fromEntries(lists.map(([key, urns]) => [key, [...urns].sort()]));
}

function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(Reflect.get(a, key), Reflect.get(b, key)));
}
