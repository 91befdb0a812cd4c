import { errorAt, volumeProblems, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { KafkaSpec } from './schema.js';
import { OWN_SETTINGS } from './server-properties.js';

type Component = ComponentOf<KafkaSpec>;

/** Rules of Kafka that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  if (spec.mode === 'external') return externalRules(spec);
  return [
    ...(spec.cluster === undefined
      ? []
      : [errorAt('/cluster', 'PANKA-KAF-005', 'cluster needs mode: external', 'mode: external')]),
    ...(spec.distribution === undefined
      ? [errorAt('', 'PANKA-KAF-004', 'mode managedOnEc2 needs distribution: {url, sha512}')]
      : []),
    ...brokerRules(component),
    ...zoneRules(component, view),
    ...trustRules(component),
    ...storageRules(spec),
    ...topicRules(spec),
    ...OWN_SETTINGS.filter((name) => name in spec.config).map((name) =>
      errorAt(`/config/${name}`, 'PANKA-KAF-013', `config ${name} is set by Panka`),
    ),
    ...tagRules(component),
    ...recommendation(component),
  ];
}

function externalRules({ cluster }: KafkaSpec): Finding[] {
  if (cluster === undefined) return [errorAt('', 'PANKA-KAF-005', 'mode external needs cluster: {bootstrapServers}')];
  if (cluster.auth !== 'scram' || cluster.secret !== undefined) return [];
  return [
    {
      code: 'PANKA-KAF-009',
      severity: 'info',
      path: '/cluster',
      message: 'a secret is made for the password: write {"username", "password"} into it before consumers start',
      suggestion: 'secret: {ref: …}',
    },
  ];
}

function brokerRules({ spec, environmentClass }: Component): Finding[] {
  const { brokers } = spec;
  if (brokers % 2 === 0)
    return [
      errorAt(
        '/brokers',
        'PANKA-KAF-001',
        `brokers ${brokers}: use an odd number (KRaft quorum)`,
        `brokers: ${brokers + 1}`,
      ),
    ];
  if (environmentClass !== 'production' || brokers >= 3) return [];
  return [errorAt('/brokers', 'PANKA-KAF-011', 'production needs 3 brokers or more', 'brokers: 3')];
}

/** A quorum that is in one zone is lost with it. */
function zoneRules({ spec, environmentClass }: Component, { infra }: ApplicationView): Finding[] {
  const { subnets, availabilityZones } = (infra.networking ?? {}) as {
    subnets?: { private?: readonly { availabilityZone?: string }[] };
    availabilityZones?: number;
  };
  const named = subnets?.private?.map(({ availabilityZone }) => availabilityZone);
  if (named?.includes(undefined) === true) return [];
  const zones = named === undefined ? availabilityZones : new Set(named).size;
  if (zones === undefined || spec.brokers < 3 || zones >= Math.min(3, spec.brokers)) return [];
  const message = `${spec.brokers} brokers in ${zones} availability ${zones === 1 ? 'zone' : 'zones'}`;
  if (zones === 1 && environmentClass === 'production') return [errorAt('/brokers', 'PANKA-KAF-003', message)];
  return [
    warningAt('/brokers', 'PANKA-KAF-003', `${message}: the loss of one can stop the cluster`, 'availabilityZones: 3'),
  ];
}

function trustRules({ spec, environmentClass }: Component): Finding[] {
  const findings: Finding[] = [];
  const production = environmentClass === 'production';
  if (production && spec.auth === 'none')
    findings.push(errorAt('/auth', 'PANKA-KAF-006', 'auth none is refused in production', 'auth: scram'));
  if (production && !spec.tls.enabled)
    findings.push(
      errorAt('/tls/enabled', 'PANKA-KAF-007', 'tls.enabled false is refused in production', 'enabled: true'),
    );
  if (spec.auth === 'mtls' && spec.tls.caSecret === undefined)
    findings.push(
      errorAt('/auth', 'PANKA-KAF-008', 'auth mtls needs tls.caSecret: clients get their certificates from that CA'),
    );
  if (spec.auth === 'mtls' && !spec.tls.enabled)
    findings.push(errorAt('/tls/enabled', 'PANKA-KAF-008', 'auth mtls needs tls.enabled', 'enabled: true'));
  return findings;
}

function storageRules({ storage }: KafkaSpec): Finding[] {
  const { type, sizeGiB, iops, throughputMiBps } = storage;
  return volumeProblems({
    ...{ type, sizeGiB },
    ...(iops === undefined ? {} : { iops }),
    ...(type === 'gp3' ? { throughputMiBps } : {}),
  }).map(({ field, message }) => errorAt(`/storage/${field}`, 'PANKA-KAF-014', `storage: ${message}`));
}

function topicRules({ topics, brokers }: KafkaSpec): Finding[] {
  return topics.flatMap(({ name, replicationFactor }, index) => {
    const findings: Finding[] = [];
    if (replicationFactor !== undefined && replicationFactor > brokers)
      findings.push(
        errorAt(
          `/topics/${index}/replicationFactor`,
          'PANKA-KAF-002',
          `replication factor ${replicationFactor} needs at least ${replicationFactor} brokers`,
          `replicationFactor: ${brokers}`,
        ),
      );
    if (topics.slice(0, index).some((earlier) => earlier.name === name))
      findings.push(errorAt(`/topics/${index}/name`, 'PANKA-KAF-012', `topic ${name} is there twice`));
    return findings;
  });
}

/** Brokers read their tags from the instance, which then takes no keys with a slash or a space. Source: EC2 user guide, "Instance tags in metadata". */
function tagRules({ tags }: Component): Finding[] {
  return Object.keys(tags)
    .filter((key) => /[/ ]/.test(key))
    .map((key) =>
      errorAt('/tags', 'PANKA-KAF-015', `tag "${key}": brokers take no tags with a slash or a space in the key`),
    );
}

function recommendation({ environmentClass }: Component): Finding[] {
  if (environmentClass !== 'production') return [];
  return [
    {
      code: 'PANKA-KAF-010',
      severity: 'info',
      path: '/mode',
      message: 'brokers on EC2 are yours to look after; kind MSK leaves them to AWS',
      suggestion: 'kind: MSK',
    },
  ];
}
