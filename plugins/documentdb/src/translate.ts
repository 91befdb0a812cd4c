import { declareManagedRotation, keyArn, NAME_RULES, subnetGroupArgs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
  type InfraView,
  type LogGroups,
  type Names,
  type Network,
  type SecurityGroups,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { clusterStatements } from './access.js';
import { alarms } from './alarms.js';
import { type Credentials, credentialsOf } from './credentials.js';
import { declareCluster, declareInstances, type Foundation } from './declare-cluster.js';
import { familyOf, parametersOf } from './parameters.js';
import type { DocumentDbSpec } from './schema.js';

type Component = ComponentOf<DocumentDbSpec>;

/** What a client of this cluster has to say: its certificate, its replica set, and that writes can't be retried. */
const OPTIONS = 'tls=true&replicaSet=rs0&readPreference=secondaryPreferred&retryWrites=false';

export default class DocumentDbTranslator implements Translator<DocumentDbSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.encryption,
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
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly infra: InfraView,
    private readonly logGroups: LogGroups,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { spec, address } = component;
    const at = this.foundation(component, context);
    const credentials = credentialsOf(spec);
    const cluster = declareCluster(at, context, credentials);
    if (spec.database.passwordSecret === undefined)
      declareManagedRotation(context, { aws, infra: this.infra, secretArn: credentials.secretArn(cluster) });
    const instances = declareInstances(at, context, cluster);
    this.alarms.declare(component, context, alarms(spec, { address, identifier: at.identifier }));
    return this.published(at, { cluster, credentials, instances });
  }

  private foundation(component: Component, context: TranslateContext): Foundation {
    const group = this.securityGroups.declare(component, context, {
      egress: false,
      description: `Database ${component.address}`,
    });
    const nameOf = (part?: string) => this.names.physical(component, NAME_RULES.dbIdentifier, part);
    return {
      component,
      identifier: nameOf(),
      nameOf,
      tagsOf: (part) => this.tags.of(component, context.logicalName(part)),
      subnetGroup: this.subnetGroup(component, context).name,
      parameterGroup: this.parameterGroup(component, context).name,
      securityGroupId: group.id,
      key: keyArn(component.spec.encryption.kmsKey, this.encryption),
      logGroups: this.logGroups,
    };
  }

  private subnetGroup(component: Component, context: TranslateContext): aws.docdb.SubnetGroup {
    const logicalName = context.logicalName('subnets');
    return new aws.docdb.SubnetGroup(
      logicalName,
      subnetGroupArgs({
        ...{ names: this.names, component, subnetIds: this.network.subnets('data') },
        tags: this.tags.of(component, logicalName),
      }),
      context.options({ deleteBeforeReplace: true }),
    );
  }

  /** A prefix instead of a name: the new family's group is made before the old one goes. */
  private parameterGroup(component: Component, context: TranslateContext): aws.docdb.ClusterParameterGroup {
    const logicalName = context.logicalName('parameters');
    return new aws.docdb.ClusterParameterGroup(
      logicalName,
      {
        namePrefix: `${this.names.physical(component, NAME_RULES.parameterGroupPrefix, 'parameters')}-`,
        description: `Parameters of ${component.address}`,
        family: familyOf(component.spec.engine.version),
        parameters: parametersOf(component.spec).map((parameter) => ({ ...parameter })),
        tags: this.tags.of(component, logicalName),
      },
      context.options(),
    );
  }

  private published(
    at: Foundation,
    made: { cluster: aws.docdb.Cluster; credentials: Credentials; instances: readonly string[] },
  ): Translation {
    const { cluster, instances } = made;
    const { database } = at.component.spec;
    const secretArn = made.credentials.secretArn(cluster);
    const { identifier, securityGroupId } = at;
    return {
      outputs: {
        endpoint: cluster.endpoint,
        readerEndpoint: cluster.readerEndpoint,
        port: database.port,
        username: database.username,
        secretArn,
        arn: cluster.arn,
        identifier,
        clusterResourceId: cluster.clusterResourceId,
        securityGroupId,
      },
      provides: {
        network: { securityGroupId, ports: [{ port: database.port, protocol: 'tcp' }] },
        variables: () => ({
          HOST: cluster.endpoint,
          PORT: String(database.port),
          USERNAME: database.username,
          OPTIONS,
        }),
        secrets: { PASSWORD: { arn: secretArn, key: database.passwordSecret?.key ?? 'password' } },
        statements: (level) =>
          clusterStatements(level, { identity: this.identity, arn: cluster.arn, identifier, instances }),
      },
    };
  }
}
