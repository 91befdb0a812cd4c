import { keyStatement } from '@panka/plugin-common';
import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, ComponentOf, Identity, PolicyStatement } from 'panka/sdk';

type KeyArn = Parameters<typeof keyStatement>[0];

/** Looking at volumes is allowed for all or none: EC2 knows no resource there. */
const LOOK: PolicyStatement = { Effect: 'Allow', Action: ['ec2:DescribeVolumes'], Resource: '*' };
const ATTACH = ['ec2:AttachVolume', 'ec2:DetachVolume'];

/** What a consumer may do at a level; each includes the one before. Source: service authorization reference, Amazon EC2. */
export function volumeStatements(
  level: AccessLevel,
  of: { component: ComponentOf<unknown>; volumeArn: pulumi.Input<string>; identity: Identity; key?: KeyArn },
): readonly PolicyStatement[] {
  if (level === 'connect') return [];
  if (level === 'read') return [LOOK];
  const { component, volumeArn, identity } = of;
  const ec2 = pulumi.interpolate`arn:${identity.partition}:ec2:${identity.region}`;
  const attach: readonly PolicyStatement[] = [
    LOOK,
    { Effect: 'Allow', Action: ATTACH, Resource: volumeArn },
    {
      Effect: 'Allow',
      Action: ATTACH,
      Resource: pulumi.interpolate`${ec2}:${identity.accountId}:instance/*`,
      Condition: {
        StringEquals: {
          'aws:ResourceTag/panka:stack': component.stack,
          'aws:ResourceTag/panka:environment': component.environment,
        },
      },
    },
    ...useOfKey(of.key, identity),
  ];
  if (level === 'write') return attach;
  return [
    ...attach,
    {
      Effect: 'Allow',
      Action: ['ec2:CreateSnapshot'],
      Resource: [volumeArn, pulumi.interpolate`${ec2}::snapshot/*`],
    },
    { Effect: 'Allow', Action: ['ec2:ModifyVolume'], Resource: volumeArn },
    { Effect: 'Allow', Action: ['ec2:DescribeVolumesModifications', 'ec2:DescribeSnapshots'], Resource: '*' },
  ];
}

/** Whoever attaches a volume lets EC2 use its key. Source: EBS user guide, "Requirements for Amazon EBS encryption". */
function useOfKey(key: KeyArn, identity: Identity): readonly PolicyStatement[] {
  const [look] = keyStatement(key, identity, { service: 'ec2', actions: ['kms:DescribeKey'] });
  const [grant] = keyStatement(key, identity, { service: 'ec2', actions: ['kms:CreateGrant'] });
  if (look === undefined || grant === undefined) return [];
  return [look, { ...grant, Condition: { ...grant.Condition, Bool: { 'kms:GrantIsForAWSResource': 'true' } } }];
}
