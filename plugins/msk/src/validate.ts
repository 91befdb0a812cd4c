import { errorAt, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding, InfraView } from 'panka/sdk';
import { brokerCount, zonesIn } from './brokers.js';
import { methodsOf } from './endpoints.js';
import type { MskSpec } from './schema.js';
import { topicRules } from './validate-topics.js';

type Component = ComponentOf<MskSpec>;

/** Settings that are MSK's own. Source: MSK developer guide, "Custom MSK configurations". */
const OWN_SETTINGS = ['advertised.listeners', 'broker.id', 'listeners', 'log.dirs', 'node.id', 'zookeeper.connect'];

/** Rules of MSK that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  const zones = zonesIn(view.infra);
  const common = [...authRules(component, view), ...dataRules(component, view.infra)];
  if (spec.mode === 'serverless') return [...common, ...serverlessRules(spec)];
  return [
    ...common,
    ...brokerRules(component, zones),
    ...storageRules(spec),
    ...settingRules(spec),
    ...topicRules(spec, zones === undefined ? spec.broker.count : brokerCount(spec, zones)),
  ];
}

function brokerRules({ spec, environmentClass }: Component, zones: number | undefined): Finding[] {
  const { count, instanceType } = spec.broker;
  const findings: Finding[] = [];
  if (zones !== undefined && (zones < 2 || zones > 3))
    findings.push(errorAt('', 'PANKA-MSK-013', `MSK needs private subnets in 2 or 3 zones; Networking has ${zones}`));
  else if (zones !== undefined && count !== undefined && count % zones !== 0)
    findings.push(
      errorAt(
        '/broker/count',
        'PANKA-MSK-001',
        `broker.count ${count} isn't a multiple of ${zones} subnets`,
        `count: ${Math.ceil(count / zones) * zones}`,
      ),
    );
  if (environmentClass === 'production' && instanceType === 'kafka.t3.small')
    findings.push(
      errorAt(
        '/broker/instanceType',
        'PANKA-MSK-004',
        "kafka.t3.small isn't for production",
        'instanceType: kafka.m7g.large',
      ),
    );
  return findings;
}

function authRules({ spec, environmentClass }: Component, view: ApplicationView): Finding[] {
  if (methodsOf(spec).length === 0) return [errorAt('/auth', 'PANKA-MSK-003', 'auth: nothing enabled', 'iam: true')];
  const findings: Finding[] = [];
  const { key } = (view.infra.defaults.encryption ?? {}) as { key?: unknown };
  if (spec.auth.scram && spec.encryption.kmsKey === 'stack' && key === 'aws-managed')
    findings.push(
      errorAt(
        '/auth/scram',
        'PANKA-MSK-006',
        'auth.scram needs a customer key: MSK reads no secret that is encrypted with a key of AWS',
      ),
    );
  if (spec.auth.unauthenticated && environmentClass === 'production')
    findings.push(
      errorAt(
        '/auth/unauthenticated',
        'PANKA-MSK-008',
        'auth.unauthenticated is refused in production',
        'unauthenticated: false',
      ),
    );
  return findings;
}

function storageRules({ broker, kafkaVersion }: MskSpec): Finding[] {
  const findings: Finding[] = [];
  if (broker.maxVolumeGiB !== undefined && broker.maxVolumeGiB <= broker.volumeGiB)
    findings.push(
      errorAt(
        '/broker/maxVolumeGiB',
        'PANKA-MSK-009',
        `broker.maxVolumeGiB ${broker.maxVolumeGiB} is not more than volumeGiB ${broker.volumeGiB}`,
      ),
    );
  if (broker.storageMode === 'TIERED' && (broker.instanceType === 'kafka.t3.small' || isBefore(kafkaVersion, [3, 6])))
    findings.push(
      errorAt(
        '/broker/storageMode',
        'PANKA-MSK-005',
        `storageMode TIERED needs Kafka 3.6 or newer, and brokers other than kafka.t3.small; this is ${kafkaVersion} on ${broker.instanceType}`,
        'storageMode: LOCAL',
      ),
    );
  return findings;
}

function settingRules({ config }: MskSpec): Finding[] {
  return OWN_SETTINGS.filter((name) => name in config).map((name) =>
    errorAt(`/config/${name}`, 'PANKA-MSK-012', `config ${name} is set by MSK itself`),
  );
}

function serverlessRules({ auth, broker, config, topics }: MskSpec): Finding[] {
  const given = [
    ...(auth.scram ? ['auth/scram'] : []),
    ...(auth.tls === undefined ? [] : ['auth/tls']),
    ...(auth.unauthenticated ? ['auth/unauthenticated'] : []),
    ...(broker.count === undefined ? [] : ['broker/count']),
    ...(broker.maxVolumeGiB === undefined ? [] : ['broker/maxVolumeGiB']),
    ...(Object.keys(config).length === 0 ? [] : ['config']),
    ...(topics.length === 0 ? [] : ['topics']),
  ];
  return given.map((path) =>
    errorAt(`/${path}`, 'PANKA-MSK-007', `${path.replace('/', '.')} needs mode: provisioned`, 'mode: provisioned'),
  );
}

/** AWS keeps no snapshot of a cluster; one that is kept keeps its subnets too. */
function dataRules({ spec }: Component, { networking }: InfraView): Finding[] {
  const { mode = 'create' } = (networking?.vpc ?? {}) as { mode?: string };
  if (spec.deletionPolicy === 'retain' && networking !== undefined && mode === 'create')
    return [
      warningAt(
        '/deletionPolicy',
        'PANKA-MSK-015',
        'deletionPolicy retain: the cluster stays in subnets that this stack makes, so that destroying the stack stops there',
        'vpc: {mode: import} in Networking',
      ),
    ];
  if (spec.deletionPolicy !== 'snapshot') return [];
  return [
    errorAt(
      '/deletionPolicy',
      'PANKA-MSK-010',
      'deletionPolicy snapshot: there are no snapshots of MSK clusters',
      'deletionPolicy: retain',
    ),
  ];
}

function isBefore(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a < major || (a === major && b < minor);
}
