import type { ComponentKind, Json, JsonObject } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import { enumerated, type JsonSchema } from '../schema/json-schema.js';
import { isObject } from '../values.js';
import { fieldAt } from './defaults-layer.js';

/** A field of a spec, by its path, and what a document makes its default. */
export interface Given {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Security.publicAccess.allowedCidrs: who may reach what faces the internet and can choose its clients by address. */
export function publicCidrs(value: Json, kind: ComponentKind, spec: JsonObject): readonly Given[] {
  const schema = kind.schema as JsonSchema;
  const field = fieldAt(schema, '/allowedCidrs');
  const scheme = spec['scheme'] ?? fieldAt(schema, '/scheme')?.default;
  if (!field || scheme !== 'internet-facing' || !Array.isArray(value)) return [];
  const { pattern = '' } = (field.items ?? {}) as JsonSchema;
  const taken = value.filter((item: Json) => typeof item === 'string' && new RegExp(pattern).test(item));
  return taken.length === 0 ? [] : [{ path: ['allowedCidrs'], value: taken }];
}

/** Observability.tracing.enabled, in the words of the kind. */
export function tracing(value: Json, kind: ComponentKind): readonly Given[] {
  const field = fieldAt(kind.schema as JsonSchema, '/tracing');
  if (!field || typeof value !== 'boolean') return [];
  if (field.type === 'boolean') return [{ path: ['tracing'], value }];
  const mode = value ? 'Active' : 'PassThrough';
  return enumerated(field)?.includes(mode) ? [{ path: ['tracing'], value: mode }] : [];
}

/** Where kinds have a zone: beside the names that are in it. */
const ZONES: readonly { readonly holder: readonly string[]; readonly names: readonly string[] }[] = [
  { holder: [], names: ['aliases'] },
  { holder: ['domain'], names: ['names', 'name'] },
  { holder: ['certificate'], names: ['domain', 'alternativeNames'] },
  { holder: ['domain', 'certificate'], names: ['domain', 'alternativeNames'] },
];

/** Networking.dns.zone, for names that are in it; where a certificate's zone is written out, that one is meant for the names too. */
export function stackZone(value: Json, kind: ComponentKind, spec: JsonObject): readonly Given[] {
  if (typeof value !== 'string') return [];
  return ZONES.flatMap(({ holder, names }) => {
    const at = holder.length === 0 ? '' : `/${holder.join('/')}`;
    if (!fieldAt(kind.schema as JsonSchema, `${at}/zone`)) return [];
    const given = valueAt(spec, at);
    if (!isObject(given as Json) || optionalAndTold(kind, given as JsonObject, at)) return [];
    const hosts = names.flatMap((name) => texts((given as JsonObject)[name]));
    return hosts.length > 0 && hosts.every((host) => isIn(host, value)) ? [{ path: [...holder, 'zone'], value }] : [];
  });
}

function optionalAndTold(kind: ComponentKind, given: JsonObject, at: string): boolean {
  const schema = kind.schema as JsonSchema;
  const holder = at === '' ? schema : fieldAt(schema, at);
  const required = holder?.required?.includes('zone') === true;
  return !required && valueAt(given, '/certificate/zone') !== undefined;
}

function texts(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? (value as Json[]) : [value];
  return list.filter((item): item is string => typeof item === 'string');
}

/** What names a zone id holds is not known here. */
function isIn(host: string, zone: string): boolean {
  return !zone.includes('.') || host === zone || host.endsWith(`.${zone.replace(/\.$/, '')}`);
}
