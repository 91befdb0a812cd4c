import { declareManagedRotation, keyArn, NAME_RULES, subnetGroupArgs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
  type InfraView,
  type LogGroups,
  type Names,
  type Network,
  type Roles,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { databaseStatements } from './access.js';
import { alarms } from './alarms.js';
import { credentialsOf } from './credentials.js';
import type { Database, Foundation, Monitoring } from './database.js';
import { declareCluster } from './declare-cluster.js';
import { declareInstance } from './declare-instance.js';
import { type DeclaredProxy, declareProxy } from './declare-proxy.js';
import { ENGINES, familyOf } from './engines.js';
import { parametersOf } from './parameters.js';
import type { RdsSpec } from './schema.js';

type Component = ComponentOf<RdsSpec>;

export default class RdsTranslator implements Translator<RdsSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.encryption,
    tokens.roles,
    tokens.securityGroups,
    tokens.alarms,
    tokens.infra,
    tokens.logs,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly roles: Roles,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly infra: InfraView,
    private readonly logGroups: LogGroups,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec, address } = component;
    const at = this.foundation(component, context);
    const database = ENGINES[spec.engine.type].aurora ? declareCluster(at, context) : declareInstance(at, context);
    if (at.credentials.managed)
      declareManagedRotation(context, { aws, infra: this.infra, secretArn: database.secretArn });
    const proxy = spec.proxy.enabled ? this.proxy({ ...at, database }, context) : undefined;
    this.alarms.declare(
      component,
      context,
      alarms(spec, { address, identifier: at.identifier, replicas: database.replicas }),
    );
    return published(at, { database, proxy, identity: this.identity });
  }

  private proxy(at: Foundation & { database: Database }, context: TranslateContext): DeclaredProxy {
    const { names, network, identity, roles, securityGroups } = this;
    return declareProxy(at, context, { names, network, identity, roles, securityGroups });
  }

  private foundation(component: Component, context: TranslateContext): Foundation {
    const { spec } = component;
    const nameOf = (part?: string) => this.names.physical(component, NAME_RULES.dbIdentifier, part);
    const tagsOf = (part?: string) => this.tags.of(component, context.logicalName(part));
    const subnetGroup = new aws.rds.SubnetGroup(
      context.logicalName('subnets'),
      subnetGroupArgs({
        ...{ names: this.names, component, subnetIds: this.network.subnets('data') },
        tags: tagsOf('subnets'),
      }),
      context.options({ deleteBeforeReplace: true }),
    );
    const group = this.securityGroups.declare(component, context, {
      egress: false,
      description: `Database ${component.address}`,
    });
    return {
      component,
      identifier: nameOf(),
      nameOf,
      tagsOf,
      port: spec.database.port ?? ENGINES[spec.engine.type].port,
      subnetGroup,
      parameterGroup: spec.engine.parameterGroup ?? this.parameterGroup(component, context),
      securityGroupId: group.id,
      key: keyArn(spec.encryption.kmsKey, this.encryption),
      credentials: credentialsOf(spec),
      monitoring: this.monitoring(component, context),
      logGroups: this.logGroups,
    };
  }

  /** A prefix instead of a name: the new family's group is made before the old one goes. */
  private parameterGroup(component: Component, context: TranslateContext): pulumi.Output<string> {
    const { spec } = component;
    const logicalName = context.logicalName('parameters');
    const args = {
      namePrefix: `${this.names.physical(component, NAME_RULES.parameterGroupPrefix, 'parameters')}-`,
      description: `Parameters of ${component.address}`,
      family: familyOf(spec.engine.type, spec.engine.version),
      parameters: parametersOf(spec).map((parameter) => ({ ...parameter })),
      tags: this.tags.of(component, logicalName),
    };
    return ENGINES[spec.engine.type].aurora
      ? new aws.rds.ClusterParameterGroup(logicalName, args, context.options()).name
      : new aws.rds.ParameterGroup(logicalName, args, context.options()).name;
  }

  private monitoring(component: Component, context: TranslateContext): Monitoring {
    const { enhancedMonitoring, monitoringInterval } = component.spec.monitoring;
    if (!enhancedMonitoring || monitoringInterval === 0) return { ready: [] };
    const role = this.roles.declare(component, context, {
      part: 'monitoring-role',
      service: 'monitoring.rds.amazonaws.com',
      managedPolicyArns: [
        `arn:${this.identity.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
      ],
    });
    return { monitoringInterval, monitoringRoleArn: role.arn, ready: role.ready };
  }
}

/** Outputs, and what consumers are given. Behind a proxy they see the proxy. */
function published(
  at: Foundation,
  made: { database: Database; proxy: DeclaredProxy | undefined; identity: Identity },
): Translation {
  const { database, proxy } = made;
  const { spec } = at.component;
  const endpoint = proxy?.endpoint ?? database.endpoint;
  const port = proxy?.port ?? at.port;
  const securityGroupId = proxy?.securityGroupId ?? at.securityGroupId;
  const secret = {
    arn: database.secretArn,
    key: spec.database.passwordSecret?.key ?? 'password',
    ...(at.credentials.managed && at.key !== undefined ? { kmsKeyArn: at.key } : {}),
  };
  return {
    outputs: {
      endpoint,
      hostPort: pulumi.interpolate`${endpoint}:${port}`,
      port,
      ...(database.readerEndpoint === undefined ? {} : { readerEndpoint: database.readerEndpoint }),
      dbName: spec.database.name,
      username: spec.database.username,
      secretArn: database.secretArn,
      arn: database.arn,
      identifier: at.identifier,
      resourceId: database.resourceId,
      securityGroupId,
    },
    provides: {
      network: { securityGroupId, ports: [{ port, protocol: 'tcp' }] },
      variables: () => ({
        HOST: endpoint,
        PORT: String(port),
        NAME: spec.database.name,
        USERNAME: spec.database.username,
      }),
      secrets: { PASSWORD: secret },
      statements: (level) =>
        databaseStatements(level, spec, { database, identity: made.identity, identifier: at.identifier }),
    },
  };
}
