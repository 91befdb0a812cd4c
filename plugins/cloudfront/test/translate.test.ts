import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ComponentOf, JsonObject, PolicyStatement, ProvidedComponent, Services } from 'panka/sdk';
import { componentOf, type Written } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { type Given, granted, resolve, type Translated, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const DISTRIBUTION = 'aws:cloudfront/distribution:Distribution';
const CONTROL = 'aws:cloudfront/originAccessControl:OriginAccessControl';
const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';
const PREFIX_LIST = { 'aws:ec2/getManagedPrefixList:getManagedPrefixList': { id: 'pl-1' } };

function target(
  component: ComponentOf,
  outputs: Readonly<Record<string, unknown>>,
  provides: ProvidedComponent['provides'] = {},
): ProvidedComponent {
  const values = Object.entries(outputs).map(([name, value]) => [name, pulumi.output(value)] as const);
  return { component, provides, outputs: Object.fromEntries(values) };
}

const bucket = target(stranger('api/site', 'S3'), {
  bucketRegionalDomainName: 'site.s3.eu-west-1.amazonaws.com',
  bucketArn: 'arn:site',
});
const tls = { certificate: { domain: 'in.example.com' }, domain: { names: ['in.example.com'] } };
const open = target(stranger('api/public', 'ALB', { ...tls, listeners: { httpPort: 80, httpsPort: 8443 } }), {
  dnsName: 'public.elb',
});
const plain = target(stranger('api/plain', 'ALB', { scheme: 'internet-facing' }), { dnsName: 'plain.elb' });
const internal = target(
  stranger('api/internal', 'ALB', { ...tls, scheme: 'internal' }),
  { dnsName: 'internal.elb', loadBalancerArn: 'arn:internal' },
  { network: { securityGroupId: 'sg-internal', ports: [] } },
);
const api = target(stranger('api/edge', 'APIGateway', { stage: 'main' }), {
  url: 'https://a1.execute-api.eu-west-1.amazonaws.com/main',
});
const named = target(stranger('api/named', 'APIGateway', { domain: { basePath: 'v1' }, stage: 'main' }), {
  url: 'https://api.example.com/v1',
});
const all = [bucket, open, plain, internal, api, named];

async function made(spec: JsonObject, also: Written = {}, given: Given = {}): Promise<Translated> {
  const whole = { defaultBehavior: 'one', ...spec };
  const references = (kind.references?.(componentOf(kind, whole).spec) ?? []).map((one) => {
    const { component } = all.find((t) => t.component.name === one.component)!;
    return reference(component.address, component.kind, { path: one.path, edge: one.edge, reason: one.reason });
  });
  return translate(kind, componentOf(kind, whole, { ...also, references }), {
    provided: Object.fromEntries(all.map((t) => [t.component.address, t])),
    lookups: PREFIX_LIST,
    ...given,
  });
}

const origin = (component: string, more: JsonObject = {}) => ({ origins: [{ name: 'one', component, ...more }] });
const distribution = (cdn: Translated) => cdn.of(DISTRIBUTION)[0]?.inputs as JsonObject;
const firstOrigin = (cdn: Translated) => (distribution(cdn).origins as readonly JsonObject[])[0] as JsonObject;

describe('CloudFront translation', () => {
  it('signs requests to a bucket, whose policy lets this distribution alone read', async () => {
    const cdn = await made(origin('site', { path: '/current' }));
    expect(firstOrigin(cdn)).to.deep.equal({
      originId: 'one',
      domainName: 'site.s3.eu-west-1.amazonaws.com',
      originAccessControlId: 'api/thing/access-control-id',
      originPath: '/current',
    });
    expect(cdn.of(CONTROL)[0]?.inputs).to.include({ signingBehavior: 'always', signingProtocol: 'sigv4' });
    const [contribution] = cdn.contributed;
    expect(contribution).to.include({ to: 'api/site', type: 'bucket-policy' });
    const statement = (await resolve(pulumi.output(contribution?.value))) as PolicyStatement;
    expect(statement).to.deep.equal({
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['s3:GetObject'],
      Resource: 'arn:site/current/*',
      Condition: { StringEquals: { 'AWS:SourceArn': 'api/thing.arn' } },
    });
  });

  it('has one access control for all its buckets, and asks a bucket for a path once', async () => {
    const origins = ['one', 'two'].map((name) => ({ name, component: 'site' }));
    const cdn = await made({ origins });
    expect(cdn.of(CONTROL)).to.have.length(1);
    expect(cdn.contributed).to.have.length(1);
  });

  it('asks a load balancer by the name in its certificate, and one without over HTTP', async () => {
    expect(firstOrigin(await made(origin('public'))).customOriginConfig).to.deep.include({
      originProtocolPolicy: 'https-only',
      httpsPort: 8443,
      originReadTimeout: 30,
    });
    expect(firstOrigin(await made(origin('public'))).domainName).to.equal('in.example.com');
    const http = firstOrigin(await made(origin('plain')));
    expect(http.domainName).to.equal('plain.elb');
    expect(http.customOriginConfig).to.deep.include({ originProtocolPolicy: 'http-only' });
  });

  it('goes into the VPC to an internal load balancer, which lets CloudFront in', async () => {
    const allowed: unknown[] = [];
    const securityGroups = {
      allow: (_: unknown, rule: { group: unknown; port: number; from: unknown }) => {
        allowed.push({ group: rule.group, port: rule.port, from: Object.keys(rule.from as object) });
        return undefined;
      },
    } as unknown as Services['securityGroups'];
    const cdn = await made(origin('internal'), {}, { services: { securityGroups } });
    expect(allowed).to.deep.equal([{ group: 'sg-internal', port: 443, from: ['prefixListId'] }]);
    expect(firstOrigin(cdn)).to.deep.include({
      domainName: 'in.example.com',
      vpcOriginConfig: { vpcOriginId: 'api/thing/origin/one-id', originReadTimeout: 30, originKeepaliveTimeout: 5 },
    });
    expect(firstOrigin(cdn)).not.to.have.property('customOriginConfig');
    const [vpcOrigin] = cdn.of('aws:cloudfront/vpcOrigin:VpcOrigin');
    expect(vpcOrigin?.inputs.vpcOriginEndpointConfig).to.deep.include({
      arn: 'arn:internal',
      originProtocolPolicy: 'https-only',
    });
  });

  it('finds an API at its stage or under its base path', async () => {
    expect(firstOrigin(await made(origin('edge', { path: '/x' })))).to.include({
      domainName: 'a1.execute-api.eu-west-1.amazonaws.com',
      originPath: '/main/x',
    });
    expect(firstOrigin(await made(origin('named')))).to.include({ domainName: 'api.example.com', originPath: '/v1' });
  });

  it('keeps files and not what depends on who asks, and passes on what the origin needs', async () => {
    const behaviorOf = async (component: string) => distribution(await made(origin(component))).defaultCacheBehavior;
    expect(await behaviorOf('site'))
      .to.include({
        cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
        responseHeadersPolicyId: '67f7725c-6f97-4210-82d7-5512b31e9d03',
        viewerProtocolPolicy: 'redirect-to-https',
      })
      .and.not.have.property('originRequestPolicyId');
    expect(await behaviorOf('edge')).to.include({
      cachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      originRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    });
  });

  it('takes certificates of us-east-1, and makes them there', async () => {
    const option = { domainName: 'www.example.com', resourceRecordName: '_p', resourceRecordType: 'CNAME' };
    const cdn = await made(
      {
        ...origin('site'),
        aliases: ['www.example.com'],
        certificate: { domain: 'www.example.com', zone: 'Z0123456789' },
      },
      {},
      {
        computed: {
          'aws:acm/certificate:Certificate': { domainValidationOptions: [{ ...option, resourceRecordValue: '_v' }] },
        },
      },
    );
    for (const type of ['certificate:Certificate', 'certificateValidation:CertificateValidation'])
      expect(cdn.of(`aws:acm/${type}`)[0]?.inputs.region).to.equal('us-east-1');
    expect(distribution(cdn).viewerCertificate).to.include({
      sslSupportMethod: 'sni-only',
      minimumProtocolVersion: 'TLSv1.2_2021',
    });
    const records = cdn.of('aws:route53/record:Record').filter((r) => r.inputs.name === 'www.example.com');
    expect(records.map((r) => r.inputs.type)).to.have.members(['A', 'AAAA']);
    expect(distribution(cdn).isIpv6Enabled).to.equal(true);
    expect(cdn.outputs.url).to.equal('https://www.example.com');
  });

  it('makes records only where it knows the zone', async () => {
    const cdn = { ...origin('site'), aliases: ['www.example.com'], certificate: ARN };
    expect((await made(cdn)).of('aws:route53/record:Record')).to.deep.equal([]);
    expect((await made({ ...cdn, zone: 'Z0123456789' })).of('aws:route53/record:Record')).to.have.length(2);
  });

  it('answers the application for what is not there, if it routes in the browser', async () => {
    expect(distribution(await made({ ...origin('site'), spa: true })).customErrorResponses).to.deep.equal(
      [403, 404].map((errorCode) => ({
        errorCode,
        responseCode: 200,
        responsePagePath: '/index.html',
        errorCachingMinTtl: 10,
      })),
    );
    expect(distribution(await made(origin('site')))).not.to.have.property('customErrorResponses');
  });

  it('answers index.html of a bucket for /, and asks other origins', async () => {
    expect(distribution(await made(origin('site')))).to.include({ defaultRootObject: 'index.html' });
    expect(distribution(await made(origin('public')))).not.to.have.property('defaultRootObject');
    const chosen = await made({ ...origin('public'), defaultRootObject: 'home' });
    expect(distribution(chosen)).to.include({ defaultRootObject: 'home' });
  });

  it('has its logs delivered from us-east-1 to the bucket of the stack', async () => {
    const logsBucket = { name: 'logs', arn: 'arn:aws:s3:::logs', ready: [] };
    const cdn = await made(origin('site'), { environmentClass: 'production' }, { services: { logsBucket } });
    for (const type of ['Source', 'Destination', ''])
      expect(cdn.of(`aws:cloudwatch/logDelivery${type}:LogDelivery${type}`)[0]?.inputs.region).to.equal('us-east-1');
    expect(
      cdn.of('aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination')[0]?.inputs
        .deliveryDestinationConfiguration,
    ).to.deep.equal({ destinationResourceArn: 'arn:aws:s3:::logs' });
  });

  it('lets only admins make it forget', async () => {
    const cdn = await made(origin('site'));
    expect(await granted(cdn, 'connect')).to.deep.equal([]);
    expect(await granted(cdn, 'admin')).to.deep.equal([
      {
        Effect: 'Allow',
        Action: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation', 'cloudfront:GetDistribution'],
        Resource: 'api/thing.arn',
      },
    ]);
    expect(cdn.alarms).to.deep.equal(['5xx', '4xx']);
  });
});
