import { expect } from 'chai';
import { deploymentProblems } from '../../../src/core/engine/deployment-integrity.js';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { partOf, withNeighbours } from '../../../src/core/execution/unit-deployment.js';

const ROOT = 'urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev';
const PROVIDER = 'urn:pulumi:dev::shop::pulumi:providers:aws::default';
const urn = (name: string) => `urn:pulumi:dev::shop::aws:sqs/queue:Queue::${name}`;
const root: ResourceV3 = { urn: ROOT, custom: false, type: 'pulumi:pulumi:Stack' };
const provider = (id: string): ResourceV3 => ({ urn: PROVIDER, custom: true, type: 'pulumi:providers:aws', id });

function resource(name: string, { id = 'p', needs = [] as string[] } = {}): ResourceV3 {
  return {
    ...{ urn: urn(name), custom: true, type: 'aws:sqs/queue:Queue', id: name, parent: ROOT },
    ...{ provider: `${PROVIDER}::${id}`, dependencies: needs.map(urn) },
  };
}

const deployment = (...resources: ResourceV3[]): DeploymentV3 => ({
  manifest: { time: '', magic: '', version: '' },
  resources,
});
const whole = deployment(
  root,
  provider('p'),
  resource('orders/incoming'),
  resource('api/handler', { needs: ['orders/incoming'] }),
);
const owns = (service: string) => (address: string) => address.startsWith(`${service}/`);
const urnsOf = ({ resources = [] }: DeploymentV3) => resources.map((one) => one.urn);

describe('the deployment of a unit', () => {
  it('is whole in itself: its resources, the root and their provider, and no reference to what others own', () => {
    const part = partOf(whole, owns('api'));
    expect(urnsOf(part)).to.deep.equal([ROOT, PROVIDER, urn('api/handler')]);
    expect(part.resources?.at(-1)?.dependencies).to.deep.equal([]);
    expect(deploymentProblems(part)).to.deep.equal([]);
  });

  it('is empty where the unit owns nothing', () => {
    expect(partOf(whole, owns('other'))).not.to.have.property('resources');
  });

  it('keeps the pending operations of its own resources', () => {
    const pending = { ...whole, pending_operations: [{ resource: resource('orders/new'), type: 'creating' as const }] };
    expect(partOf(pending, owns('orders')).pending_operations).to.have.length(1);
    expect(partOf(pending, owns('api'))).not.to.have.property('pending_operations');
  });

  it('comes first, with what it needs of others behind it, once each and under one provider', () => {
    const own = deployment(root, provider('mine'), resource('api/handler', { id: 'mine' }));
    const joined = withNeighbours(own, [partOf(whole, owns('orders'))]);
    expect(urnsOf(joined!)).to.deep.equal([ROOT, PROVIDER, urn('api/handler'), urn('orders/incoming')]);
    expect(joined?.resources?.at(-1)?.provider).to.equal(`${PROVIDER}::mine`);
    expect(deploymentProblems(joined!)).to.deep.equal([]);
  });

  it('is made of the neighbours alone while the unit has nothing, and of itself where it has none', () => {
    expect(urnsOf(withNeighbours(undefined, [whole])!)).to.deep.equal(urnsOf(whole));
    expect(withNeighbours(whole, [])).to.equal(whole);
    expect(withNeighbours(undefined, [])).to.equal(undefined);
  });

  it('can be taken apart and put together again', () => {
    const parts = [partOf(whole, owns('orders')), partOf(whole, owns('api'))];
    const joined = withNeighbours(parts[0], parts.slice(1));
    expect(urnsOf(joined!).sort()).to.deep.equal(urnsOf(whole).sort());
  });
});
