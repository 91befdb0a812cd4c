import type { ComponentKind, JsonObject, ResolvedReference } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { escapeSegment } from '../../diagnostics/json-pointer.js';
import { isObject } from '../values.js';
import { isUnresolved } from '../variables/unresolved.js';
import type { WrittenReference } from './collect-references.js';
import type { ComponentIndex, Indexed } from './component-index.js';

/** What a reference needs to know of both ends. */
export interface Referable extends Indexed {
  readonly definition: ComponentKind;
  readonly spec: JsonObject;
}

/** A problem with one reference; `path` is a pointer within the spec. */
export interface ReferenceProblem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** Looks up the references of one component and checks what they ask for. */
export function resolveReferences(
  from: Referable,
  written: readonly WrittenReference[],
  index: ComponentIndex<Referable>,
  report: (problem: ReferenceProblem) => void,
): ResolvedReference[] {
  const resolved: ResolvedReference[] = [];
  for (const reference of written) {
    if (isUnresolved(reference.component)) continue;
    const resolution = index.resolve(reference.component, from.service);
    if ('lost' in resolution) continue;
    if ('problem' in resolution) report({ ...resolution.problem, path: reference.path });
    else {
      const made = resolveOne(from, reference, resolution.found, report);
      if (made) resolved.push(made);
    }
  }
  return resolved;
}

function resolveOne(
  from: Referable,
  written: WrittenReference,
  to: Referable,
  report: (problem: ReferenceProblem) => void,
): ResolvedReference | undefined {
  const { path } = written;
  if (to.address === from.address) {
    report({
      code: 'SelfReference',
      path,
      message: `${from.address} refers to itself`,
      suggestion: 'remove the reference',
    });
    return undefined;
  }
  const kind = to.definition.kind;
  if (written.kinds && !written.kinds.includes(kind)) {
    const allowed = written.kinds.join(', ');
    report({
      code: 'WrongReferenceKind',
      path,
      message: `"${written.component}" is of kind ${kind}; a ${written.reason} must be ${written.kinds.length > 1 ? `one of ${allowed}` : allowed}`,
    });
    return undefined;
  }
  const output = written.output === undefined ? undefined : checkOutput(written, written.output, to, report);
  const access = written.access === 'default' ? to.definition.access.default : written.access;
  if (access !== undefined && written.access !== 'default') checkAccess(written, access, to, report);
  const inject = injection(written, to);
  return {
    to: to.address,
    kind,
    via: written.via,
    edge: written.edge,
    reason: written.reason,
    path,
    ...(output === undefined ? {} : { output }),
    ...(access === undefined ? {} : { access }),
    ...(inject === undefined ? {} : { inject }),
    ...(written.prefix === undefined ? {} : { prefix: written.prefix }),
  };
}

/** The output's own name, aliases resolved. */
function checkOutput(
  written: WrittenReference,
  asked: string,
  to: Referable,
  report: (problem: ReferenceProblem) => void,
): string {
  if (isUnresolved(asked)) return asked;
  const declared = to.definition.outputs;
  const path = written.path.replace(/\/component$/, '/output');
  const title = `${to.definition.kind} ${to.address}`;
  if (!Object.hasOwn(declared, asked)) {
    const names = Object.keys(declared);
    report({
      code: 'UnknownOutput',
      path,
      message: `${title} has no output "${asked}"; it has ${names.join(', ')}`,
      suggestion: meant(asked, names),
    });
    return asked;
  }
  const output = declared[asked]!.aliasOf ?? asked;
  const external = externalOutputs(to.spec);
  if (external && !Object.hasOwn(external, output) && !Object.hasOwn(external, asked)) {
    report({
      code: 'UnknownOutput',
      path,
      message: `${title} is external and gives no output "${output}"; it gives ${Object.keys(external).join(', ')}`,
      suggestion: `add "${output}" to its spec.external.outputs`,
    });
  }
  return output;
}

/** Outputs that an external component gives and its kind does not have. */
export function unknownExternalOutputs({ spec, definition }: Referable): ReferenceProblem[] {
  const names = Object.keys(definition.outputs);
  return Object.keys(externalOutputs(spec) ?? {})
    .filter((name) => !names.includes(name))
    .map((name) => ({
      code: 'UnknownOutput',
      path: `/external/outputs/${escapeSegment(name)}`,
      message: `${definition.kind} has no output "${name}"; it has ${names.join(', ')}`,
      suggestion: meant(name, names),
    }));
}

function externalOutputs(spec: JsonObject): JsonObject | undefined {
  const external = spec['external'];
  return isObject(external) && isObject(external['outputs']) ? external['outputs'] : undefined;
}

/** `connect` grants nothing, so it is always offered; a level that does not exist is the schema's business. */
const LEVELS: readonly string[] = ['read', 'write', 'admin'];

function checkAccess(
  written: WrittenReference,
  access: string,
  to: Referable,
  report: (problem: ReferenceProblem) => void,
): void {
  const { levels, default: byDefault } = to.definition.access;
  if (access === byDefault || Object.hasOwn(levels, access) || !LEVELS.includes(access)) return;
  const offered = [...new Set([byDefault, ...Object.keys(levels)])];
  const path = written.via === 'binding' ? written.path.replace(/\/component$/, '/access') : written.path;
  report({
    code: 'AccessNotOffered',
    path,
    message: `${to.definition.kind} ${to.address} does not offer access "${access}"; it offers ${offered.join(', ')}`,
    suggestion: `write "access: ${offered[0]}"`,
  });
}

function injection(written: WrittenReference, to: Referable): ResolvedReference['inject'] {
  if (written.inject === undefined) return undefined;
  if (written.inject === false) return false;
  return { prefix: written.inject === true ? upperSnake(to.name) : written.inject.prefix };
}

/** `api-db` → `API_DB`. */
function upperSnake(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
