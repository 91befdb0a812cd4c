import { randomUUID } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { GetRoleCommand, GetRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  DeleteBucketPolicyCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { type BackendRequest, backendSetup } from '../../../src/adapters/backend-setup/backend-setup.js';
import { bucketSteps } from '../../../src/adapters/backend-setup/bucket-steps.js';
import { lookAtSetup, runSetup } from '../../../src/core/backend/run-setup.js';
import type { StepReport } from '../../../src/core/backend/setup-step.js';
import { clientsOf, TEST_CREDENTIALS } from '../../servers/clients.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

withServer(moto, () => {
  describe('the set-up of a backend', () => {
    const request = async (given: Partial<BackendRequest> = {}): Promise<BackendRequest> => {
      const url = await moto.url();
      const endpoints = { s3: url, dynamodb: url, sts: url, iam: url };
      return {
        settings: { version: '0.0.0-test', endpoints },
        region: 'eu-west-1',
        bucket: `state-${randomUUID().slice(0, 8)}`,
        table: `locks-${randomUUID().slice(0, 8)}`,
        ...given,
      };
    };
    const run = async (of: BackendRequest, how: 'look' | 'make' = 'make'): Promise<readonly StepReport[]> => {
      const { steps, close } = await backendSetup(of);
      try {
        return how === 'look' ? await lookAtSetup(steps) : await runSetup(steps);
      } finally {
        await close();
      }
    };
    /** The bucket as on AWS, where TLS can be asked for. */
    const runBucket = async (of: BackendRequest): Promise<readonly StepReport[]> => {
      const client = await s3();
      const place = { client: async () => client, bucket: of.bucket ?? '', region: of.region, partition: 'aws' };
      return runSetup(bucketSteps({ ...place, tls: true, tags: { purpose: 'state' } }));
    };
    const statuses = (reports: readonly StepReport[]) => [...new Set(reports.map(({ status }) => status))];
    before(() => void Object.assign(process.env, TEST_CREDENTIALS));
    const s3 = async () => clientsOf(await moto.url(), { region: 'eu-west-1' }).s3();

    it('looks without making anything', async () => {
      const wanted = await request();
      expect(statuses(await run(wanted, 'look'))).to.deep.equal(['would-make']);
      expect(statuses(await run(wanted, 'look'))).to.deep.equal(['would-make']);
    });

    it('makes every piece once, and finds it there the next time', async () => {
      const wanted = await request();
      expect(new Set(statuses(await run(wanted)))).to.satisfy((found: Set<string>) =>
        [...found].every((status) => status === 'made' || status === 'there'),
      );
      const again = await run(wanted);
      expect(statuses(again)).to.deep.equal(['there']);
      expect(again.map(({ name }) => name)).to.deep.equal([
        ...['exists', 'versioning', 'encryption', 'public access block', 'ownership', 'lifecycle', 'tags'],
        ...['exists', 'TTL', 'point-in-time recovery', 'deletion protection', 'tags'],
      ]);
    });

    it('repairs what was weakened', async () => {
      const wanted = await request();
      await runBucket(wanted);
      const client = await s3();
      const Bucket = wanted.bucket;
      await client.send(new DeleteBucketPolicyCommand({ Bucket }));
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }));
      const made = (await runBucket(wanted)).filter(({ status }) => status === 'made').map(({ name }) => name);
      expect(made).to.deep.equal(['versioning', 'TLS-only policy']);
    });

    it('keeps what is stricter, and what others have set', async () => {
      const wanted = await request();
      await runBucket(wanted);
      const client = await s3();
      const Bucket = wanted.bucket;
      const theirs = {
        Sid: 'Theirs',
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:PutObjectAcl',
        Resource: `arn:aws:s3:::${Bucket}/*`,
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [theirs] });
      await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
      const Rules = [{ ID: 'theirs', Status: 'Enabled' as const, Filter: { Prefix: 'x/' }, Expiration: { Days: 9 } }];
      await client.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
      await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'shop' }] } }));
      const kms = { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'arn:aws:kms:eu-west-1:1:key/k' };
      const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault: kms }] };
      await client.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
      const reports = await runBucket(wanted);
      expect(reports.find(({ name }) => name === 'encryption')).to.include({ status: 'there' });
      const policy = (await client.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? '';
      expect(policy).to.include('Theirs').and.include('PankaTlsOnly').and.include('s3:TlsVersion');
      const rules = (await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))).Rules ?? [];
      expect(rules.map(({ ID }) => ID)).to.have.members(['theirs', 'panka-history']);
      expect(reports.filter(({ name }) => name === 'tags')[0]).to.include({ status: 'made', detail: '2' });
    });

    it('refuses to take another key, and a table with another key schema', async () => {
      const wanted = await request({ kmsKey: 'arn:aws:kms:eu-west-1:1:key/one' });
      await run(wanted);
      const other = await run({ ...wanted, kmsKey: 'arn:aws:kms:eu-west-1:1:key/two' }, 'look');
      expect(other.find(({ name }) => name === 'encryption')).to.include({ status: 'refused' });
      const table = `other-${randomUUID().slice(0, 8)}`;
      const dynamodb = await clientsOf(await moto.url(), { region: 'eu-west-1' }).dynamodb();
      await dynamodb.send(
        new CreateTableCommand({
          TableName: table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'LockID', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'LockID', KeyType: 'HASH' }],
        }),
      );
      const reports = await run({ ...wanted, bucket: undefined, table } as BackendRequest, 'look');
      expect(reports[0]).to.include({ status: 'refused', detail: 'its key is LockID HASH, not lockKey' });
    });

    it('makes a role for a pipeline, allowed to use the state and to configure nothing', async () => {
      const trust = { provider: 'github', repository: 'acme/shop', branch: 'main' } as const;
      const name = `Panka-${randomUUID().slice(0, 8)}`;
      const wanted = await request({ role: { name, trust, policies: {} } });
      await run(wanted);
      expect(statuses((await run(wanted)).filter(({ of }) => of.startsWith('role')))).to.deep.equal(['there']);
      const iam = await clientsOf(await moto.url(), { endpoints: { iam: await moto.url() } }).iam();
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
      expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '')).to.include('repo:acme/shop:ref:refs/heads/main');
      const policy = await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: 'panka-state' }));
      expect(decodeURIComponent(policy.PolicyDocument ?? ''))
        .to.include(`${wanted.bucket}/*`)
        .and.not.match(/s3:PutBucket/);
    });

    it("lets that role use the key of the secrets, where it is not the state's", async () => {
      const name = `Panka-${randomUUID().slice(0, 8)}`;
      const secretsKey = 'arn:aws:kms:eu-west-1:123456789012:key/2222';
      await run(await request({ secretsKey, role: { name, policies: {} } }));
      const iam = await clientsOf(await moto.url(), { endpoints: { iam: await moto.url() } }).iam();
      const policy = await iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: 'panka-state' }));
      expect(decodeURIComponent(policy.PolicyDocument ?? ''))
        .to.include(`"Sid":"SecretsKey"`)
        .and.include(secretsKey);
    });

    it('copies the state to a second region', async () => {
      const wanted = await request({ replicaRegion: 'eu-central-1' });
      const reports = await run(wanted);
      const replica = `bucket ${wanted.bucket}-eu-central-1`;
      expect(reports.find(({ of, name }) => of === replica && name === 'exists')?.detail).to.equal('in eu-central-1');
      expect(reports.find(({ name }) => name === 'replication')?.detail).to.equal(`to ${wanted.bucket}-eu-central-1`);
      expect(statuses(await run(wanted))).to.deep.equal(['there']);
    });

    it('refuses names that AWS would refuse, before any call', async () => {
      for (const bucket of ['Company', 'a', 'a..b', 'x'.repeat(64)])
        await backendSetup(await request({ bucket })).then(
          () => expect.fail(bucket),
          (error: { code: string }) => expect(error.code).to.equal('InvalidBackendName'),
        );
    });
  });
});
