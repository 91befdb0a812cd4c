import { expect } from 'chai';
import { adminActions } from '../../../src/core/policy/rules/admin-actions.js';
import { allowedKinds } from '../../../src/core/policy/rules/allowed-kinds.js';
import { allowedRegions } from '../../../src/core/policy/rules/allowed-regions.js';
import { backups } from '../../../src/core/policy/rules/backups.js';
import { deletionProtection } from '../../../src/core/policy/rules/deletion-protection.js';
import { encryptionAtRest } from '../../../src/core/policy/rules/encryption-at-rest.js';
import { highAvailability } from '../../../src/core/policy/rules/high-availability.js';
import { imageTags } from '../../../src/core/policy/rules/image-tags.js';
import { internetFacing } from '../../../src/core/policy/rules/internet-facing.js';
import { literalSecrets } from '../../../src/core/policy/rules/literal-secrets.js';
import { networkingDocument } from '../../../src/core/policy/rules/networking-document.js';
import { privateDataStores } from '../../../src/core/policy/rules/private-data-stores.js';
import { privateSubnets } from '../../../src/core/policy/rules/private-subnets.js';
import { publicBuckets } from '../../../src/core/policy/rules/public-buckets.js';
import { requiredTags } from '../../../src/core/policy/rules/required-tags.js';
import { tagLimits } from '../../../src/core/policy/rules/tag-limits.js';
import { wildcardActions } from '../../../src/core/policy/rules/wildcard-actions.js';
import type { Json, JsonObject } from '../../../src/sdk/index.js';
import { componentOf, findings, viewOf } from './policy-harness.js';

const statements = (...policies: JsonObject[]): JsonObject => ({ iam: { policies } });
const variables = (values: Record<string, string>): JsonObject => ({
  environment: Object.entries(values).map(([name, value]) => ({ name, value })),
});

describe('policies', () => {
  it('PANKA-ENC-001 wants encryption at rest', () => {
    expect(findings(encryptionAtRest, { encryption: { enabled: false } })).to.deep.equal(['/encryption/enabled']);
    expect(findings(encryptionAtRest, { encryption: { enabled: true } })).to.deep.equal([]);
    expect(findings(encryptionAtRest, {})).to.deep.equal([]);
  });

  it('PANKA-PUB-001 wants no bucket, queue or topic open to everybody', () => {
    const s3 = { kind: 'S3' };
    expect(findings(publicBuckets, { bucket: { acl: 'public-read' } }, s3)).to.deep.equal(['/bucket/acl']);
    expect(findings(publicBuckets, { bucket: { acl: 'private' } }, s3)).to.deep.equal([]);
    expect(findings(publicBuckets, { publicAccessBlock: { blockPublicAcls: false } }, s3)).to.deep.equal([
      '/publicAccessBlock/blockPublicAcls',
    ]);
    const open = { Effect: 'Allow', Principal: '*', Action: ['s3:GetObject'] };
    expect(
      findings(publicBuckets, { policyStatements: [open, { ...open, Principal: { AWS: ['*'] } }] }, s3),
    ).to.deep.equal(['/policyStatements/0', '/policyStatements/1']);
    expect(
      findings(
        publicBuckets,
        {
          policyStatements: [
            { ...open, Condition: { StringEquals: {} } },
            { ...open, Effect: 'Deny' },
            { ...open, Principal: { AWS: 'arn' } },
          ],
        },
        s3,
      ),
    ).to.deep.equal([]);
    expect(
      findings(
        publicBuckets,
        { policyStatements: [{ effect: 'Allow', principal: '*', actions: ['sqs:SendMessage'] }] },
        { kind: 'SQS' },
      ),
    ).to.deep.equal(['/policyStatements/0']);
  });

  it('PANKA-PUB-002 wants data stores out of reach', () => {
    expect(findings(privateDataStores, { publicAccess: true }, { kind: 'RDS' })).to.deep.equal(['/publicAccess']);
    expect(findings(privateDataStores, { networking: { subnets: 'public' } }, { kind: 'RDS' })).to.deep.equal([
      '/networking/subnets',
    ]);
    expect(findings(privateDataStores, { publicAccess: false }, { kind: 'RDS' })).to.deep.equal([]);
  });

  it('PANKA-PUB-003 lets only allowed kinds face the internet', () => {
    const none = { security: { publicAccess: { allowInternetFacing: [] } } };
    expect(findings(internetFacing, { scheme: 'internet-facing' }, { kind: 'ALB' })).to.deep.equal([]);
    expect(findings(internetFacing, { scheme: 'internet-facing' }, { kind: 'ALB', infra: none })).to.deep.equal([
      '/scheme',
    ]);
    expect(findings(internetFacing, { scheme: 'internal' }, { kind: 'ALB', infra: none })).to.deep.equal([]);
    expect(findings(internetFacing, { url: { enabled: true, auth: 'NONE' } }, { kind: 'Lambda' })).to.deep.equal([
      '/url/auth',
    ]);
    expect(findings(internetFacing, {}, { kind: 'CloudFront', infra: none })).to.deep.equal(['']);
  });

  it('PANKA-IAM-001 wants no service:* on every resource', () => {
    expect(
      findings(wildcardActions, statements({ actions: ['s3:*', 'sqs:SendMessage', '*'], resources: ['*'] })),
    ).to.deep.equal(['/iam/policies/0/actions/0', '/iam/policies/0/actions/2']);
    expect(
      findings(
        wildcardActions,
        statements(
          { actions: ['s3:*'], resources: ['arn:aws:s3:::b/*'] },
          { effect: 'Deny', actions: ['*'], resources: ['*'] },
        ),
      ),
    ).to.deep.equal([]);
  });

  it('PANKA-IAM-002 wants no administration of IAM and keys', () => {
    const found = (...actions: string[]) => findings(adminActions, statements({ actions, resources: ['*'] })).length;
    for (const action of [
      'iam:PassRole',
      'iam:*',
      'IAM:CreateUser',
      'kms:*',
      'kms:PutKeyPolicy',
      'kms:Schedule*',
      'sts:AssumeRole',
      'sts:*',
    ])
      expect(found(action), action).to.equal(1);
    for (const action of ['iam:GetRole', 'iam:ListRoles', 'kms:Decrypt', 'sts:GetCallerIdentity', 's3:*'])
      expect(found(action), action).to.equal(0);
    expect(
      findings(adminActions, statements({ actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::1:role/x'] })),
    ).to.deep.equal([]);
    expect(
      findings(adminActions, statements({ actions: ['s3:DeleteBucket'], resources: ['*'] }), {
        infra: { security: { iam: { deniedActions: ['s3:Delete*'] } } },
      }),
    ).to.have.length(1);
  });

  it('PANKA-SEC-003 finds secrets by name and by looks, and never says their values', () => {
    const secrets = {
      DB_PASSWORD: 'hunter2',
      apiKey: 'abc',
      STRIPE_TOKEN: 'x',
      URL: 'postgres://u:geheim@h/d',
      K: 'AKIAIOSFODNN7EXAMPLE',
      R: 'Zm9vYmFyQkFaMTIzNDU2Nzg5MHF1eFhZWg9Q',
    };
    expect(findings(literalSecrets, variables(secrets))).to.have.length(Object.keys(secrets).length);
    const harmless = {
      TOKEN_URL: 'https://example.com',
      SECRET_ARN: 'arn:aws:x',
      PASSWORD_FILE: '/run/x',
      PASSWORDLESS: 'true',
      SHA: '0b5c3a3fd4e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0',
      ID: '6f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0',
      MONKEY: 'x',
      DB_PASSWORD: '',
      KEYBOARD: 'qwerty',
      PATHS: '/usr/local/bin:/usr/bin:/bin',
    };
    expect(findings(literalSecrets, variables(harmless))).to.deep.equal([]);
    const component = componentOf(variables(secrets));
    expect(JSON.stringify(literalSecrets.check?.(component, viewOf(component)))).not.to.match(
      /hunter2|geheim|AKIA|Zm9v/,
    );
  });

  it('PANKA-IMG-001 wants versions', () => {
    for (const image of [
      'nginx',
      'nginx:latest',
      'localhost:5000/nginx',
      { repository: 'nginx' },
      { repository: 'nginx', tag: 'latest' },
    ] as Json[])
      expect(findings(imageTags, { image }), JSON.stringify(image)).to.have.length(1);
    for (const image of [
      'nginx:1.27',
      'localhost:5000/nginx:2',
      'nginx@sha256:abc',
      { repository: 'nginx', tag: '1' },
      { repository: 'nginx', digest: 'sha256:abc' },
      { repository: 'nginx:1' },
    ] as Json[])
      expect(findings(imageTags, { image }), JSON.stringify(image)).to.deep.equal([]);
    expect(findings(imageTags, {})).to.deep.equal([]);
  });

  it('PANKA-BAK-001 wants backups, as long as Compliance asks', () => {
    expect(findings(backups, { backup: { enabled: false } }, { kind: 'RDS' })).to.deep.equal(['/backup/enabled']);
    expect(findings(backups, { pointInTimeRecovery: false }, { kind: 'DynamoDB' })).to.deep.equal([
      '/pointInTimeRecovery',
    ]);
    expect(findings(backups, { versioning: { enabled: false } }, { kind: 'S3' })).to.deep.equal([
      '/versioning/enabled',
    ]);
    const infra = { compliance: { backupMinRetentionDays: 14 } };
    expect(findings(backups, { backup: { retentionDays: 7 } }, { kind: 'RDS', infra })).to.deep.equal([
      '/backup/retentionDays',
    ]);
    expect(findings(backups, { backup: { retentionDays: 14 } }, { kind: 'RDS', infra })).to.deep.equal([]);
  });

  it('PANKA-HA-001 wants two of what serves', () => {
    expect(findings(highAvailability, { replicas: 1 })).to.deep.equal(['/replicas']);
    expect(findings(highAvailability, { replicas: 1, autoscaling: { enabled: true, minReplicas: 2 } })).to.deep.equal(
      [],
    );
    expect(findings(highAvailability, { replicas: 3, autoscaling: { enabled: true, minReplicas: 1 } })).to.deep.equal([
      '/autoscaling/minReplicas',
    ]);
    expect(
      findings(highAvailability, { engine: { type: 'postgres' }, instance: { multiAZ: false } }, { kind: 'RDS' }),
    ).to.deep.equal(['/instance/multiAZ']);
    expect(
      findings(highAvailability, { engine: { type: 'aurora-mysql' }, instance: { replicas: 0 } }, { kind: 'RDS' }),
    ).to.deep.equal(['/instance/replicas']);
    expect(
      findings(
        highAvailability,
        { engine: { type: 'aurora-mysql' }, instance: { replicas: 1, multiAZ: false } },
        { kind: 'RDS' },
      ),
    ).to.deep.equal([]);
  });

  it('PANKA-DATA-002 wants data protected', () => {
    const stateful = { kind: 'RDS', definition: { stateful: true } };
    expect(findings(deletionProtection, { deletionProtection: false, finalSnapshot: false }, stateful)).to.deep.equal([
      '/deletionProtection',
      '/finalSnapshot',
    ]);
    expect(findings(deletionProtection, { deletionProtection: true }, stateful)).to.deep.equal([]);
    expect(
      findings(deletionProtection, { deletionProtection: false }, { definition: { stateful: false } }),
    ).to.deep.equal([]);
  });

  it('PANKA-TAG-001 wants the tags of Compliance', () => {
    const infra = {
      compliance: { requiredTags: [{ key: 'team' }, { key: 'cost', pattern: '[0-9]+' }, { key: 'odd', pattern: '[' }] },
    };
    expect(findings(requiredTags, {}, { infra })).to.deep.equal(['/tags', '/tags', '/tags']);
    expect(findings(requiredTags, {}, { infra, tags: { team: 'a', cost: '12x', odd: '[' } })).to.deep.equal([
      '/tags/cost',
    ]);
    expect(findings(requiredTags, {})).to.deep.equal([]);
  });

  it('PANKA-TAG-002 keeps tags within the limits', () => {
    const tags = (given: Record<string, string>) => findings(tagLimits, {}, { tags: given });
    expect(tags({ a: 'b', 'cost-center': 'x/y=z', é: 'ü' })).to.deep.equal([]);
    expect(tags({ 'aws:x': 'b' })).to.have.length(1);
    expect(tags({ 'panka:x': 'b' })).to.have.length(1);
    expect(tags({ ['k'.repeat(129)]: 'b' })).to.have.length(1);
    expect(tags({ a: 'v'.repeat(257) })).to.have.length(1);
    expect(tags({ a: 'no <html>' })).to.have.length(1);
    expect(tags(Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`k${i}`, 'v'])))).to.deep.equal(['/tags']);
  });

  it('PANKA-REG-001 and PANKA-TYP-002 keep to regions and kinds', () => {
    const infra = { compliance: { allowedRegions: ['eu-west-1'], allowedKinds: ['SQS'] } };
    expect(findings(allowedRegions, {}, { infra, region: 'us-east-1' })).to.deep.equal(['/provider/region']);
    expect(findings(allowedRegions, {}, { infra, region: 'eu-west-1' })).to.deep.equal([]);
    expect(findings(allowedRegions, {}, { infra })).to.deep.equal([]);
    expect(findings(allowedKinds, {}, { infra })).to.deep.equal(['']);
    expect(findings(allowedKinds, {}, { infra, kind: 'SQS' })).to.deep.equal([]);
  });

  it('PANKA-NET-001 wants workloads in private subnets', () => {
    expect(findings(privateSubnets, { networking: { subnets: 'public', assignPublicIp: true } })).to.deep.equal([
      '/networking/subnets',
      '/networking/assignPublicIp',
    ]);
    expect(findings(privateSubnets, { networking: { subnets: 'private' } })).to.deep.equal([]);
  });

  it('PANKA-NET-003 wants a Networking document where something runs in a network', () => {
    const definition = { subnets: () => 'private' as const };
    expect(findings(networkingDocument, {}, { definition })).to.deep.equal(['']);
    expect(findings(networkingDocument, {}, { definition, infra: { networking: {} } })).to.deep.equal([]);
    expect(findings(networkingDocument, { external: { outputs: {} } }, { definition })).to.deep.equal([]);
    expect(findings(networkingDocument, {}, { definition: {} })).to.deep.equal([]);
  });
});
