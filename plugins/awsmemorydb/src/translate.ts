import { keyArn, NAME_RULES } from '@panka/plugin-common';
import type * as aws from '@pulumi/aws';
import {
  type Alarms,
  type ComponentOf,
  type Encryption,
  type Identity,
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
import { declareCluster } from './declare-cluster.js';
import type { Foundation } from './foundation.js';
import type { MemoryDbSpec } from './schema.js';
import { declareUsers, type Users } from './users.js';

type Component = ComponentOf<MemoryDbSpec>;

export default class MemoryDbTranslator implements Translator<MemoryDbSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.network,
    tokens.encryption,
    tokens.securityGroups,
    tokens.alarms,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly network: Network,
    private readonly encryption: Encryption,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const at = this.foundation(component, context);
    const users = declareUsers(at, context);
    const cluster = declareCluster(at, context, users.aclName);
    this.alarms.declare(component, context, alarms({ address: component.address, clusterName: at.clusterName }));
    return this.published(at, cluster, users);
  }

  private foundation(component: Component, context: TranslateContext): Foundation {
    const group = this.securityGroups.declare(component, context, {
      egress: false,
      description: `Database ${component.address}`,
    });
    return {
      component,
      names: this.names,
      clusterName: this.names.physical(component, NAME_RULES.memoryDbCluster),
      tagsOf: (part) => this.tags.of(component, context.logicalName(part)),
      securityGroupId: group.id,
      subnetIds: this.network.subnets('data'),
      key: keyArn(component.spec.encryption.kmsKey, this.encryption),
    };
  }

  private published(at: Foundation, cluster: aws.memorydb.Cluster, users: Users): Translation {
    const { securityGroupId, clusterName } = at;
    const { spec } = at.component;
    const endpoint = cluster.clusterEndpoints.apply((endpoints) => endpoints?.[0]?.address ?? '');
    const main = users.userFor('write');
    return {
      outputs: {
        endpoint,
        port: spec.port,
        arn: cluster.arn,
        clusterName,
        aclName: users.aclName,
        userName: main.name,
        userArn: main.arn,
        ...(users.secret === undefined ? {} : { secretArn: users.secret.arn }),
        securityGroupId,
      },
      provides: {
        network: { securityGroupId, ports: [{ port: spec.port, protocol: 'tcp' }] },
        variables: (level) => ({
          HOST: endpoint,
          PORT: String(spec.port),
          TLS: 'true',
          USERNAME: users.userFor(level).name,
          ...(spec.security.auth === 'iam' ? { NAME: clusterName } : {}),
        }),
        ...(users.secret === undefined ? {} : { secrets: { PASSWORD: users.secret } }),
        statements: (level) =>
          clusterStatements(level, { spec, arn: cluster.arn, clusterName, identity: this.identity, users }),
      },
    };
  }
}
