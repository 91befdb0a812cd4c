import type { ResolvedReference } from '../../../sdk/index.js';
import { isObject } from '../values.js';
import type { ComponentIndex } from './component-index.js';
import type { Referable, ReferenceProblem } from './resolve-references.js';

/** Variables that two components inject under one name, unless an explicit `environment` entry of that name settles it. */
export function injectionCollisions(
  from: Referable,
  references: readonly ResolvedReference[],
  index: ComponentIndex<Referable>,
): ReferenceProblem[] {
  const injecting = references.filter((reference) => reference.inject);
  if (injecting.length < 2) return [];
  const owners = new Map<string, ResolvedReference>();
  const settled = explicitNames(from);
  const problems: ReferenceProblem[] = [];
  for (const reference of injecting) {
    if (!reference.inject) continue;
    for (const variable of Object.keys(index.get(reference.to)?.definition.injects ?? {})) {
      const name = `${reference.inject.prefix}_${variable}`;
      const owner = owners.get(name);
      if (!owner) owners.set(name, reference);
      else if (owner.to !== reference.to && !settled.has(name)) {
        problems.push({
          code: 'InjectedVariableCollision',
          path: reference.path,
          message: `${owner.to} and ${reference.to} both inject the variable ${name}`,
          suggestion: 'give one of the bindings "env: {prefix: …}"',
        });
        break;
      }
    }
  }
  return problems;
}

function explicitNames({ spec }: Referable): Set<string> {
  const environment = spec['environment'];
  if (!Array.isArray(environment)) return new Set();
  return new Set(
    environment.flatMap((entry) => (isObject(entry) && typeof entry['name'] === 'string' ? [entry['name']] : [])),
  );
}
