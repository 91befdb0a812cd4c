import { expect } from 'chai';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const API = 'aws:apigatewayv2/api:Api';
const STAGE = 'aws:apigatewayv2/stage:Stage';
const ROUTE = 'aws:apigatewayv2/route:Route';
const INTEGRATION = 'aws:apigatewayv2/integration:Integration';
const DOMAIN = 'aws:apigatewayv2/domainName:DomainName';

async function withApi() {
  const cloud = await TinyCloud.of(kind);
  const api = cloud.create(API, { name: 'a', protocolType: 'HTTP' });
  const integration = cloud.create(INTEGRATION, { apiId: api.id, integrationType: 'AWS_PROXY' });
  return { cloud, api, integration };
}

describe('APIs in the sandbox', () => {
  it('are made anew for another protocol, their links for other subnets', async () => {
    const { models } = (await kind.sandbox()).default;
    const replaces = (type: string) => models.find((model) => model.type === type)?.replaces;
    expect(replaces(API)).to.deep.equal(['protocolType']);
    expect(replaces(STAGE)).to.deep.equal(['name', 'apiId']);
    expect(replaces('aws:apigatewayv2/vpcLink:VpcLink')).to.deep.equal(['subnetIds', 'securityGroupIds']);
  });

  it('refuse what AWS refuses', async () => {
    const { cloud, api, integration } = await withApi();
    const route = (more: object) => cloud.create(ROUTE, { apiId: api.id, routeKey: 'GET /', ...more });
    expect(() => cloud.create(API, { protocolType: 'WEBSOCKET' })).to.throw('RouteSelectionExpression is required');
    expect(() => route({ target: 'integrations/none' })).to.throw('Invalid integration identifier');
    expect(() => route({ authorizationType: 'JWT' })).to.throw('Invalid authorizer ID');
    expect(() => cloud.create(STAGE, { apiId: 'gone', name: '$default' })).to.throw('Invalid API identifier');
    expect(() => cloud.create(INTEGRATION, { apiId: api.id, integrationSubtype: 'SQS-SendMessage' })).to.throw(
      'need credentialsArn',
    );
    route({ target: `integrations/${integration.id}` });
    expect(() => cloud.delete(integration)).to.throw('while Route');
  });
});

describe('APIGateway verification', () => {
  const component = componentOf(kind, { routes: [{ route: 'GET /', target: 'fn' }] });

  it('wants a stage that AWS could deploy', async () => {
    const { cloud, api } = await withApi();
    const verify = () => cloud.verify(kind, component, { apiId: api.id });
    expect((await verify()).checks[0]?.detail).to.include('NotFoundException');
    const stage = cloud.create(STAGE, { apiId: api.id, name: '$default', autoDeploy: true });
    expect((await verify()).checks[0]?.detail).to.include('At least one route is required');
    expect((await verify()).status).to.equal('failed');
    cloud.create(ROUTE, { apiId: api.id, routeKey: 'GET /' });
    expect((await verify()).status).to.equal('healthy');
    cloud.edit(stage, { lastDeploymentStatusMessage: 'Deployment attempt failed: no such integration' });
    expect((await verify()).status).to.equal('failed');
  });

  it('does not wait for routes that functions add later', async () => {
    const { cloud, api } = await withApi();
    cloud.create(STAGE, { apiId: api.id, name: '$default' });
    const found = await cloud.verify(kind, componentOf(kind, { routes: [] }), { apiId: api.id });
    expect(found.status).to.equal('healthy');
  });

  it('waits for the name and its certificate', async () => {
    const { cloud, api } = await withApi();
    cloud.create(STAGE, { apiId: api.id, name: '$default' });
    cloud.create(ROUTE, { apiId: api.id, routeKey: 'GET /' });
    const domain = { name: 'api.example.com', certificate: { domain: 'api.example.com', zone: 'example.com' } };
    const named = componentOf(kind, { routes: [{ route: 'GET /', target: 'fn' }], domain });
    const verify = () => cloud.verify(kind, named, { apiId: api.id });
    expect((await verify()).status).to.equal('pending');
    const made = cloud.create(DOMAIN, { domainName: 'api.example.com', domainNameConfiguration: {} });
    expect((await verify()).status).to.equal('healthy');
    cloud.edit(made, { domainNameConfiguration: { status: 'UPDATING' } });
    const found = await verify();
    expect(found.status).to.equal('pending');
    expect(found.checks[1]?.detail).to.equal('api.example.com is UPDATING');
  });
});
