import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input, Resource } from '@pulumi/pulumi';
import type { JsonObject, Network } from '../../sdk/index.js';
import { booleanAt, numberAt, objectsAt, stringAt } from './infra-json.js';
import { roleSettings, trustPolicy } from './roles.js';
import type { SharedDeclaration } from './shared-declaration.js';
import { sharedEgress, sharedGroup } from './shared-group.js';

/** One entry of InfraDefaults.compute.ec2Pools. */
interface Pool {
  readonly name: string;
  readonly instanceType: string;
  readonly min: number;
  readonly max: number;
  readonly volumeGiB: number;
  readonly spot: boolean;
}

interface PoolHome {
  readonly network: Network;
  readonly cluster: Resource;
  /** As text: it goes into the instances' user data. */
  readonly clusterName: string;
}

/** Instances of the stack that run tasks: one group and capacity provider each. Gives the providers' names by pool. */
export function declarePools(shared: SharedDeclaration, home: PoolHome): ReadonlyMap<string, Input<string>> {
  const pools = (objectsAt(shared.facts.infra.defaults, 'compute', 'ec2Pools') ?? []).map(readPool);
  if (pools.length === 0) return new Map();
  const profile = instanceProfile(shared);
  const group = sharedGroup(shared, { part: 'pools-sg', description: 'ECS instances', vpcId: home.network.vpcId });
  sharedEgress(shared, 'pools-sg-egress', group.id);
  return new Map(
    pools.map((pool) => {
      const template = launchTemplate(shared, pool, { home, profileArn: profile.arn, groupId: group.id });
      const instances = scalingGroup(shared, pool, { home, template });
      return [pool.name, capacityProvider(shared, pool, instances)];
    }),
  );
}

function readPool(pool: JsonObject): Pool {
  return {
    name: stringAt(pool, 'name') ?? '',
    instanceType: stringAt(pool, 'instanceType') ?? '',
    min: numberAt(pool, 'min') ?? 0,
    max: numberAt(pool, 'max') ?? 4,
    volumeGiB: numberAt(pool, 'volumeGiB') ?? 30,
    spot: booleanAt(pool, 'spot') ?? false,
  };
}

function instanceProfile(shared: SharedDeclaration): aws.iam.InstanceProfile {
  const { partition, accountId } = shared.facts.identity;
  const role = new aws.iam.Role(
    shared.logicalName('pools-role'),
    {
      name: shared.names.shared(NAME_RULES.iamRole, 'pools'),
      assumeRolePolicy: trustPolicy('ec2.amazonaws.com', accountId),
      ...roleSettings(shared.facts),
      tags: shared.tagsOf('pools-role'),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  const managed = ['service-role/AmazonEC2ContainerServiceforEC2Role', 'AmazonSSMManagedInstanceCore'];
  const attached = managed.map(
    (policy) =>
      new aws.iam.RolePolicyAttachment(
        shared.logicalName(`pools-role-${policy.slice(policy.lastIndexOf('/') + 1)}`),
        { role: role.name, policyArn: `arn:${partition}:iam::aws:policy/${policy}` },
        shared.options(),
      ),
  );
  return new aws.iam.InstanceProfile(
    shared.logicalName('pools-profile'),
    {
      name: shared.names.shared(NAME_RULES.instanceProfile, 'pools'),
      role: role.name,
      tags: shared.tagsOf('pools-profile'),
    },
    shared.options({ dependsOn: attached, deleteBeforeReplace: true }),
  );
}

function launchTemplate(
  shared: SharedDeclaration,
  pool: Pool,
  of: { home: PoolHome; profileArn: Input<string>; groupId: Input<string> },
): aws.ec2.LaunchTemplate {
  const part = `pool-${pool.name}-template`;
  const tags = shared.tagsOf(part);
  return new aws.ec2.LaunchTemplate(
    shared.logicalName(part),
    {
      name: shared.names.shared(NAME_RULES.launchTemplate, part),
      imageId: `resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/${imageOf(pool)}recommended/image_id`,
      instanceType: pool.instanceType,
      iamInstanceProfile: { arn: of.profileArn },
      vpcSecurityGroupIds: [of.groupId],
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: { volumeSize: pool.volumeGiB, volumeType: 'gp3', encrypted: 'true', deleteOnTermination: 'true' },
        },
      ],
      ...(pool.spot ? { instanceMarketOptions: { marketType: 'spot' } } : {}),
      userData: userData(of.home.clusterName),
      updateDefaultVersion: true,
      tagSpecifications: [
        { resourceType: 'instance', tags },
        { resourceType: 'volume', tags },
      ],
      tags,
    },
    shared.options({ deleteBeforeReplace: true }),
  );
}

/** Joins the cluster; tasks can't ask the metadata service for the instance's own role. */
function userData(clusterName: string): string {
  const settings = [
    `ECS_CLUSTER=${clusterName}`,
    'ECS_AWSVPC_BLOCK_IMDS=true',
    'ECS_ENABLE_SPOT_INSTANCE_DRAINING=true',
  ];
  const script = ['#!/bin/bash', "cat >> /etc/ecs/ecs.config <<'EOF'", ...settings, 'EOF', ''].join('\n');
  return Buffer.from(script).toString('base64');
}

/** Folder of the ECS-optimized image: families whose generation is followed by `g` are arm64, `g` and `p` families have GPUs. */
function imageOf({ instanceType }: Pool): string {
  if (/^[a-z]+\d+g[a-z]*\./.test(instanceType) || instanceType.startsWith('a1.')) return 'arm64/';
  return /^[gp]\d/.test(instanceType) ? 'gpu/' : '';
}

function scalingGroup(
  shared: SharedDeclaration,
  pool: Pool,
  { home, template }: { home: PoolHome; template: aws.ec2.LaunchTemplate },
): aws.autoscaling.Group {
  const part = `pool-${pool.name}`;
  const tags = Object.entries({ ...shared.tagsOf(part), AmazonECSManaged: 'true' });
  return new aws.autoscaling.Group(
    shared.logicalName(part),
    {
      name: shared.names.shared(NAME_RULES.autoScalingGroup, part),
      minSize: pool.min,
      maxSize: pool.max,
      vpcZoneIdentifiers: home.network.subnets('private'),
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      instanceRefresh: { strategy: 'Rolling', preferences: { minHealthyPercentage: 90 } },
      capacityRebalance: pool.spot,
      // Instances of an empty pool start when the first task is placed.
      waitForCapacityTimeout: '0',
      tags: tags.map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    },
    // ECS managed scaling decides how many run.
    shared.options({ ignoreChanges: ['desiredCapacity'], dependsOn: [home.cluster], deleteBeforeReplace: true }),
  );
}

function capacityProvider(shared: SharedDeclaration, pool: Pool, group: aws.autoscaling.Group): Input<string> {
  const part = `pool-${pool.name}-provider`;
  const provider = new aws.ecs.CapacityProvider(
    shared.logicalName(part),
    {
      name: shared.names.shared(NAME_RULES.capacityProvider, part),
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedDraining: 'ENABLED',
        managedScaling: { status: 'ENABLED', targetCapacity: 100 },
        managedTerminationProtection: 'DISABLED',
      },
      tags: shared.tagsOf(part),
    },
    shared.options({ deleteBeforeReplace: true }),
  );
  return provider.name;
}
