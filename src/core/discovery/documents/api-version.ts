import { meant } from '../../diagnostics/did-you-mean.js';
import type { Group } from './manifest-document.js';

export const API_VERSIONS: Readonly<Record<Group, string>> = {
  core: 'core.panka.io/v1',
  infra: 'infra.panka.io/v1',
  components: 'components.panka.io/v1',
};

export const CORE_KINDS: readonly string[] = ['Stack', 'Service', 'Environment'];
export const INFRA_KINDS: readonly string[] = [
  'InfraDefaults',
  'ServiceInfraDefaults',
  'ComponentInfra',
  'Networking',
  'Security',
  'Observability',
  'Compliance',
];

/** Versions that were used before v1 and mean the same. */
const OLDER = new Set(['v1alpha1', 'v1alpha2', 'v1beta1', 'v1beta2']);

export type ApiVersion =
  | { readonly status: 'current' | 'older' | 'wrong-group'; readonly group: Group; readonly expected: string }
  | { readonly status: 'unknown'; readonly suggestion: string };

/** The group that a kind belongs to, and what to make of the apiVersion that a document gives for it. */
export function readApiVersion(apiVersion: string, kind: string): ApiVersion {
  const group = groupOfKind(kind);
  const expected = API_VERSIONS[group];
  if (apiVersion === expected) return { status: 'current', group, expected };
  const [host = '', version = ''] = apiVersion.split('/');
  const olderVersion = version === 'v1' || OLDER.has(version);
  if (olderVersion && (host === 'panka.io' || host === expected.split('/')[0]))
    return { status: 'older', group, expected };
  const named = (Object.keys(API_VERSIONS) as Group[]).find((g) => API_VERSIONS[g] === apiVersion);
  if (named) return { status: 'wrong-group', group, expected };
  return { status: 'unknown', suggestion: meant(apiVersion, Object.values(API_VERSIONS)) ?? `write ${expected}` };
}

export function groupOfKind(kind: string): Group {
  if (CORE_KINDS.includes(kind)) return 'core';
  return INFRA_KINDS.includes(kind) ? 'infra' : 'components';
}

/** Documents of Panka's, whatever their version, as opposed to docker-compose files and the like. */
export function isPankaApiVersion(apiVersion: unknown): apiVersion is string {
  return typeof apiVersion === 'string' && /(^|\.)panka\.io(\/|$)/.test(apiVersion);
}
