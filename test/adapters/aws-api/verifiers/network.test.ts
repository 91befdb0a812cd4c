import { expect } from 'chai';
import alb from '../../../../plugins/alb/src/index.js';
import apigateway from '../../../../plugins/apigateway/src/index.js';
import cloudfront from '../../../../plugins/cloudfront/src/index.js';
import nlb from '../../../../plugins/nlb/src/index.js';
import type { JsonObject } from '../../../../src/sdk/json.js';
import { onMoto, resource, wrongIn } from './on-moto.js';

const CERTIFICATE = 'aws:acm/certificate:Certificate';

onMoto('what traffic comes through', ({ call, verify }) => {
  const subnets = async () => {
    const { Subnets } = await call('ec2:DescribeSubnets');
    return (Subnets as { SubnetId: string }[]).slice(0, 2).map(({ SubnetId }) => SubnetId);
  };
  const balancer = async (Name: string, Type: string) => {
    const { LoadBalancers } = await call('elasticloadbalancing:CreateLoadBalancer', {
      Name,
      Type,
      Subnets: await subnets(),
    });
    const [made] = LoadBalancers as { LoadBalancerArn: string }[];
    return String(made?.LoadBalancerArn);
  };

  it('ALB want it active, and its certificate issued', async () => {
    const loadBalancerArn = await balancer('panka-alb', 'application');
    const { CertificateArn } = await call('acm:RequestCertificate', {
      DomainName: 'shop.example.com',
      ValidationMethod: 'DNS',
    });
    const look = (arn: string) =>
      verify(
        alb,
        { certificate: { domain: 'shop.example.com', zone: 'example.com' }, routes: [{ name: 'api', target: 'api' }] },
        {
          outputs: { loadBalancerArn: arn },
          resources: [resource(CERTIFICATE, { arn: CertificateArn ?? null, domainName: 'shop.example.com' })],
        },
      );
    const seen = await look(loadBalancerArn);
    expect(seen.status).to.equal('pending');
    expect(seen.checks[0]?.ok).to.equal(true);
    expect(wrongIn(seen)[0]).to.include('PANKA-ALB-003 the certificate of shop.example.com is PENDING_VALIDATION');
    const gone = await look(loadBalancerArn.replace('panka-alb', 'gone'));
    expect(wrongIn(gone)[0]).to.match(/^elasticloadbalancing:DescribeLoadBalancers: LoadBalancerNotFoundException/);
  });

  it('NLB want it active', async () => {
    const loadBalancerArn = await balancer('panka-nlb', 'network');
    const spec = { listeners: [{ port: 80, protocol: 'TCP', target: { component: 'api' } }] };
    const look = (arn: string) => verify(nlb, spec, { outputs: { loadBalancerArn: arn } });
    expect(await look(loadBalancerArn)).to.deep.include({ status: 'healthy' });
    const gone = await look(loadBalancerArn.replace('panka-nlb', 'gone'));
    expect(wrongIn(gone)[0]).to.match(/^elasticloadbalancing:DescribeLoadBalancers: LoadBalancerNotFoundException/);
  });

  it('CloudFront want the distribution everywhere, and forget what locations kept', async () => {
    const { Distribution } = await call('cloudfront:CreateDistribution', { DistributionConfig: distribution });
    const { Id } = Distribution as { Id: string };
    const spec = { origins: [{ name: 'one', domain: 'a.example.com' }], defaultBehavior: 'one', invalidate: ['/*'] };
    const look = (distributionId: string) => verify(cloudfront, spec, { outputs: { distributionId } });
    const seen = await look(Id);
    expect(seen.status).to.equal('healthy');
    expect(seen.checks).to.have.length(2);
    const { InvalidationList } = await call('cloudfront:ListInvalidations', { DistributionId: Id });
    expect((InvalidationList as JsonObject).Items).to.have.length(1);
    expect(wrongIn(await look('E0'))[0]).to.match(/^cloudfront:GetDistribution: NoSuchDistribution/);
  });

  it('APIGateway want a stage, and its name with its certificate', async () => {
    const { ApiId = null } = await call('apigatewayv2:CreateApi', { Name: 'panka', ProtocolType: 'HTTP' });
    const look = (routes: readonly JsonObject[], domain?: JsonObject) =>
      verify(apigateway, { routes, ...(domain && { domain }) }, { outputs: { apiId: ApiId } });
    expect(wrongIn(await look([]))[0]).to.match(/^apigatewayv2:GetStage: NotFoundException/);
    await call('apigatewayv2:CreateStage', { ApiId, StageName: '$default', AutoDeploy: true });
    expect(await look([])).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look([{ route: 'GET /', target: 'fn' }]))).to.deep.equal(['nothing is deployed yet']);
    const domain = {
      name: 'api.example.com',
      certificate: { arn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' },
    };
    expect(wrongIn(await look([], domain))[0]).to.match(/^apigatewayv2:GetDomainName: NotFoundException/);
    await call('apigatewayv2:CreateDomainName', {
      DomainName: domain.name,
      DomainNameConfigurations: [{ CertificateArn: domain.certificate.arn, DomainNameStatus: 'AVAILABLE' }],
    });
    expect(await look([], domain)).to.deep.include({ status: 'healthy' });
  });
});

const distribution = {
  CallerReference: 'one',
  Comment: '',
  Enabled: true,
  Origins: {
    Quantity: 1,
    Items: [
      {
        Id: 'one',
        DomainName: 'a.example.com',
        CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
      },
    ],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 'one',
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  },
};
