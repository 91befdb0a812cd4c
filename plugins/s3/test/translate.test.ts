import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ProvidedComponent, ResolvedReference } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { type Given, granted, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const infra = (security = {}): Given['services'] => ({ infra: { security } }) as unknown as Given['services'];
const reference = (to: string, of: string, path: string, reason: string): ResolvedReference => ({
  to,
  kind: of,
  via: 'reference',
  edge: 'contributes',
  reason,
  path,
});
const provided = (outputs: Record<string, string>) =>
  ({
    outputs: Object.fromEntries(Object.entries(outputs).map(([k, v]) => [k, pulumi.output(v)])),
  }) as unknown as ProvidedComponent;

describe('S3 translation', () => {
  it('declares the bucket with each setting as a resource of its own', async () => {
    const made = await translate(kind, componentOf(kind, {}), { services: infra() });
    expect(made.resources.map((r) => r.type.split(':').at(-1)).sort()).to.deep.equal([
      'Bucket',
      'BucketLifecycleConfiguration',
      'BucketOwnershipControls',
      'BucketPolicy',
      'BucketPublicAccessBlock',
      'BucketServerSideEncryptionConfiguration',
      'BucketVersioning',
    ]);
    const [policy] = made.of('aws:s3/bucketPolicy:BucketPolicy');
    expect(JSON.parse(String(policy?.inputs.policy)).Statement).to.have.length(1);
  });

  it('writes what others contributed into its one policy and its one notification', async () => {
    const made = await translate(kind, componentOf(kind, {}), {
      services: infra(),
      contributions: [
        { from: 'cdn', type: 'bucket-policy', value: { Effect: 'Allow', Action: ['s3:GetObject'], Principal: '*' } },
        {
          from: 'fn',
          type: 'bucket-notification',
          value: { type: 'lambda', arn: 'arn:fn', events: ['s3:ObjectCreated:*'], prefix: 'in/' },
        },
      ],
    });
    const [policy] = made.of('aws:s3/bucketPolicy:BucketPolicy');
    expect(JSON.parse(String(policy?.inputs.policy)).Statement[1]).to.deep.equal({
      Resource: ['api/thing.arn', 'api/thing.arn/*'],
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Principal: '*',
    });
    const [notification] = made.of('aws:s3/bucketNotification:BucketNotification');
    expect(notification?.inputs.lambdaFunctions).to.deep.equal([
      { events: ['s3:ObjectCreated:*'], filterPrefix: 'in/', lambdaFunctionArn: 'arn:fn' },
    ]);
  });

  it('asks the targets of its notifications to let it in', async () => {
    const component = componentOf(
      kind,
      {
        notifications: [
          { events: ['s3:ObjectCreated:*'], target: { component: 'jobs' } },
          { events: ['s3:ObjectRemoved:*'], target: { component: 'fn' } },
        ],
      },
      {
        references: [
          reference('api/jobs', 'SQS', '/notifications/0/target/component', 'notification'),
          reference('api/fn', 'Lambda', '/notifications/1/target/component', 'notification'),
        ],
      },
    );
    const made = await translate(kind, component, {
      services: infra(),
      provided: {
        'api/jobs': provided({ queueArn: 'arn:jobs' }),
        'api/fn': provided({ functionName: 'fn', aliasArn: 'arn:fn:live' }),
      },
    });
    expect(made.contributed.map((c) => `${c.to} ${c.type}`)).to.deep.equal([
      'api/jobs queue-policy',
      'api/jobs policy-declared',
    ]);
    expect(made.of('aws:lambda/permission:Permission')[0]?.inputs).to.include({
      function: 'fn',
      qualifier: 'live',
      principal: 's3.amazonaws.com',
      sourceArn: 'api/thing.arn',
    });
    const [notification] = made.of('aws:s3/bucketNotification:BucketNotification');
    expect(notification?.inputs.queues).to.deep.equal([{ events: ['s3:ObjectCreated:*'], queueArn: 'arn:jobs' }]);
  });

  it('makes a role that may replicate, and no more', async () => {
    const component = componentOf(kind, { replication: { destinationBucket: 'copy' } });
    const made = await translate(kind, component, { services: infra() });
    const [policy] = made.of('aws:iam/rolePolicy:RolePolicy');
    const actions = JSON.parse(String(policy?.inputs.policy)).flatMap((s: { Action: string[] }) => s.Action);
    expect(actions).to.deep.equal([
      's3:GetReplicationConfiguration',
      's3:ListBucket',
      's3:GetObjectVersionForReplication',
      's3:GetObjectVersionAcl',
      's3:GetObjectVersionTagging',
      's3:ReplicateObject',
      's3:ReplicateDelete',
      's3:ReplicateTags',
    ]);
    const locked = componentOf(kind, {
      bucket: { objectLock: true },
      replication: { destinationBucket: 'copy', storageClass: 'GLACIER_IR' },
    });
    const [wider] = (await translate(kind, locked, { services: infra() })).of('aws:iam/rolePolicy:RolePolicy');
    expect(String(wider?.inputs.policy)).to.contain('s3:GetObjectRetention').and.to.contain('s3:GetObjectLegalHold');
    const [config] = made.of('aws:s3/bucketReplicationConfig:BucketReplicationConfig');
    expect(JSON.stringify(config?.inputs.rules)).to.contain('arn:aws:s3:::copy');
  });

  it('lets the role encrypt copies where the destination has a key for its bucket', async () => {
    const component = componentOf(kind, {
      encryption: { algorithm: 'aws:kms' },
      replication: { destinationBucket: 'copy', kmsKeyId: 'arn:aws:kms:eu-west-1:000000000000:key/there' },
    });
    const [policy] = (await translate(kind, component, { services: infra() })).of('aws:iam/rolePolicy:RolePolicy');
    const statements = JSON.parse(String(policy?.inputs.policy)) as { Action: string[]; Resource: unknown }[];
    expect(statements.at(-1)).to.deep.equal({
      Effect: 'Allow',
      Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: 'arn:aws:kms:eu-west-1:000000000000:key/there',
    });
  });

  it('logs where Security says', async () => {
    const services = infra({ accessLogs: { bucket: 'central' } });
    const made = await translate(kind, componentOf(kind, {}), { services });
    expect(made.of('aws:s3/bucketLogging:BucketLogging')[0]?.inputs).to.include({
      targetBucket: 'central',
      targetPrefix: 'api/thing/',
    });
  });

  it('narrows a grant to a prefix', async () => {
    const component = componentOf(kind, { encryption: { algorithm: 'aws:kms' } });
    const made = await translate(kind, component, { services: infra(), keyArn: 'arn:key' });
    const [objects, list, , key] = await granted(made, 'read', 'in/');
    expect(objects).to.deep.include({
      Action: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'],
      Resource: 'api/thing.arn/in/*',
    });
    expect(list?.Condition).to.deep.equal({ StringLike: { 's3:prefix': ['in/*'] } });
    expect(key?.Resource).to.equal('arn:key');
    expect((await granted(made, 'write'))[0]?.Action).to.include.members(['s3:GetObject', 's3:PutObject']);
    expect((await granted(made, 'admin'))[0]?.Action).to.include('s3:DeleteObjectVersion');
    expect(await granted(made, 'connect')).to.deep.equal([]);
  });
});
