import { errorAt, identifierRule, warningAt, windowRules, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { MemcachedSpec } from './schema.js';
import { azModeOf, nodeTypeHasTls, VERSIONS, versionHasTls } from './settings.js';

/** Minutes. Source: CreateCacheCluster, PreferredMaintenanceWindow. */
const LEAST_WINDOWS = { backup: 0, maintenance: 60 };

/** Rules of Memcached that the schema cannot express. Source: ElastiCache user guide. */
export function validate(component: ComponentOf<MemcachedSpec>, view: ApplicationView): Finding[] {
  const { spec, environmentClass } = component;
  return [
    ...zones(spec, view),
    ...atRest(spec),
    ...version(spec),
    ...tls(spec, environmentClass === 'production'),
    ...nodeType(spec),
    ...windowRules('PANKA-MEM-006', { ...spec, backup: {} }, LEAST_WINDOWS),
    ...identifierRule('PANKA-MEM-007', spec.name, 50),
  ];
}

function zones(spec: MemcachedSpec, view: ApplicationView): Finding[] {
  if (azModeOf(spec) === 'single-az') return [];
  const at = '/cluster/azMode';
  if (spec.cluster.numNodes < 2)
    return [errorAt(at, 'PANKA-MEM-001', 'azMode cross-az needs numNodes ≥ 2', 'numNodes: 2')];
  const found = zonesOf(view.infra);
  if (found === undefined || found.length > 1) return [];
  const message = `azMode cross-az needs 2 availability zones; Networking has ${found.length} (${found.join(', ')})`;
  return [errorAt(at, 'PANKA-MEM-001', message, 'azMode: single-az')];
}

function atRest({ encryption }: MemcachedSpec): Finding[] {
  if (encryption?.atRest !== true) return [];
  return [errorAt('/encryption/atRest', 'PANKA-MEM-002', "encryption.atRest isn't available for Memcached nodes")];
}

function version({ engine: { version } }: MemcachedSpec): Finding[] {
  if (VERSIONS.includes(version)) return [];
  const message = `engine.version "${version}" isn't offered for memcached; use ${VERSIONS.join(', ')}`;
  return [errorAt('/engine/version', 'PANKA-MEM-003', message, `version: "${VERSIONS.at(-1)}"`)];
}

function tls({ engine, cluster, security }: MemcachedSpec, production: boolean): Finding[] {
  const at = '/security/transitEncryption';
  if (!security.transitEncryption) {
    const finding = production ? errorAt : warningAt;
    return [finding(at, 'PANKA-MEM-004', 'transitEncryption is off: data can be read on the way')];
  }
  const findings: Finding[] = [];
  if (VERSIONS.includes(engine.version) && !versionHasTls(engine.version))
    findings.push(
      errorAt(at, 'PANKA-MEM-004', `transitEncryption needs engine.version 1.6.12 or newer; ${engine.version} given`),
    );
  if (!nodeTypeHasTls(cluster.nodeType))
    findings.push(errorAt(at, 'PANKA-MEM-004', `transitEncryption isn't offered on ${cluster.nodeType}`));
  return findings;
}

function nodeType({ cluster: { nodeType } }: MemcachedSpec): Finding[] {
  if (/^cache\.[a-z0-9]+\.[a-z0-9]+$/.test(nodeType)) return [];
  const message = `cluster.nodeType ${nodeType}: ElastiCache types start with cache.`;
  return [errorAt('/cluster/nodeType', 'PANKA-MEM-005', message)];
}
