import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import { architectureOf, clusterIdOf, nodesOf, zoneOf } from './cluster.js';
import type { Foundation } from './foundation.js';

/** Tags by which brokers know themselves, and Systems Manager knows the brokers. */
export const CLUSTER_TAG = 'panka:kafka-cluster';
const NODE_TAG = 'panka:kafka-node';
/** As the script looks for it. */
const DEVICE = '/dev/sdf';
const ROOT_GIB = 20;
/** Signed requests only, which no container can make; tags are told, since brokers know themselves by them. */
const METADATA = {
  httpEndpoint: 'enabled',
  httpTokens: 'required',
  httpPutResponseHopLimit: 1,
  instanceMetadataTags: 'enabled',
};

export interface Broker {
  readonly node: number;
  readonly instance: aws.ec2.Instance;
  /** The last of its resources: the next broker waits for it. */
  readonly ready: pulumi.Resource;
}
interface Around {
  readonly profile: aws.iam.InstanceProfile;
  readonly namespace: aws.servicediscovery.PrivateDnsNamespace;
  readonly ami: pulumi.Input<string>;
}

/** The brokers, each after the one before: a change that stops instances never stops two at a time. */
export function declareBrokers(
  at: Foundation,
  context: TranslateContext,
  profile: aws.iam.InstanceProfile,
): readonly Broker[] {
  const { component, network, tags } = at;
  const namespace = new aws.servicediscovery.PrivateDnsNamespace(
    context.logicalName('dns'),
    {
      name: zoneOf(component),
      description: `Brokers of ${component.address}`,
      vpc: network.vpcId,
      tags: tags.of(component, context.logicalName('dns')),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  const around = { profile, namespace, ami: imageOf(component.spec) };
  const brokers: Broker[] = [];
  for (const node of nodesOf(component.spec)) {
    const before = brokers.at(-1);
    brokers.push(declareBroker(at, context, { ...around, node, ...(before === undefined ? {} : { before }) }));
  }
  return brokers;
}

function declareBroker(
  at: Foundation,
  context: TranslateContext,
  around: Around & { node: number; before?: Broker },
): Broker {
  const { node } = around;
  const instance = declareInstance(at, context, around);
  const volume = declareVolume(at, context, node);
  const attachment = new aws.ec2.VolumeAttachment(
    context.logicalName(`broker-${node}/attachment`),
    { deviceName: DEVICE, instanceId: instance.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
    context.options({ deleteBeforeReplace: true }),
  );
  return { node, instance, ready: declareName(at, context, { ...around, instance, attachment }) };
}

function declareInstance(
  at: Foundation,
  context: TranslateContext,
  { node, before, profile, ami }: Around & { node: number; before?: Broker },
): aws.ec2.Instance {
  const { component, network, tags } = at;
  const subnets = network.subnets('private');
  const logicalName = context.logicalName(`broker-${node}`);
  return new aws.ec2.Instance(
    logicalName,
    {
      ami,
      instanceType: component.spec.instanceType,
      subnetId: subnets[node % subnets.length] ?? '',
      vpcSecurityGroupIds: [at.securityGroupId],
      iamInstanceProfile: profile.name,
      associatePublicIpAddress: false,
      ebsOptimized: true,
      monitoring: true,
      metadataOptions: METADATA,
      rootBlockDevice: {
        encrypted: true,
        ...(at.key === undefined ? {} : { kmsKeyId: at.key }),
        volumeType: 'gp3',
        volumeSize: ROOT_GIB,
        tags: tags.of(component, `${logicalName}/root`),
      },
      tags: {
        ...tags.of(component, logicalName),
        [CLUSTER_TAG]: clusterIdOf(component),
        [NODE_TAG]: String(node),
      },
    },
    context.options({
      deleteBeforeReplace: true,
      // Brokers keep the image that they have: a newer one is for the next that is made.
      ignoreChanges: ['ami'],
      ...(before === undefined ? {} : { dependsOn: [before.ready] }),
    }),
  );
}

function declareVolume(at: Foundation, context: TranslateContext, node: number): aws.ebs.Volume {
  const { component, network, tags } = at;
  const { storage, deletionPolicy } = component.spec;
  const logicalName = context.logicalName(`broker-${node}/data`);
  return new aws.ebs.Volume(
    logicalName,
    {
      availabilityZone: zoneOfBroker(network, node),
      size: storage.sizeGiB,
      type: storage.type,
      ...(storage.type === 'gp3' ? { throughput: storage.throughputMiBps } : {}),
      ...(storage.iops === undefined ? {} : { iops: storage.iops }),
      encrypted: true,
      ...(at.key === undefined ? {} : { kmsKeyId: at.key }),
      finalSnapshot: deletionPolicy === 'snapshot',
      tags: tags.of(component, logicalName),
    },
    context.dataOptions(),
  );
}

/** From the documents where they tell it: the zone of an instance that is about to be replaced would be unknown, and a disk of unknown zone replaced with it. */
function zoneOfBroker(network: Foundation['network'], node: number): pulumi.Input<string> {
  const subnets = network.subnets('private');
  const index = node % subnets.length;
  return network.zones('private')[index] ?? aws.ec2.getSubnetOutput({ id: subnets[index] ?? '' }).availabilityZone;
}

/** The broker's name in the zone, which stays when its address changes. */
function declareName(
  { component, tags }: Foundation,
  context: TranslateContext,
  at: Around & { node: number; instance: aws.ec2.Instance; attachment: aws.ec2.VolumeAttachment },
): aws.servicediscovery.Instance {
  const part = `broker-${at.node}/name`;
  const service = new aws.servicediscovery.Service(
    context.logicalName(part),
    {
      name: `b${at.node}`,
      dnsConfig: {
        namespaceId: at.namespace.id,
        routingPolicy: 'MULTIVALUE',
        dnsRecords: [{ type: 'A', ttl: 10 }],
      },
      tags: tags.of(component, context.logicalName(part)),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  return new aws.servicediscovery.Instance(
    context.logicalName(`${part}/address`),
    { serviceId: service.id, instanceId: `b${at.node}`, attributes: { AWS_INSTANCE_IPV4: at.instance.privateIp } },
    context.options({ deleteBeforeReplace: true, dependsOn: [at.attachment] }),
  );
}

function imageOf({ ami, instanceType }: Foundation['component']['spec']): pulumi.Input<string> {
  if (ami.id !== undefined) return ami.id;
  const newest = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architectureOf(instanceType)}`;
  return aws.ssm.getParameterOutput({ name: ami.ssmParameter ?? newest }).value;
}
