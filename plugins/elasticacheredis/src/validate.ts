import { errorAt, identifierRule, warningAt, windowRules, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { RedisSpec } from './schema.js';
import { failsOver, isAtLeast, isServerless, nodeCount, VERSIONS, versionOf } from './settings.js';
import { validateSecurity } from './validate-security.js';

/** Minutes. Source: CreateReplicationGroup, SnapshotWindow and PreferredMaintenanceWindow. */
const LEAST_WINDOWS = { backup: 60, maintenance: 60 };
/** Nodes of a replication group before a quota has to be raised. Source: ElastiCache user guide, "Quotas". */
const NODE_QUOTA = 90;

/** Rules of ElastiCache that the schema cannot express. Source: ElastiCache user guide. */
export function validate(component: ComponentOf<RedisSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...version(spec),
    ...failover(spec, view),
    ...shape(spec),
    ...(isServerless(spec) ? serverlessOnly(spec) : []),
    ...validateSecurity(component),
    ...windowRules('PANKA-RED-010', spec, LEAST_WINDOWS),
    ...parameters(spec),
    ...logs(spec),
    ...identifierRule('PANKA-RED-016', spec.name, 40),
  ];
}

function version(spec: RedisSpec): Finding[] {
  const { type } = spec.engine;
  const version = versionOf(spec);
  const offered = VERSIONS[type];
  if (offered.includes(version)) return [];
  const newer = type === 'redis' && Number.parseFloat(version) > 7.1;
  const message = newer
    ? `engine.type redis is offered up to 7.1; use valkey for ${version}`
    : `engine.version "${version}" isn't offered for ${type}; use ${[...offered].sort().join(', ')}`;
  return [
    errorAt(newer ? '/engine/type' : '/engine/version', 'PANKA-RED-005', message, newer ? 'type: valkey' : undefined),
  ];
}

function failover(spec: RedisSpec, view: ApplicationView): Finding[] {
  const { mode, numNodes, automaticFailover, multiAZ } = spec.cluster;
  if (mode === 'serverless') return [];
  const findings: Finding[] = [];
  const at = '/cluster/automaticFailover';
  if (mode === 'replication-group' && automaticFailover === true && numNodes < 2)
    findings.push(errorAt(at, 'PANKA-RED-001', 'automaticFailover needs numNodes ≥ 2', 'numNodes: 2'));
  if (mode === 'cluster' && automaticFailover === false)
    findings.push(errorAt(at, 'PANKA-RED-001', "automaticFailover can't be off with mode cluster"));
  const lacks = multiAZ ? lackedByMultiAZ(spec, zonesOf(view.infra)) : undefined;
  const message = `multiAZ needs 2 availability zones and automaticFailover; ${lacks}`;
  return lacks === undefined ? findings : [...findings, errorAt('/cluster/multiAZ', 'PANKA-RED-002', message)];
}

/** `zones`: undefined where they are left to AWS. */
function lackedByMultiAZ(spec: RedisSpec, zones: readonly string[] | undefined): string | undefined {
  const { mode, numNodes, replicasPerShard } = spec.cluster;
  if (zones !== undefined && zones.length < 2) return `Networking has ${zones.length} (${zones.join(', ')})`;
  if (mode === 'cluster') return replicasPerShard === 0 ? 'replicasPerShard is 0' : undefined;
  if (numNodes < 2) return `numNodes is ${numNodes}`;
  return failsOver(spec) ? undefined : 'automaticFailover is off';
}

function shape(spec: RedisSpec): Finding[] {
  const { mode, nodeType, shards } = spec.cluster;
  const at = '/cluster/nodeType';
  const findings: Finding[] = [];
  if (mode === 'serverless' && nodeType !== undefined)
    findings.push(errorAt(at, 'PANKA-RED-006', "cluster.nodeType isn't used by mode serverless"));
  if (mode !== 'serverless' && nodeType === undefined)
    findings.push(errorAt('/cluster', 'PANKA-RED-006', `cluster.nodeType is required for mode ${mode}`));
  if (nodeType !== undefined && !/^cache\.[a-z0-9]+\.[a-z0-9]+$/.test(nodeType))
    findings.push(errorAt(at, 'PANKA-RED-006', `cluster.nodeType ${nodeType}: ElastiCache types start with cache.`));
  if (mode !== 'cluster' && shards > 1)
    findings.push(errorAt('/cluster/shards', 'PANKA-RED-006', `cluster.shards isn't used by mode ${mode}`));
  if (mode === 'cluster' && spec.backup.retentionDays === 0)
    findings.push(
      warningAt(
        '/backup/retentionDays',
        'PANKA-RED-017',
        'backup.retentionDays 0 with mode cluster: AWS does not turn snapshots on later',
        'retentionDays: 1',
      ),
    );
  if (nodeCount(spec) > NODE_QUOTA)
    findings.push(
      warningAt(
        '/cluster/shards',
        'PANKA-RED-014',
        `${nodeCount(spec)} nodes are more than the ${NODE_QUOTA} that an account may have in one cache; ask AWS for more`,
      ),
    );
  return findings;
}

function serverlessOnly({ parameters, port, finalSnapshot, restoreFrom }: RedisSpec): Finding[] {
  const findings: Finding[] = [];
  if (Object.keys(parameters).length > 0)
    findings.push(errorAt('/parameters', 'PANKA-RED-007', "parameters aren't used by mode serverless"));
  if (port !== 6379)
    findings.push(errorAt('/port', 'PANKA-RED-007', `port ${port}: a serverless cache listens on 6379 and 6380`));
  if (restoreFrom !== undefined && !restoreFrom.snapshot.startsWith('arn:'))
    findings.push(
      errorAt('/restoreFrom/snapshot', 'PANKA-RED-007', 'restoreFrom.snapshot of mode serverless must be an ARN'),
    );
  if (finalSnapshot)
    findings.push(
      warningAt(
        '/finalSnapshot',
        'PANKA-RED-009',
        'finalSnapshot: nothing is taken at the delete of a serverless cache; copy a daily snapshot before',
        'finalSnapshot: false',
      ),
    );
  return findings;
}

function parameters({ parameters }: RedisSpec): Finding[] {
  if (parameters['cluster-enabled'] === undefined) return [];
  return [
    errorAt('/parameters/cluster-enabled', 'PANKA-RED-013', 'cluster.mode decides on cluster-enabled', 'mode: cluster'),
  ];
}

function logs(spec: RedisSpec): Finding[] {
  if (isServerless(spec) || !spec.logs.engine || isAtLeast(spec, '6.2')) return [];
  const message = `logs.engine needs version 6.2 or newer; ${versionOf(spec)} given`;
  return [errorAt('/logs/engine', 'PANKA-RED-015', message)];
}
