import type { ComponentOf } from 'panka/sdk';
import { clientProtocol, hostOf, isController, nodesOf, PORTS, usualCopies } from './cluster.js';
import type { KafkaSpec } from './schema.js';

type Settings = Readonly<Record<string, string | number | boolean>>;

/** What a broker fills in of itself. */
export const SELF = {
  node: '@NODE@',
  host: '@HOST@',
  rack: '@RACK@',
  roles: '@ROLES@',
  listeners: '@LISTENERS@',
} as const;
/** Subject of the brokers' certificates; they tell each other apart by host. */
export const BROKER_NAME = 'broker';
/** Files on a broker. */
export const FILES = {
  data: '/var/lib/kafka/data',
  keystore: '/etc/kafka/keystore.pem',
  truststore: '/etc/kafka/truststore.pem',
  properties: '/etc/kafka/server.properties',
} as const;

/** Settings that Panka decides. */
export const OWN_SETTINGS: readonly string[] = [
  'advertised.listeners',
  'broker.id',
  'controller.quorum.voters',
  'listeners',
  'log.dirs',
  'node.id',
  'process.roles',
  'zookeeper.connect',
];

/** server.properties of any broker. Source: Apache Kafka documentation, "Broker configs", "KRaft", "Security". */
export function serverProperties(component: ComponentOf<KafkaSpec>): string {
  const { spec } = component;
  const all: Settings = { ...identity(component), ...security(spec), ...copies(spec), ...spec.config };
  return Object.entries(all)
    .map(([name, value]) => `${name}=${String(value)}`)
    .sort()
    .join('\n');
}

/** What listens, for those with a controller and those without. */
export function listenersOf(controller: boolean): string {
  const all = [
    `CLIENT://0.0.0.0:${PORTS.client}`,
    `BROKER://0.0.0.0:${PORTS.broker}`,
    ...(controller ? [`CONTROLLER://0.0.0.0:${PORTS.controller}`] : []),
  ];
  return all.join(',');
}

function identity(component: ComponentOf<KafkaSpec>): Settings {
  const voters = nodesOf(component.spec).filter(isController);
  return {
    'node.id': SELF.node,
    'process.roles': SELF.roles,
    'broker.rack': SELF.rack,
    'log.dirs': FILES.data,
    listeners: SELF.listeners,
    'advertised.listeners': `CLIENT://${SELF.host}:${PORTS.client},BROKER://${SELF.host}:${PORTS.broker}`,
    'inter.broker.listener.name': 'BROKER',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': voters
      .map((node) => `${node}@${hostOf(component, node)}:${PORTS.controller}`)
      .join(','),
  };
}

function security(spec: KafkaSpec): Settings {
  const { protocol, mechanism } = clientProtocol(spec.auth, spec.tls.enabled);
  return {
    'listener.security.protocol.map': `CLIENT:${protocol},BROKER:SSL,CONTROLLER:SSL`,
    'listener.name.broker.ssl.client.auth': 'required',
    'listener.name.controller.ssl.client.auth': 'required',
    'listener.name.client.ssl.client.auth': spec.auth === 'mtls' ? 'required' : 'none',
    ...(mechanism === undefined
      ? {}
      : {
          'sasl.enabled.mechanisms': mechanism,
          'listener.name.client.scram-sha-512.sasl.jaas.config':
            'org.apache.kafka.common.security.scram.ScramLoginModule required;',
        }),
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': FILES.keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': FILES.truststore,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:CN=${BROKER_NAME}${spec.auth === 'scram' ? `;User:${USERNAME}` : ''}`,
    // Where nobody has a name that Panka gave, rights begin with the first list of them.
    'allow.everyone.if.no.acl.found': spec.auth !== 'scram',
  };
}

/** The user that Panka makes: it may do everything, and gives others their rights. */
export const USERNAME = 'panka';

function copies(spec: KafkaSpec): Settings {
  const factor = usualCopies(spec);
  const inSync = Math.max(1, factor - 1);
  return {
    'auto.create.topics.enable': false,
    'default.replication.factor': factor,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': factor,
    'transaction.state.log.replication.factor': factor,
    'transaction.state.log.min.isr': inSync,
    'unclean.leader.election.enable': false,
  };
}
