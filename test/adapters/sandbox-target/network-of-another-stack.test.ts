import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { failureOf } from '../../helpers/failure-of.js';
import { componentIn, networkOf, SandboxProject, stackOf } from './sandbox-project.js';

const FUNCTION = 'aws:lambda/function:Function';
const inVpc = {
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  code: { zipFile: 'exports.handler = async () => 1' },
  vpc: { enabled: true },
};
const platform = stackOf(
  'platform',
  networkOf('platform', { vpc: { mode: 'create', cidr: '10.40.0.0/16' } }),
  componentIn('platform', 'Lambda', 'owner', inVpc),
);
const shop = (stack: JsonObject | string = 'platform') =>
  stackOf('shop', networkOf('shop', { vpc: { mode: 'stack', stack } }), componentIn('shop', 'Lambda', 'guest', inVpc));

describe('the network of another stack', () => {
  let project: SandboxProject;
  beforeEach(() => {
    project = new SandboxProject();
  });
  afterEach(() => project.remove());

  it('is used as that stack has published it', async () => {
    expect((await project.apply(platform)).status).to.equal('succeeded');
    const { status, errors } = await project.apply(shop());
    expect(status, JSON.stringify(errors)).to.equal('succeeded');
    expect(project.cloud('aws:ec2/vpc:Vpc')).to.have.length(1);
    const [one, two] = project.cloud(FUNCTION).map(({ inputs }) => (inputs.vpcConfig as JsonObject).subnetIds);
    expect(one).to.have.length(2).and.to.deep.equal(two);
    const groups = project.cloud('aws:ec2/securityGroup:SecurityGroup').map(({ inputs }) => inputs.vpcId);
    expect(new Set(groups)).to.deep.equal(new Set([project.cloud('aws:ec2/vpc:Vpc')[0]?.id]));
    expect((await project.apply(shop())).status).to.equal('nothing-to-do');
  });

  it('is that of the environment which is named', async () => {
    await project.apply(platform);
    const failure = await failureOf(project.apply(shop({ stack: 'platform', environment: 'production' })));
    expect(failure.message).to.include("stack 'platform' in 'production', which has not published one");
  });

  it('is missed before anything is made, where that stack was never deployed', async () => {
    const failure = await failureOf(project.apply(shop()));
    expect(failure).to.have.property('code', 'OtherStackMissing');
    expect(failure.message).to.include("takes the network of stack 'platform' in 'development'");
    expect(project.cloud(FUNCTION)).to.deep.equal([]);
  });
});
