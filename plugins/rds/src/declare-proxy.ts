import { keyStatement, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { Identity, Names, Network, PolicyStatement, Roles, SecurityGroups, TranslateContext } from 'panka/sdk';
import type { Database, Foundation } from './database.js';
import { ENGINES } from './engines.js';

export interface ProxyServices {
  readonly names: Names;
  readonly network: Network;
  readonly identity: Identity;
  readonly roles: Roles;
  readonly securityGroups: SecurityGroups;
}

export interface DeclaredProxy {
  readonly endpoint: pulumi.Output<string>;
  /** That of the engine, whatever the database listens on: AWS lets nobody choose it. */
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
}

/** RDS Proxy in front of a database: consumers reach it, and only it reaches the database. */
export function declareProxy(
  at: Foundation & { database: Database },
  context: TranslateContext,
  services: ProxyServices,
): DeclaredProxy {
  const { component, database } = at;
  const group = services.securityGroups.declare(component, context, {
    part: 'proxy-sg',
    description: `Proxy of ${component.address}`,
  });
  services.securityGroups.allow(context, {
    group: at.securityGroupId,
    part: 'proxy-to-database',
    port: at.port,
    protocol: 'tcp',
    from: { securityGroupId: group.id },
  });
  const role = services.roles.declare(component, context, {
    part: 'proxy-role',
    service: 'rds.amazonaws.com',
    statements: secretStatements(at, services.identity),
  });
  const proxy = new aws.rds.Proxy(
    context.logicalName('proxy'),
    {
      name: services.names.physical(component, NAME_RULES.dbIdentifier, 'proxy'),
      tags: at.tagsOf('proxy'),
      engineFamily: component.spec.engine.type.includes('postgres') ? 'POSTGRESQL' : 'MYSQL',
      roleArn: role.arn,
      auths: [{ authScheme: 'SECRETS', iamAuth: 'DISABLED', secretArn: database.secretArn }],
      requireTls: component.spec.requireTLS,
      vpcSubnetIds: services.network.subnets('data'),
      vpcSecurityGroupIds: [group.id],
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...role.ready] }),
  );
  declareTarget(at, context, proxy);
  return { endpoint: proxy.endpoint, port: ENGINES[component.spec.engine.type].port, securityGroupId: group.id };
}

function declareTarget(at: Foundation & { database: Database }, context: TranslateContext, proxy: aws.rds.Proxy): void {
  const group = new aws.rds.ProxyDefaultTargetGroup(
    context.logicalName('proxy-targets'),
    { dbProxyName: proxy.name },
    context.options(),
  );
  const { aurora } = ENGINES[at.component.spec.engine.type];
  new aws.rds.ProxyTarget(
    context.logicalName('proxy-target'),
    {
      dbProxyName: proxy.name,
      targetGroupName: group.name,
      ...(aurora ? { dbClusterIdentifier: at.identifier } : { dbInstanceIdentifier: at.identifier }),
    },
    context.options({ dependsOn: [at.database.resource, ...at.database.machines] }),
  );
}

function secretStatements(at: Foundation & { database: Database }, identity: Identity): PolicyStatement[] {
  return [
    { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: at.database.secretArn },
    ...keyStatement(at.key, identity, { service: 'secretsmanager', actions: ['kms:Decrypt'] }),
  ];
}
