import { ALARM_ACTIONS } from '@panka/plugin-common';
import { type CostItem, defineKind, type JsonObject } from 'panka/sdk';
import { normalise } from './normalise.js';
import { type EfsSpec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<EfsSpec>({
  kind: 'EFS',
  summary: 'A file system that containers share, in every zone, with access points',
  category: 'storage',
  schema,
  stateful: true,
  dataTypes: ['aws:efs/fileSystem:FileSystem'],
  rollback: 'settings-only',
  outputs: {
    fileSystemId: { type: 'string', description: 'Id of the file system' },
    fileSystemArn: { type: 'string', description: 'ARN of the file system' },
    dnsName: { type: 'string', description: 'Name that it is mounted by' },
    accessPointIds: { type: 'object', description: 'Ids of the access points, by name' },
    accessPointArns: { type: 'object', description: 'ARNs of the access points, by name' },
    mountTargetIds: { type: 'array', description: 'Ids of the mount targets, one for each zone' },
    securityGroupId: { type: 'string', description: 'Security group of the mount targets' },
  },
  access: {
    default: 'write',
    levels: {
      read: 'mount an access point and read',
      write: 'mount an access point, read and write',
      admin: 'the same, as root where the uid of the access point is 0',
    },
  },
  injects: { FILE_SYSTEM_ID: { description: 'Id of the file system' } },
  normalise,
  defaults: (environment): JsonObject =>
    environment === 'production' ? { encryption: { kmsKey: 'stack' }, deletionPolicy: 'retain' } : {},
  validate,
  subnets: () => 'data',
  needs: (spec) => ['network', ...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: [
    ...ALARM_ACTIONS,
    'ec2:AuthorizeSecurityGroupIngress',
    'ec2:CreateNetworkInterface',
    'ec2:CreateSecurityGroup',
    'ec2:CreateTags',
    'ec2:DeleteNetworkInterface',
    'ec2:DeleteSecurityGroup',
    'ec2:DescribeNetworkInterfaceAttribute',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:ModifyNetworkInterfaceAttribute',
    'ec2:RevokeSecurityGroupEgress',
    'ec2:RevokeSecurityGroupIngress',
    'elasticfilesystem:CreateAccessPoint',
    'elasticfilesystem:CreateFileSystem',
    'elasticfilesystem:CreateMountTarget',
    'elasticfilesystem:DeleteAccessPoint',
    'elasticfilesystem:DeleteFileSystem',
    'elasticfilesystem:DeleteFileSystemPolicy',
    'elasticfilesystem:DeleteMountTarget',
    'elasticfilesystem:DescribeAccessPoints',
    'elasticfilesystem:DescribeBackupPolicy',
    'elasticfilesystem:DescribeFileSystemPolicy',
    'elasticfilesystem:DescribeFileSystems',
    'elasticfilesystem:DescribeLifecycleConfiguration',
    'elasticfilesystem:DescribeMountTargetSecurityGroups',
    'elasticfilesystem:DescribeMountTargets',
    'elasticfilesystem:ListTagsForResource',
    'elasticfilesystem:ModifyMountTargetSecurityGroups',
    'elasticfilesystem:PutBackupPolicy',
    'elasticfilesystem:PutFileSystemPolicy',
    'elasticfilesystem:PutLifecycleConfiguration',
    'elasticfilesystem:TagResource',
    'elasticfilesystem:UntagResource',
    'elasticfilesystem:UpdateFileSystem',
    'elasticfilesystem:UpdateFileSystemProtection',
    'iam:CreateServiceLinkedRole',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ],
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: () => ({
    fileSystemId: 'fs-00000000000000001',
    fileSystemArn: 'arn:aws:elasticfilesystem:us-east-1:000000000000:file-system/fs-00000000000000001',
    dnsName: 'fs-00000000000000001.efs.us-east-1.amazonaws.com',
    accessPointIds: { app: 'fsap-00000000000000001' },
    accessPointArns: {
      app: 'arn:aws:elasticfilesystem:us-east-1:000000000000:access-point/fsap-00000000000000001',
    },
    mountTargetIds: ['fsmt-00000000000000001', 'fsmt-00000000000000002'],
    securityGroupId: 'sg-00000000000000000',
  }),
  // What is stored, read and written costs by use; only throughput that is set aside runs on.
  fixedCost: ({ throughputMode, provisionedMiBps }) =>
    throughputMode === 'provisioned' ? [{ item: 'efs-provisioned-mibps-month', quantity: provisionedMiBps ?? 0 }] : [],
  usage: {
    storageGB: {
      description: 'GB stored, as far as they are not in infrequent access',
      items: (amount, { oneZone }) => [
        { item: oneZone === undefined ? 'efs-standard-gb-month' : 'efs-onezone-gb-month', quantity: amount },
      ],
    },
    readGBPerMonth: {
      description: 'GB read a month; costs with throughputMode elastic',
      items: (amount, spec) => elastic(spec, { item: 'efs-elastic-read-gb', quantity: amount }),
    },
    writtenGBPerMonth: {
      description: 'GB written a month; costs with throughputMode elastic',
      items: (amount, spec) => elastic(spec, { item: 'efs-elastic-write-gb', quantity: amount }),
    },
  },
});

function elastic({ throughputMode }: EfsSpec, item: CostItem): readonly CostItem[] {
  return throughputMode === 'elastic' ? [item] : [];
}
