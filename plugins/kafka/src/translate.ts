import { keptWithData, keyArn } from '@panka/plugin-common';
import type { Input } from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
  type LogGroups,
  type Names,
  type Network,
  type Provision,
  type Roles,
  type Secrets,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { alarms } from './alarms.js';
import { declareProfile } from './broker-role.js';
import { declareBrokers } from './brokers.js';
import { clientProtocol, clusterIdOf, hostOf, nodesOf, PORTS } from './cluster.js';
import { existingCluster } from './existing-cluster.js';
import type { Foundation } from './foundation.js';
import type { KafkaSpec } from './schema.js';
import { declareSettings } from './settings.js';
import { declareTrust, type Trust } from './trust.js';

type Component = ComponentOf<KafkaSpec>;

export default class KafkaTranslator implements Translator<KafkaSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.encryption,
    tokens.logs,
    tokens.roles,
    tokens.secrets,
    tokens.securityGroups,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly logs: LogGroups,
    private readonly roles: Roles,
    private readonly secrets: Secrets,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    if (component.spec.mode === 'external') {
      const { names, tags, secrets, encryption } = this;
      const key = keyArn(component.spec.encryption.kmsKey, encryption);
      return existingCluster({ component, names, tags, secrets, key }, context);
    }
    const at = this.foundation(component, context);
    const trust = declareTrust(at, keptWithData(context));
    const brokers = declareBrokers(at, context, declareProfile(at, context, trust));
    declareSettings(at, context, { trust, brokers });
    const clusterId = clusterIdOf(component);
    this.alarms.declare(component, context, alarms(component.address, clusterId, brokers));
    const bootstrapServers = nodesOf(component.spec)
      .map((node) => `${hostOf(component, node)}:${PORTS.client}`)
      .join(',');
    return {
      outputs: {
        bootstrapServers,
        clusterId,
        ...(trust.credentialsArn === undefined ? {} : { secretArn: trust.credentialsArn }),
        caCertificateSecretArn: trust.caCertificateArn,
        securityGroupId: at.securityGroupId,
      },
      provides: provision(at, trust, bootstrapServers),
    };
  }

  private foundation(component: Component, context: TranslateContext): Foundation {
    const { names, tags, identity, network, encryption, logs, roles, secrets, securityGroups } = this;
    const group = securityGroups.declare(component, context, { description: `Kafka ${component.address}` });
    for (const [what, port] of [
      ['brokers', PORTS.broker],
      ['controllers', PORTS.controller],
    ] as const)
      securityGroups.allow(context, {
        port,
        protocol: 'tcp',
        group: group.id,
        part: `among/${what}`,
        from: { securityGroupId: group.id },
        description: `${what} among the brokers`,
      });
    return {
      ...{ names, tags, identity, network, encryption, logs, roles, secrets, securityGroups, component },
      securityGroupId: group.id,
      key: keyArn(component.spec.encryption.kmsKey, encryption),
      logGroup: logs.declare(component, context),
    };
  }
}

function provision({ component, securityGroupId, key }: Foundation, trust: Trust, bootstrapServers: string): Provision {
  const { auth, tls } = component.spec;
  const { protocol, mechanism } = clientProtocol(auth, tls.enabled);
  const secret = (arn: Input<string>, field: string) => ({
    arn,
    key: field,
    ...(key === undefined ? {} : { kmsKeyArn: key }),
  });
  const { credentialsArn } = trust;
  return {
    network: { securityGroupId, ports: [{ port: PORTS.client, protocol: 'tcp' }] },
    variables: () => ({
      BOOTSTRAP_SERVERS: bootstrapServers,
      SECURITY_PROTOCOL: protocol,
      ...(mechanism === undefined ? {} : { SASL_MECHANISM: mechanism }),
    }),
    secrets: {
      ...(credentialsArn === undefined
        ? {}
        : { USERNAME: secret(credentialsArn, 'username'), PASSWORD: secret(credentialsArn, 'password') }),
      ...(protocol.endsWith('SSL') ? { CA_CERTIFICATE: secret(trust.caCertificateArn, 'certificate') } : {}),
    },
  };
}
