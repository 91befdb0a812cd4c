import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';

export interface ShopChoices {
  readonly delay?: number;
  readonly description?: string;
  readonly page?: string;
}

const ROLE_POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
});

/** A little of everything: two regions, an own provider, an asset, a secret, a look-up, names given and made up. */
export const shop =
  ({ delay = 0, description = 'web', page = 'one' }: ShopChoices = {}): UnitProgram =>
  async () => {
    const eu = new aws.Provider('eu', { region: 'eu-west-1', defaultTags: { tags: { team: 'shop' } } });
    const dead = new aws.sqs.Queue('dead', { name: 'dead' }, { provider: eu });
    const queue = new aws.sqs.Queue('queue', {
      name: 'orders',
      delaySeconds: delay,
      redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
      tags: { stage: 'test' },
    });
    const bucket = new aws.s3.Bucket('bucket', { bucket: 'files', region: 'eu-central-1' });
    new aws.s3.BucketObject('page', {
      bucket: bucket.bucket,
      key: 'index.html',
      source: new pulumi.asset.StringAsset(page),
    });
    const role = new aws.iam.Role('role', { assumeRolePolicy: ROLE_POLICY });
    const vpc = new aws.ec2.Vpc('vpc', { cidrBlock: '10.0.0.0/16' });
    const group = new aws.ec2.SecurityGroup('group', { vpcId: vpc.id, description });
    new aws.ssm.Parameter('parameter', { name: '/shop/key', type: 'SecureString', value: pulumi.secret('hush-hush') });
    const { accountId } = await aws.getCallerIdentity({});
    return { url: queue.url, role: role.arn, group: group.id, accountId };
  };
