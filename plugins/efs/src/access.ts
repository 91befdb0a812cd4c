import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, PolicyStatement } from 'panka/sdk';

const ACTIONS: Readonly<Record<Exclude<AccessLevel, 'connect'>, readonly string[]>> = {
  read: ['elasticfilesystem:ClientMount'],
  write: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
  admin: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite', 'elasticfilesystem:ClientRootAccess'],
};

/** What a consumer may do, through access points alone. */
export function clientStatements(
  level: AccessLevel,
  of: { fileSystemArn: pulumi.Input<string>; accessPointArns: readonly pulumi.Input<string>[] },
): readonly PolicyStatement[] {
  if (level === 'connect') return [];
  return [
    {
      Effect: 'Allow',
      Action: ACTIONS[level],
      Resource: of.fileSystemArn,
      Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': pulumi.all([...of.accessPointArns]) } },
    },
  ];
}

/** Nobody mounts it without TLS, nor but through a mount target; whom IAM doesn't let in stays out, since nobody else is let in. */
export function fileSystemStatements(fileSystemArn: pulumi.Input<string>): readonly PolicyStatement[] {
  const everybody = { Effect: 'Deny', Principal: { AWS: '*' }, Resource: fileSystemArn } as const;
  return [
    {
      Sid: 'DenyPlainText',
      ...everybody,
      Action: ['elasticfilesystem:Client*'],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    {
      Sid: 'DenyOtherWays',
      ...everybody,
      Action: ACTIONS.admin,
      Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'false' } },
    },
  ];
}
