import type { AccessLevel, ComponentKind, Json, JsonObject, Reference, ResolvedReference } from '../../../sdk/index.js';
import { escapeSegment } from '../../diagnostics/json-pointer.js';
import { isObject } from '../values.js';

/** A reference as a spec writes it, before anything is looked up. */
export interface WrittenReference {
  readonly component: string;
  readonly via: ResolvedReference['via'];
  readonly edge: Reference['edge'];
  readonly reason: string;
  /** JSON pointer within `spec` of the value that names the component. */
  readonly path: string;
  /** Output that a `valueFrom` asks for. */
  readonly output?: string;
  /** `default`: the level that the other's kind grants to a valueFrom or a binding that names none. */
  readonly access?: AccessLevel | 'default';
  readonly inject?: boolean | { readonly prefix: string };
  readonly prefix?: string;
  readonly kinds?: readonly string[];
}

/**
 * Every reference of a spec: dependsOn, bindings, valueFrom wherever it stands, and the kind's own, which is asked only when the
 * schema holds (`valid`) and something is to be made. Throws what the kind throws.
 */
export function collectReferences(spec: JsonObject, kind: ComponentKind, valid: boolean): WrittenReference[] {
  const found: WrittenReference[] = [];
  for (const [index, component] of list(spec['dependsOn']).entries()) {
    if (typeof component === 'string')
      found.push({ component, via: 'dependsOn', edge: 'needs', reason: 'dependsOn', path: `/dependsOn/${index}` });
  }
  for (const [index, binding] of list(spec['bindings']).entries()) {
    if (isObject(binding) && typeof binding['component'] === 'string') found.push(bindingReference(binding, index));
  }
  for (const key in spec)
    if (key !== 'external' && holdsValueFrom(spec[key])) collectValueFrom(spec[key]!, `/${escapeSegment(key)}`, found);
  const asked = valid && spec['external'] === undefined;
  for (const reference of (asked ? kind.references?.(spec) : undefined) ?? [])
    found.push({ ...reference, via: 'reference' });
  return found;
}

function bindingReference(binding: JsonObject, index: number): WrittenReference {
  const { component, access, env, prefix } = binding;
  return {
    component: component as string,
    via: 'binding',
    edge: 'needs',
    reason: 'binding',
    path: `/bindings/${index}/component`,
    access: typeof access === 'string' ? (access as AccessLevel) : 'default',
    inject: isObject(env) && typeof env['prefix'] === 'string' ? { prefix: env['prefix'] } : env !== false,
    ...(typeof prefix === 'string' ? { prefix } : {}),
  };
}

/** Most specs have none: a look without paths is cheaper than a walk with them. */
function holdsValueFrom(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsValueFrom);
  for (const key in value) if (key === 'valueFrom' || holdsValueFrom((value as JsonObject)[key])) return true;
  return false;
}

function collectValueFrom(value: Json, pointer: string, found: WrittenReference[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) collectValueFrom(value[i]!, `${pointer}/${i}`, found);
    return;
  }
  const map = value as JsonObject;
  for (const key in map) {
    const child = map[key]!;
    if (key === 'valueFrom' && isObject(child) && typeof child['component'] === 'string')
      found.push(valueFromReference(child, `${pointer}/valueFrom`));
    else if (typeof child === 'object') collectValueFrom(child, `${pointer}/${escapeSegment(key)}`, found);
  }
}

function valueFromReference(valueFrom: JsonObject, pointer: string): WrittenReference {
  const { component, output } = valueFrom;
  return {
    component: component as string,
    via: 'valueFrom',
    edge: 'needs',
    reason: 'valueFrom',
    path: `${pointer}/component`,
    access: 'default',
    ...(typeof output === 'string' ? { output } : {}),
  };
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
