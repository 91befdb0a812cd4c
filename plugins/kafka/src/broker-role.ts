import { keyStatement, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { PolicyStatement, TranslateContext } from 'panka/sdk';
import type { Foundation } from './foundation.js';
import { NAMESPACE } from './script-watch.js';
import type { Trust } from './trust.js';

/** The role of the brokers, in the profile that instances take. */
export function declareProfile(at: Foundation, context: TranslateContext, trust: Trust): aws.iam.InstanceProfile {
  const { component, names, tags, identity } = at;
  const role = at.roles.declare(component, context, {
    part: 'broker-role',
    service: 'ec2.amazonaws.com',
    managedPolicyArns: [`arn:${identity.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`],
    statements: statements(at, trust),
  });
  const logicalName = context.logicalName('profile');
  return new aws.iam.InstanceProfile(
    logicalName,
    {
      name: names.physical(component, NAME_RULES.instanceProfile, 'profile'),
      role: role.name,
      tags: tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...role.ready] }),
  );
}

function statements(at: Foundation, trust: Trust): PolicyStatement[] {
  const allow = (Action: string[], Resource: PolicyStatement['Resource'] & object): PolicyStatement => ({
    Effect: 'Allow',
    Action,
    Resource,
  });
  const read = [
    trust.ca.arn,
    trust.caCertificateArn,
    ...(trust.credentialsArn === undefined ? [] : [trust.credentialsArn]),
  ];
  const written = [trust.caCertificateArn, ...(trust.ca.own ? [trust.ca.arn] : [])];
  return [
    allow(['secretsmanager:GetSecretValue'], read.flatMap(withLetters)),
    allow(['secretsmanager:PutSecretValue'], written),
    ...keyStatement(at.key, at.identity, { service: 'secretsmanager' }),
    ...tarball(at),
    allow(
      ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      [pulumi.interpolate`${at.logGroup.arn}:*`],
    ),
    {
      Effect: 'Allow',
      Action: ['cloudwatch:PutMetricData'],
      Resource: '*',
      Condition: { StringEquals: { 'cloudwatch:namespace': NAMESPACE } },
    },
  ];
}

/** A secret known by its name has six random characters more in the ARN that IAM compares. */
function withLetters(arn: pulumi.Input<string>): pulumi.Input<string>[] {
  return typeof arn === 'string' ? [arn, `${arn}-??????`] : [arn];
}

/** The one object of the bucket that brokers unpack. */
function tarball({ component: { spec }, identity }: Foundation): PolicyStatement[] {
  const path = /^s3:\/\/(.+)$/.exec(spec.distribution?.url ?? '')?.[1];
  if (path === undefined) return [];
  return [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: `arn:${identity.partition}:s3:::${path}` }];
}
