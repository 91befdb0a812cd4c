import { type DeploymentV3, type ResourceV3, SECRET_SIG, SIG_KEY } from '../../../src/core/engine/deployment-v3.js';

/** A state without what differs from run to run and backend to backend: times, random ids, ciphertexts, order, source places. */
export function masked({ resources = [], pending_operations: pending = [] }: DeploymentV3): unknown {
  return {
    resources: resources.map(plain).sort(byText),
    pending: pending.map(({ type, resource }) => `${type} ${resource.urn}`).sort(),
  };
}

const LEFT_OUT = new Set(['created', 'modified', 'sourcePosition', 'stackTrace']);

function plain(resource: ResourceV3): unknown {
  const { propertyDependencies = {}, dependencies = [], provider, id, ...rest } = resource;
  const needs = Object.entries(propertyDependencies).filter(([, urns]) => urns.length > 0);
  return {
    ...Object.fromEntries(
      Object.entries(rest)
        .filter(([field]) => !LEFT_OUT.has(field))
        .map(([field, value]) => [field, opaque(value)]),
    ),
    ...(id !== undefined && { id: resource.type.startsWith('pulumi:providers:') ? '' : id }),
    ...(provider !== undefined && { provider: provider.replace(/::[^:]*$/, '') }),
    dependencies: [...dependencies].sort(),
    propertyDependencies: Object.fromEntries(needs.map(([key, urns]) => [key, [...urns].sort()]).sort(byText)),
  };
}

function opaque(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opaque);
  if (typeof value !== 'object' || value === null) return value;
  if ((value as Record<string, unknown>)[SIG_KEY] === SECRET_SIG) return '[secret]';
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opaque(item)]));
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one).localeCompare(JSON.stringify(other));
}
