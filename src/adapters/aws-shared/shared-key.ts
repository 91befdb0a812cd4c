import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Encryption } from '../../sdk/index.js';
import { stringAt } from './infra-json.js';
import type { SharedDeclaration } from './shared-declaration.js';
import type { StackFacts } from './stack-facts.js';

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
/** Services that read or write for the stack in their own name, so that no IAM policy of ours can allow it. */
const SERVICES = ['sns', 'events', 's3', 'cloudwatch', 'delivery.logs'];
/** What it takes to send to an encrypted topic or queue. */
const SEND = ['kms:Decrypt', 'kms:GenerateDataKey*'];

/** What `InfraDefaults.encryption.key` asks for: a key of the stack, AWS's own keys, or the ARN of a key that exists. */
export type KeyChoice =
  | { readonly type: 'stack' }
  | { readonly type: 'aws-managed' }
  | { readonly type: 'arn'; readonly arn: string };

export function keyChoice(facts: Pick<StackFacts, 'infra'>): KeyChoice {
  const written = stringAt(facts.infra.defaults, 'encryption', 'key') ?? 'stack';
  return written === 'stack' || written === 'aws-managed' ? { type: written } : { type: 'arn', arn: written };
}

/** One key for everything that the stack encrypts; without the key's deletion nothing can be decrypted, hence 30 days and protection. */
export function declareKey(shared: SharedDeclaration): Encryption {
  const { stack, environment } = shared.facts;
  const key = new aws.kms.Key(
    shared.logicalName('key'),
    {
      description: `stack ${stack} in ${environment}`,
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      policy: JSON.stringify({ Version: '2012-10-17', Statement: keyStatements(shared.facts) }),
      tags: shared.tagsOf('key'),
    },
    shared.dataOptions(),
  );
  new aws.kms.Alias(
    shared.logicalName('key-alias'),
    { name: `alias/${shared.names.shared(NAME_RULES.kmsAlias, 'key')}`, targetKeyId: key.id },
    shared.options({ deleteBeforeReplace: true }),
  );
  return { keyArn: key.arn };
}

function keyStatements({ identity }: StackFacts): readonly object[] {
  const { partition, accountId, region } = identity;
  return [
    {
      Sid: 'AccountDecidesByIam',
      Effect: 'Allow',
      Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'ServicesOfThisAccount',
      Effect: 'Allow',
      Principal: { Service: SERVICES.map((service) => `${service}.amazonaws.com`) },
      Action: USE,
      Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
    },
    // To a topic EventBridge says neither rule nor account; the topic's own policy decides who may publish.
    {
      Sid: 'EventsOfRules',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: SEND,
      Resource: '*',
    },
    ...autoScalingStatements(`arn:${partition}:iam::${accountId}`, accountId),
    {
      Sid: 'LogGroupsOfThisAccount',
      Effect: 'Allow',
      Principal: { Service: `logs.${region}.amazonaws.com` },
      Action: USE,
      Resource: '*',
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${accountId}:log-group:*` },
      },
    },
    {
      Sid: 'DistributionsOfThisAccount',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*'],
      Resource: '*',
      Condition: { ArnLike: { 'aws:SourceArn': `arn:${partition}:cloudfront::${accountId}:distribution/*` } },
    },
  ];
}

/**
 * Groups of instances start with encrypted volumes by the key only if the service-linked role of Auto Scaling may use it, which
 * no IAM policy of ours can allow. It is told by a condition, as a policy that names a role is refused while that does not exist.
 * Source: Amazon EC2 Auto Scaling user guide, "Required AWS KMS key policy for use with encrypted volumes".
 */
function autoScalingStatements(iam: string, accountId: string): readonly object[] {
  const role = `${iam}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling*`;
  const isRole = { StringEquals: { 'kms:CallerAccount': accountId }, ArnLike: { 'aws:PrincipalArn': role } };
  const common = { Effect: 'Allow', Principal: { AWS: '*' }, Resource: '*' };
  return [
    { Sid: 'VolumesOfGroups', ...common, Action: USE, Condition: isRole },
    {
      Sid: 'GrantsForVolumesOfGroups',
      ...common,
      Action: 'kms:CreateGrant',
      Condition: { ...isRole, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
