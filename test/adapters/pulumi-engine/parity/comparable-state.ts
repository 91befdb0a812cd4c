import type { DeploymentV3, ResourceV3 } from '../../../../src/core/engine/deployment-v3.js';
import { stockSealer } from '../stock-engine.js';

/** What of a state must be the same whichever engine wrote it: not times, ids of providers, ciphertexts and order. */
export function comparable({ resources = [], pending_operations: pending = [] }: DeploymentV3): unknown {
  const own = resources.filter(({ type }) => !type.startsWith('pulumi:'));
  return {
    resources: [...own].sort(byUrn).map(plain),
    pending: pending.map(({ type, resource }) => `${type} ${resource.urn}`),
  };
}

function plain({ created: _c, modified: _m, provider, propertyDependencies = {}, ...rest }: ResourceV3) {
  const dependencies = Object.entries(propertyDependencies).filter(([, urns]) => urns.length > 0);
  return opened({
    ...rest,
    dependencies: [...(rest.dependencies ?? [])].sort(),
    propertyDependencies: Object.fromEntries(dependencies.map(([key, urns]) => [key, [...urns].sort()])),
    provider: provider?.replace(/::[^:]*$/, ''),
  });
}

/** Ciphertexts by what they say; keys in order, so that a difference can be read. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (typeof value !== 'object' || value === null) return value;
  if ('ciphertext' in value) return { secret: stockSealer.open(String(value.ciphertext)) };
  const sorted = Object.entries(value).sort(([one], [other]) => one.localeCompare(other));
  return Object.fromEntries(sorted.map(([key, item]) => [key, opened(item)]));
}

function byUrn(one: { urn: string; delete?: boolean }, other: { urn: string; delete?: boolean }): number {
  return one.urn.localeCompare(other.urn) || Number(one.delete ?? false) - Number(other.delete ?? false);
}
