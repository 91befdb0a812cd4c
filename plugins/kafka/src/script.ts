import type { ComponentOf } from 'panka/sdk';
import { clusterIdOf, isController, nodesOf, usualCopies, zoneOf } from './cluster.js';
import type { KafkaSpec } from './schema.js';
import { FORMAT, properties, SERVICE, START } from './script-broker.js';
import { DISK, PROGRAMS, WHO_AM_I } from './script-machine.js';
import { BROKER_CERTIFICATE, CERTIFICATE_AUTHORITY } from './script-trust.js';
import { watch } from './script-watch.js';
import { serverProperties } from './server-properties.js';

/** What the scripts cannot know of the manifest. */
export interface ScriptFacts {
  readonly region: string;
  readonly logGroup: string;
  readonly caSecret: string;
  readonly caCertificateSecret: string;
  /** Absent without SCRAM. */
  readonly credentialsSecret?: string;
}

/** Makes a broker of a machine, and of an older broker one as the manifest has it now. Running it again changes nothing. */
export function brokerScript(component: ComponentOf<KafkaSpec>, facts: ScriptFacts): string {
  const { spec } = component;
  const controllers = nodesOf(spec).filter(isController).length;
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    'umask 077',
    ...Object.entries(variables(component, facts)).map(([name, value]) => `${name}='${value}'`),
    'export AWS_DEFAULT_REGION',
    WHO_AM_I,
    DISK,
    PROGRAMS,
    CERTIFICATE_AUTHORITY,
    BROKER_CERTIFICATE,
    properties(serverProperties(component), controllers),
    FORMAT,
    SERVICE,
    START,
    watch(facts.logGroup),
  ].join('\n');
}

/** Waits until every broker answers, then makes the topics that are missing and brings the others to the manifest. */
export function topicsScript(component: ComponentOf<KafkaSpec>, facts: Pick<ScriptFacts, 'region'>): string {
  const { spec } = component;
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    `export AWS_DEFAULT_REGION='${facts.region}'`,
    `host='b0.${zoneOf(component)}'`,
    'admin() { tool=$1; shift; "/opt/kafka/bin/$tool" --bootstrap-server "$host:9092" --command-config /etc/kafka/admin.properties "$@"; }',
    'answering=no',
    `for attempt in $(seq 90); do [ "$(admin kafka-broker-api-versions.sh 2>/dev/null | grep -c '^[^ ].* -> (')" = ${spec.brokers} ] && answering=yes && break; sleep 10; done`,
    `if [ "$answering" != yes ]; then echo 'not all of ${spec.brokers} brokers answer' >&2; exit 1; fi`,
    ...spec.topics.flatMap((topic) => topicLines(topic, usualCopies(spec))),
    'echo done',
  ].join('\n');
}

function variables(component: ComponentOf<KafkaSpec>, facts: ScriptFacts): Readonly<Record<string, string>> {
  const { spec } = component;
  return {
    AWS_DEFAULT_REGION: facts.region,
    ZONE: zoneOf(component),
    CLUSTER_ID: clusterIdOf(component),
    VERSION: spec.version,
    URL: spec.distribution?.url ?? '',
    SHA512: spec.distribution?.sha512.toLowerCase() ?? '',
    // What the script finds out by itself, so that a change of it runs the script again.
    MACHINE: `${spec.instanceType}, ${spec.storage.sizeGiB} GiB`,
    HEAP_MIB: spec.heapMiB === undefined ? '' : String(spec.heapMiB),
    OWN_CA: spec.tls.caSecret === undefined ? 'yes' : 'no',
    CA_SECRET: facts.caSecret,
    CA_CERTIFICATE_SECRET: facts.caCertificateSecret,
    CREDENTIALS_SECRET: facts.credentialsSecret ?? '',
  };
}

function topicLines(topic: KafkaSpec['topics'][number], usual: number): readonly string[] {
  const name = `'${topic.name}'`;
  const copies = topic.replicationFactor ?? usual;
  const settings = Object.entries(topic.config)
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(',');
  return [
    `admin kafka-topics.sh --create --if-not-exists --topic ${name} --partitions ${topic.partitions} --replication-factor ${copies}`,
    `partitions=$(admin kafka-topics.sh --describe --topic ${name} | sed -n 's/.*PartitionCount: *\\([0-9]*\\).*/\\1/p')`,
    `if [ "$partitions" -lt ${topic.partitions} ]; then admin kafka-topics.sh --alter --topic ${name} --partitions ${topic.partitions}; fi`,
    ...(settings === ''
      ? []
      : [
          `admin kafka-configs.sh --alter --entity-type topics --entity-name ${name} --add-config '${settings.replaceAll("'", '')}'`,
        ]),
  ];
}
