import { ALARM_ACTIONS, INSTANCE_VOLUME_ACTIONS, ROLE_ACTIONS, volumeCost } from '@panka/plugin-common';
import { defineKind } from 'panka/sdk';
import { type EbsSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<EbsSpec>({
  kind: 'EBS',
  summary: 'A disk that outlives the instance it is attached to, with snapshots',
  category: 'storage',
  schema,
  stateful: true,
  dataTypes: ['aws:ebs/volume:Volume'],
  rollback: 'settings-only',
  outputs: {
    volumeId: { type: 'string', description: 'Id of the volume' },
    volumeArn: { type: 'string', description: 'ARN of the volume' },
    availabilityZone: { type: 'string', description: 'Availability zone that it is in' },
    device: { type: 'string', description: 'Device that the instance has it as', when: 'attachTo' },
  },
  access: {
    default: 'connect',
    levels: {
      connect: 'know its id; nothing is granted',
      read: 'look at it',
      write: 'attach it to instances of the stack, and detach it',
      admin: 'the same, take snapshots and change its size and speed',
    },
  },
  injects: { VOLUME_ID: { description: 'Id of the volume' } },
  defaults: (environment) => ({
    deletionPolicy: 'snapshot',
    ...(environment === 'production' ? { encryption: { kmsKey: 'stack' } } : {}),
  }),
  validate,
  references: ({ attachTo }) =>
    attachTo === undefined
      ? []
      : [
          {
            component: attachTo.component,
            path: '/attachTo/component',
            edge: 'needs',
            reason: 'attachment',
            kinds: ['EC2Instance'],
          },
        ],
  needs: (spec) => [...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: [
    ...ALARM_ACTIONS,
    ...ROLE_ACTIONS,
    ...INSTANCE_VOLUME_ACTIONS,
    'dlm:CreateLifecyclePolicy',
    'dlm:DeleteLifecyclePolicy',
    'dlm:GetLifecyclePolicy',
    'dlm:TagResource',
    'dlm:UntagResource',
    'dlm:UpdateLifecyclePolicy',
    'ec2:AttachVolume',
    'ec2:CreateTags',
    'ec2:CreateVolume',
    'ec2:DescribeInstanceStatus',
    'ec2:DeleteTags',
    'ec2:DeleteVolume',
    'ec2:DescribeSnapshots',
    'ec2:DetachVolume',
    'kms:CreateGrant',
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:ReEncryptFrom',
    'kms:ReEncryptTo',
  ],
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: () => ({
    volumeId: 'vol-00000000000000001',
    volumeArn: 'arn:aws:ec2:us-east-1:000000000000:volume/vol-00000000000000001',
    availabilityZone: 'us-east-1a',
    device: '/dev/sdf',
  }),
  fixedCost: (spec) => volumeCost(spec),
  usage: {
    snapshotGB: {
      description: 'GB of all its snapshots: what changed from one to the next counts',
      items: (amount) => [{ item: 'ebs-snapshot-gb-month', quantity: amount }],
    },
  },
});
