import { defineKind, type JsonObject } from 'panka/sdk';
import { fixedCost } from './fixed-cost.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { references } from './references.js';
import { type Ec2InstanceSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<Ec2InstanceSpec>({
  kind: 'EC2Instance',
  summary: 'Virtual machines: one, several, or a group that scales, reached by Session Manager',
  category: 'compute',
  schema,
  stateful: true,
  dataTypes: ['aws:ec2/instance:Instance'],
  rollback: 'settings-only',
  outputs: {
    instanceId: { type: 'string', description: 'Id of the first instance', when: 'no autoscaling' },
    instanceIds: { type: 'array', description: 'Ids of all instances', when: 'no autoscaling' },
    privateIp: { type: 'string', description: 'Private address of the first', when: 'no autoscaling' },
    privateDns: { type: 'string', description: 'Private name of the first', when: 'no autoscaling' },
    publicIp: { type: 'string', description: 'Public address of the first', when: 'publicIp, no autoscaling' },
    availabilityZone: { type: 'string', description: 'Zone of the first', when: 'no autoscaling' },
    autoScalingGroupName: { type: 'string', description: 'Name of the group', when: 'autoscaling' },
    roleArn: { type: 'string', description: 'ARN of the role of its instances' },
    securityGroupId: { type: 'string', description: 'Security group of its instances' },
  },
  access: { default: 'connect', levels: { connect: 'reach its ports' } },
  injects: { HOST: { description: 'Private name of the first instance; not with autoscaling' } },
  normalise,
  defaults: (environment): JsonObject =>
    environment === 'production' ? { monitoring: true, rootVolume: { kmsKey: 'stack' } } : {},
  validate,
  references,
  subnets: ({ subnet }) => (subnet === 'public' ? 'public' : 'private'),
  needs: ({ rootVolume }) => ['network', ...(rootVolume.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  files: ({ userDataFile }) => (userDataFile === undefined ? [] : [userDataFile]),
  iamActions: IAM_ACTIONS,
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    instanceId: 'i-00000000000000001',
    instanceIds: ['i-00000000000000001'],
    privateIp: '10.40.0.10',
    privateDns: 'ip-10-40-0-10.ec2.internal',
    publicIp: '203.0.113.10',
    availabilityZone: 'us-east-1a',
    autoScalingGroupName: name,
    roleArn: `arn:aws:iam::000000000000:role/${name}`,
    securityGroupId: 'sg-00000000000000000',
  }),
  fixedCost,
  snapshots: [
    {
      type: 'aws:ec2/instance:Instance',
      call: {
        operation: 'ec2:CreateSnapshot',
        params: ({ outputs }, name) => ({
          VolumeId: String((outputs.rootBlockDevice as { volumeId?: string } | undefined)?.volumeId),
          Description: name,
          TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Name', Value: name }] }],
        }),
      },
    },
  ],
});
