import { expect } from 'chai';
import { adminActions } from '../../../src/core/policy/rules/admin-actions.js';
import { internetFacing } from '../../../src/core/policy/rules/internet-facing.js';
import { networkingDocument } from '../../../src/core/policy/rules/networking-document.js';
import { privateDataStores } from '../../../src/core/policy/rules/private-data-stores.js';
import { privateSubnets } from '../../../src/core/policy/rules/private-subnets.js';
import { publicBuckets } from '../../../src/core/policy/rules/public-buckets.js';
import { wildcardActions } from '../../../src/core/policy/rules/wildcard-actions.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { findings } from './policy-harness.js';

const statements = (...policies: JsonObject[]): JsonObject => ({ iam: { policies } });

describe('policies about access', () => {
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
