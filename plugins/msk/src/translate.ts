import { keptWithData, keyArn, onePerZone } from '@panka/plugin-common';
import type { Input } from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type LogGroups,
  type Names,
  type Network,
  type Provision,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { kafkaStatements } from './access.js';
import { alarms } from './alarms.js';
import { brokerCount } from './brokers.js';
import { declareTopics, declareUser } from './contents.js';
import { declareCluster } from './declare-cluster.js';
import { declareServerless } from './declare-serverless.js';
import { METHODS, methodsOf, portsOf } from './endpoints.js';
import type { Cluster, Foundation } from './foundation.js';
import type { MskSpec } from './schema.js';

type Component = ComponentOf<MskSpec>;
interface Made extends Cluster {
  readonly scramSecretArn?: Input<string>;
}

export default class MskTranslator implements Translator<MskSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.network,
    tokens.encryption,
    tokens.logs,
    tokens.securityGroups,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly logs: LogGroups,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const at = this.foundation(component, context);
    const made = component.spec.mode === 'serverless' ? declareServerless(at, context) : provisioned(at, context);
    const { address, spec } = component;
    this.alarms.declare(component, context, alarms(spec, { address, clusterName: made.name, brokers: at.brokers }));
    return { outputs: outputsOf(spec, made, at.securityGroupId), provides: provision(spec, made, at) };
  }

  private foundation(component: Component, context: TranslateContext): Foundation {
    const { names, tags, network, logs, securityGroups } = this;
    const group = securityGroups.declare(component, keptWithData(context), {
      description: `Kafka ${component.address}`,
    });
    letPollersIn(component, context, { securityGroups, securityGroupId: group.id });
    return {
      ...{ component, names, tags, network, logs, securityGroups },
      securityGroupId: group.id,
      key: keyArn(component.spec.encryption.kmsKey, this.encryption),
      brokers: brokerCount(component.spec, onePerZone(network, 'private').length),
    };
  }
}

/** Lambda polls with network interfaces in the cluster's own group. Source: Lambda developer guide, "MSK, network security". */
function letPollersIn(
  component: Component,
  context: TranslateContext,
  at: Pick<Foundation, 'securityGroups' | 'securityGroupId'>,
): void {
  const polled = context.incoming.some(
    ({ from, reference }) => reference.reason === 'trigger' && context.component(from).kind === 'Lambda',
  );
  if (!polled) return;
  for (const range of portsOf(component.spec))
    at.securityGroups.allow(context, {
      ...range,
      group: at.securityGroupId,
      part: `pollers/${range.port}`,
      from: { securityGroupId: at.securityGroupId },
      description: 'Lambda event source mappings',
    });
}

function provisioned(at: Foundation, context: TranslateContext): Made {
  const cluster = declareCluster(at, context);
  const scramSecretArn = declareUser(at, context, cluster.resource);
  declareTopics(at, context, cluster.resource);
  return { ...cluster, ...(scramSecretArn === undefined ? {} : { scramSecretArn }) };
}

function outputsOf(spec: MskSpec, made: Made, securityGroupId: Input<string>): Translation['outputs'] {
  const on = methodsOf(spec);
  const [preferred] = on;
  return {
    clusterArn: made.arn,
    clusterName: made.name,
    ...(preferred === undefined ? {} : { bootstrapBrokers: made.addresses[preferred] }),
    ...Object.fromEntries(on.map((method) => [METHODS[method].output, made.addresses[method]])),
    ...(made.scramSecretArn === undefined ? {} : { scramSecretArn: made.scramSecretArn }),
    securityGroupId,
  };
}

/** Clients of the stack sign in the way that is preferred; a password is handed out only where there is no IAM. */
function provision(spec: MskSpec, made: Made, at: Foundation): Provision {
  const [preferred] = methodsOf(spec);
  const network = { securityGroupId: at.securityGroupId, ports: portsOf(spec) };
  if (preferred === undefined) return { network };
  const { protocol, mechanism } = METHODS[preferred];
  const secret = (key: string) => ({
    arn: made.scramSecretArn ?? '',
    key,
    ...(at.key === undefined ? {} : { kmsKeyArn: at.key }),
  });
  return {
    network,
    variables: () => ({
      BOOTSTRAP_SERVERS: made.addresses[preferred] ?? '',
      SECURITY_PROTOCOL: protocol,
      ...(mechanism === undefined ? {} : { SASL_MECHANISM: mechanism }),
    }),
    statements: (level, { prefix }) => (preferred === 'iam' ? kafkaStatements(level, made.arn, prefix) : []),
    ...(preferred === 'scram' ? { secrets: { USERNAME: secret('username'), PASSWORD: secret('password') } } : {}),
  };
}
