import { expect } from 'chai';
import { backendPolicy } from '../../../src/core/iam/backend-policy.js';
import { deploymentPolicies, type PolicyStatement } from '../../../src/core/iam/deployment-policy.js';
import { oidcTrust } from '../../../src/core/iam/oidc-trust.js';
import type { ScopeFacts } from '../../../src/core/iam/resource-scopes.js';

const facts: ScopeFacts = {
  partition: 'aws',
  region: 'eu-west-1',
  account: '123456789012',
  namePrefix: 'shop-production-',
  stack: 'shop',
  environment: 'production',
  rolePath: '/apps/',
};

function statements(actions: readonly string[], given: Partial<ScopeFacts> = {}): PolicyStatement[] {
  return deploymentPolicies(actions, { ...facts, ...given }).flatMap(({ Statement }) => Statement);
}

const statementOf = (action: string, given?: Partial<ScopeFacts>) =>
  statements([action], given).find(({ Action }) => Action.includes(action));

describe('deploymentPolicies', () => {
  it('allow what has names on the names of the stack only', () => {
    expect(statementOf('sqs:CreateQueue')?.Resource).to.deep.equal([
      'arn:aws:sqs:eu-west-1:123456789012:shop-production-*',
    ]);
    expect(statementOf('iam:CreateRole')?.Resource).to.include('arn:aws:iam::123456789012:role/apps/shop-production-*');
    expect(statementOf('s3:PutObject', { partition: 'aws-cn' })?.Resource).to.deep.equal([
      'arn:aws-cn:s3:::shop-production-*',
    ]);
  });

  it('leave room for the hash where names are short', () => {
    const namePrefix = 'a-stack-with-a-long-name-production-';
    const [balancer] = statementOf('elasticloadbalancing:CreateLoadBalancer', { namePrefix })?.Resource ?? [];
    expect(balancer).to.equal(
      'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a-stack-with-a-long-name-*',
    );
  });

  it('keep to the region where names do not narrow, except for services that have none', () => {
    const inRegion = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    expect(statementOf('ec2:CreateVpc')).to.deep.include({ Resource: ['*'], Condition: inRegion });
    expect(statementOf('sqs:ListQueues')).to.deep.include({ Resource: ['*'], Condition: inRegion });
    expect(statementOf('cloudfront:CreateDistribution')).to.deep.include({ Resource: ['*'] });
    expect(statementOf('cloudfront:CreateDistribution')).not.to.have.property('Condition');
  });

  it('pass roles of the stack to known services only', () => {
    const pass = statementOf('iam:PassRole');
    expect(pass?.Resource).to.deep.equal(['arn:aws:iam::123456789012:role/apps/shop-production-*']);
    expect(pass?.Condition).to.have.nested.property('StringEquals.iam:PassedToService');
    expect(statementOf('iam:CreateServiceLinkedRole')?.Resource).to.deep.equal([
      'arn:aws:iam::123456789012:role/aws-service-role/*',
    ]);
  });

  it('hold every action once, in documents that a managed policy can take', () => {
    const actions = Array.from({ length: 600 }, (_, n) => `ec2:DescribeSomethingThatIsLong${n}`);
    const documents = deploymentPolicies([...actions, ...actions, 'sqs:CreateQueue'], facts);
    expect(documents.length).to.be.greaterThan(3);
    for (const document of documents) expect(JSON.stringify(document).length).to.be.at.most(6144);
    const allowed = documents.flatMap(({ Statement }) => Statement).flatMap(({ Action }) => Action);
    expect(allowed).to.have.members([...actions, 'sqs:CreateQueue']);
    for (const { Statement } of documents)
      expect(new Set(Statement.map(({ Sid }) => Sid)).size).to.equal(Statement.length);
  });
});

describe('backendPolicy', () => {
  it('lets runs use bucket, folder, key and table, and configure none of them', () => {
    const policy = backendPolicy({
      partition: 'aws',
      account: '123456789012',
      bucket: 'acme-state',
      prefix: 'panka',
      table: 'acme-locks',
      tableRegion: 'eu-west-1',
      kmsKey: 'arn:aws:kms:eu-west-1:123456789012:key/k',
    });
    expect(policy?.Statement.map(({ Resource }) => Resource[0])).to.deep.equal([
      'arn:aws:s3:::acme-state',
      'arn:aws:s3:::acme-state/panka/*',
      'arn:aws:kms:eu-west-1:123456789012:key/k',
      'arn:aws:dynamodb:eu-west-1:123456789012:table/acme-locks',
    ]);
    const actions = policy?.Statement.flatMap(({ Action }) => Action) ?? [];
    expect(
      actions.filter((action) => /PutBucket|DeleteBucket|CreateTable|DeleteTable|UpdateTable/.test(action)),
    ).to.deep.equal([]);
    expect(backendPolicy({ partition: 'aws', account: '123456789012' })).to.equal(undefined);
  });

  it('lets runs open the secrets of their own stack with the key of secrets, and of no other', () => {
    const place = { partition: 'aws', account: '123456789012', keyRegion: 'eu-west-1', secretsKey: 'k' };
    const policy = backendPolicy({ ...place, secretsOf: { stack: 'shop', environment: 'prod' } });
    expect(policy?.Statement).to.deep.equal([
      {
        ...{ Sid: 'SecretsKeyLookUp', Effect: 'Allow', Action: ['kms:DescribeKey'] },
        Resource: ['arn:aws:kms:eu-west-1:123456789012:key/k'],
      },
      {
        ...{ Sid: 'SecretsKey', Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
        Resource: ['arn:aws:kms:eu-west-1:123456789012:key/k'],
        Condition: {
          StringEquals: {
            'kms:EncryptionContext:panka:stack': 'shop',
            'kms:EncryptionContext:panka:environment': 'prod',
          },
        },
      },
    ]);
    expect(backendPolicy(place)?.Statement.map(({ Sid }) => Sid)).to.deep.equal(['SecretsKey']);
    const same = { ...place, bucket: 'b', kmsKey: 'k' };
    expect(backendPolicy(same)?.Statement.map(({ Sid }) => Sid)).to.deep.equal([
      ...['StateBucket', 'StateObjects', 'StateKey'],
    ]);
  });

  it('names a key by its ARN in its own region and account, or any key by its alias', () => {
    const [byAlias, byArn] = ['alias/state', 'arn:aws:kms:eu-central-1:210987654321:key/k'].map(
      (secretsKey) => backendPolicy({ partition: 'aws', account: '123456789012', secretsKey })?.Statement[0],
    );
    expect(byAlias?.Resource).to.deep.equal(['arn:aws:kms:*:123456789012:key/*']);
    expect(byAlias?.Condition).to.deep.equal({
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/state' },
    });
    expect(byArn?.Resource).to.deep.equal(['arn:aws:kms:eu-central-1:210987654321:key/k']);
    expect(byArn?.Condition).to.equal(undefined);
  });
});

describe('oidcTrust', () => {
  const condition = (trust: ReturnType<typeof oidcTrust>) =>
    (trust.document.Statement[0] as { Condition: Record<string, Record<string, string>> }).Condition;

  it('trusts one repository at GitHub, one branch or one environment of it', () => {
    const github = { provider: 'github', repository: 'acme/shop' } as const;
    const host = 'token.actions.githubusercontent.com';
    expect(condition(oidcTrust(github, '1'))).to.deep.equal({
      StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${host}:sub`]: 'repo:acme/shop:*' },
    });
    expect(condition(oidcTrust({ ...github, branch: 'main' }, '1'))['StringEqualsIgnoreCase']).to.deep.equal({
      [`${host}:sub`]: 'repo:acme/shop:ref:refs/heads/main',
    });
    expect(condition(oidcTrust({ ...github, environment: 'production' }, '1'))['StringEqualsIgnoreCase']).to.deep.equal(
      {
        [`${host}:sub`]: 'repo:acme/shop:environment:production',
      },
    );
  });

  it('trusts one project at GitLab, or at a GitLab of one’s own', () => {
    const gitlab = { provider: 'gitlab', repository: 'acme/shop', branch: 'main' } as const;
    expect(condition(oidcTrust(gitlab, '1'))).to.deep.equal({
      StringEquals: { 'gitlab.com:aud': 'https://gitlab.com' },
      StringEqualsIgnoreCase: { 'gitlab.com:sub': 'project_path:acme/shop:ref_type:branch:ref:main' },
    });
    expect(oidcTrust({ ...gitlab, host: 'git.acme.example' }, '1').issuer).to.equal('https://git.acme.example');
  });
});
