import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input, Resource } from '@pulumi/pulumi';
import type { Cluster, Encryption, Network } from '../../sdk/index.js';
import { declarePools } from './ec2-pools.js';
import { stringAt } from './infra-json.js';
import { logGroupSettings } from './log-groups.js';
import type { SharedDeclaration } from './shared-declaration.js';
import { isProduction } from './stack-facts.js';

/** The cluster as the compute runtimes need it. */
export interface EcsCluster extends Cluster {
  /** What a service must wait for: the capacity providers. */
  readonly ready: readonly Resource[];
  /** DNS namespace for services that Lambda functions and instances call. */
  readonly namespaceId: Input<string>;
  /** Capacity provider of each pool of InfraDefaults.compute.ec2Pools. */
  readonly pools: ReadonlyMap<string, Input<string>>;
  /** Where sessions of ECS Exec are recorded. */
  readonly execLogGroupArn: Input<string>;
}

export function declareCluster(
  shared: SharedDeclaration,
  of: { network: Network; encryption: Encryption; privateNamespace: string },
): EcsCluster {
  const namespace = new aws.servicediscovery.PrivateDnsNamespace(
    shared.logicalName('namespace'),
    { name: of.privateNamespace, vpc: of.network.vpcId, tags: shared.tagsOf('namespace') },
    shared.options({ deleteBeforeReplace: true }),
  );
  const name = shared.names.shared(NAME_RULES.ecsCluster, 'cluster');
  const execLogs = execLogGroup(shared, of.encryption);
  const cluster = new aws.ecs.Cluster(
    shared.logicalName('cluster'),
    {
      name,
      settings: [{ name: 'containerInsights', value: containerInsights(shared) }],
      configuration: { executeCommandConfiguration: execSettings(shared, execLogs, of.encryption) },
      serviceConnectDefaults: { namespace: namespace.arn },
      tags: shared.tagsOf('cluster'),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  const pools = declarePools(shared, { network: of.network, cluster, clusterName: name });
  const providers = new aws.ecs.ClusterCapacityProviders(
    shared.logicalName('capacity-providers'),
    {
      clusterName: cluster.name,
      capacityProviders: ['FARGATE', 'FARGATE_SPOT', ...pools.values()],
      defaultCapacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],
    },
    shared.options(),
  );
  return {
    arn: cluster.arn,
    name: cluster.name,
    namespaceArn: namespace.arn,
    namespaceId: namespace.id,
    namespaceName: of.privateNamespace,
    hasInsights: containerInsights(shared) !== 'disabled',
    ready: [providers],
    pools,
    execLogGroupArn: execLogs.arn,
  };
}

/** Backlog scaling and the alarms on running tasks read Container Insights. */
function containerInsights({ facts }: SharedDeclaration): string {
  const standard = isProduction(facts) ? 'enhanced' : 'enabled';
  return stringAt(facts.infra.observability, 'metrics', 'containerInsights') ?? standard;
}

/** What people do in a container by ECS Exec is recorded. */
function execLogGroup(shared: SharedDeclaration, encryption: Encryption): aws.cloudwatch.LogGroup {
  const { stack, environment } = shared.facts;
  return new aws.cloudwatch.LogGroup(
    shared.logicalName('exec-logs'),
    {
      name: `/panka/${stack}/${environment}/shared/exec`,
      ...logGroupSettings(shared.facts, encryption),
      tags: shared.tagsOf('exec-logs'),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
}

/** ECS refuses sessions where it is told that an unencrypted log group is encrypted. */
function execSettings(shared: SharedDeclaration, group: aws.cloudwatch.LogGroup, encryption: Encryption) {
  const sealed = logGroupSettings(shared.facts, encryption).kmsKeyId !== undefined;
  return {
    logging: 'OVERRIDE',
    logConfiguration: { cloudWatchLogGroupName: group.name, cloudWatchEncryptionEnabled: sealed },
    ...(encryption.keyArn === undefined ? {} : { kmsKeyId: encryption.keyArn }),
  };
}
