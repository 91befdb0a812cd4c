import { expect } from 'chai';
import type { PlannedResource, Policy } from '../../../src/core/policy/policy.js';
import { accessLogs } from '../../../src/core/policy/rules/access-logs.js';
import { certificateRegions } from '../../../src/core/policy/rules/certificate-regions.js';
import { encryptionAtRest } from '../../../src/core/policy/rules/encryption-at-rest.js';
import { encryptionInTransit } from '../../../src/core/policy/rules/encryption-in-transit.js';
import { instanceMetadata } from '../../../src/core/policy/rules/instance-metadata.js';
import { openIngress } from '../../../src/core/policy/rules/open-ingress.js';
import { permissionsBoundaries } from '../../../src/core/policy/rules/permissions-boundaries.js';
import { publicBuckets } from '../../../src/core/policy/rules/public-buckets.js';
import { secretRotation } from '../../../src/core/policy/rules/secret-rotation.js';
import type { InfraView, JsonObject } from '../../../src/sdk/index.js';
import { componentOf, viewOf } from './policy-harness.js';

type Given = readonly [type: string, inputs: JsonObject];

/** Messages about resources of the component api/web, of the given kind. */
function found(
  policy: Policy,
  given: readonly Given[],
  kind = 'MicroService',
  infra: Partial<InfraView> = {},
): string[] {
  const component = componentOf({}, { kind });
  const resources = given.map(
    ([type, inputs], index): PlannedResource => ({ type, inputs, name: `api/web/${index}`, component: 'api/web' }),
  );
  const findings = policy.checkResources?.(resources, viewOf(component, { infra })) ?? [];
  for (const finding of findings) expect(finding.component).to.equal('api/web');
  return findings.map(({ message }) => message);
}

describe('policies about declared resources', () => {
  it('PANKA-ENC-001 wants every store, volume, queue and topic encrypted', () => {
    const open: Given[] = [
      ['aws:rds/instance:Instance', {}],
      ['aws:docdb/cluster:Cluster', { storageEncrypted: false }],
      ['aws:efs/fileSystem:FileSystem', {}],
      ['aws:ebs/volume:Volume', { encrypted: false }],
      ['aws:sqs/queue:Queue', { sqsManagedSseEnabled: false }],
      ['aws:sns/topic:Topic', {}],
      ['aws:ec2/instance:Instance', { rootBlockDevice: { encrypted: false } }],
      ['aws:ec2/launchTemplate:LaunchTemplate', { blockDeviceMappings: [{ ebs: { encrypted: 'false' } }] }],
      ['aws:elasticache/replicationGroup:ReplicationGroup', {}],
    ];
    expect(found(encryptionAtRest, open)).to.have.length(open.length);
    const closed: Given[] = [
      ['aws:rds/instance:Instance', { storageEncrypted: true }],
      ['aws:rds/instance:Instance', { replicateSourceDb: '${api/db.arn}' }],
      ['aws:efs/fileSystem:FileSystem', { encrypted: true }],
      ['aws:sqs/queue:Queue', { kmsMasterKeyId: '${shared/key.arn}' }],
      ['aws:sqs/queue:Queue', { sqsManagedSseEnabled: true }],
      ['aws:sns/topic:Topic', { kmsMasterKeyId: '[unknown]' }],
      ['aws:ec2/launchTemplate:LaunchTemplate', { blockDeviceMappings: [{ ebs: { encrypted: 'true' } }] }],
      ['aws:dynamodb/table:Table', {}],
    ];
    expect(found(encryptionAtRest, closed)).to.deep.equal([]);
  });

  it('PANKA-ENC-002 wants no plain HTTP but what sends to HTTPS', () => {
    const listener = (protocol: string, type: string): Given => [
      'aws:lb/listener:Listener',
      { protocol, defaultActions: [{ type }] },
    ];
    expect(found(encryptionInTransit, [listener('HTTP', 'forward')])).to.have.length(1);
    expect(found(encryptionInTransit, [listener('HTTP', 'redirect'), listener('HTTPS', 'forward')])).to.deep.equal([]);
    const security = { allowPlainHttp: true };
    expect(found(encryptionInTransit, [listener('HTTP', 'forward')], 'ALB', { security })).to.deep.equal([]);
    const distribution = (policy: string): Given => [
      'aws:cloudfront/distribution:Distribution',
      {
        defaultCacheBehavior: { viewerProtocolPolicy: 'redirect-to-https' },
        orderedCacheBehaviors: [{ viewerProtocolPolicy: policy }],
      },
    ];
    expect(found(encryptionInTransit, [distribution('allow-all')])).to.have.length(1);
    expect(found(encryptionInTransit, [distribution('https-only')])).to.deep.equal([]);
    const cluster = (clientBroker: string): Given => [
      'aws:msk/cluster:Cluster',
      { encryptionInfo: { encryptionInTransit: { clientBroker } } },
    ];
    expect(found(encryptionInTransit, [cluster('TLS_PLAINTEXT')])).to.have.length(1);
    expect(found(encryptionInTransit, [cluster('TLS')])).to.deep.equal([]);
  });

  it('PANKA-PUB-001 wants no policy for everybody, and public access blocked', () => {
    const policy = (statement: JsonObject): Given => [
      'aws:s3/bucketPolicy:BucketPolicy',
      { policy: JSON.stringify({ Statement: [statement] }) },
    ];
    expect(found(publicBuckets, [policy({ Effect: 'Allow', Principal: '*' })])).to.have.length(1);
    expect(found(publicBuckets, [policy({ Effect: 'Allow', Principal: { AWS: ['*'] } })])).to.have.length(1);
    const condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    expect(
      found(publicBuckets, [
        policy({ Effect: 'Deny', Principal: '*' }),
        policy({ Effect: 'Allow', Principal: '*', Condition: condition }),
        policy({ Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' } }),
      ]),
    ).to.deep.equal([]);
    const blocks = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true };
    const block = (restrictPublicBuckets: boolean): Given => [
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      { ...blocks, restrictPublicBuckets },
    ];
    expect(found(publicBuckets, [block(false)])).to.have.length(1);
    expect(found(publicBuckets, [block(true)])).to.deep.equal([]);
  });

  it('PANKA-PUB-004 lets only load balancers be open, on 80 and 443', () => {
    const rule = (port: number, range = '0.0.0.0/0'): Given => [
      'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
      { fromPort: port, toPort: port, ipProtocol: 'tcp', cidrIpv4: range },
    ];
    expect(found(openIngress, [rule(443)], 'ALB')).to.deep.equal([]);
    expect(found(openIngress, [rule(22)], 'ALB')).to.have.length(1);
    expect(found(openIngress, [rule(443)], 'EC2Instance')[0]).to.include('port 443 of api/web');
    expect(found(openIngress, [rule(5432, '10.0.0.0/8')], 'RDS')).to.deep.equal([]);
    const six: Given = [
      'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule',
      { cidrIpv6: '::/0', ipProtocol: '-1' },
    ];
    expect(found(openIngress, [six], 'ALB')[0]).to.include('every port');
  });

  it('PANKA-REG-002 wants certificates of CloudFront where CloudFront takes them', () => {
    const certificate = (acmCertificateArn: string): Given => [
      'aws:cloudfront/distribution:Distribution',
      { viewerCertificate: { acmCertificateArn } },
    ];
    expect(found(certificateRegions, [certificate('arn:aws:acm:eu-west-1:1:certificate/x')])).to.have.length(1);
    const fine = [certificate('arn:aws:acm:us-east-1:1:certificate/x'), certificate('${web/cdn/certificate.arn}')];
    expect(found(certificateRegions, fine)).to.deep.equal([]);
  });

  it('PANKA-IAM-004, SEC-001, SEC-005 and LOG-001 look at roles, instances, secrets and log groups', () => {
    expect(found(permissionsBoundaries, [['aws:iam/role:Role', {}]])).to.have.length(1);
    expect(found(permissionsBoundaries, [['aws:iam/role:Role', { permissionsBoundary: 'arn:x' }]])).to.deep.equal([]);
    expect(found(instanceMetadata, [['aws:ec2/instance:Instance', {}]])).to.have.length(1);
    const strict = { metadataOptions: { httpTokens: 'required' } };
    expect(found(instanceMetadata, [['aws:ec2/launchTemplate:LaunchTemplate', strict]])).to.deep.equal([]);
    const secret: Given = ['aws:secretsmanager/secret:Secret', {}];
    const rotation: Given = ['aws:secretsmanager/secretRotation:SecretRotation', { secretId: '${api/web/0.id}' }];
    expect(found(secretRotation, [secret])).to.have.length(1);
    expect(found(secretRotation, [secret, rotation])).to.deep.equal([]);
    expect(found(accessLogs, [['aws:cloudwatch/logGroup:LogGroup', {}]])).to.have.length(1);
    expect(found(accessLogs, [['aws:cloudwatch/logGroup:LogGroup', { retentionInDays: 30 }]])).to.deep.equal([]);
  });
});
