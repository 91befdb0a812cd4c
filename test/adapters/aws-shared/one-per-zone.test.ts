import { expect } from 'chai';
import { onePerZone } from '../../../src/adapters/aws-shared/one-per-zone.js';

const placed = (zones: Readonly<Record<string, string>>) =>
  Object.entries(zones).map(([id, availabilityZone]) => ({ id, availabilityZone }));
const USUAL = { zones: ['eu-west-1a', 'eu-west-1b'], zonesAreNamed: false };

describe('subnets that are looked up', () => {
  it('are the first of each zone, whatever the zones are called and in whatever order AWS tells them', () => {
    const found = placed({
      'subnet-3': 'eu-west-1c',
      'subnet-1': 'eu-west-1c',
      'subnet-2': 'eu-west-1c',
      'subnet-4': 'eu-west-1d',
    });
    expect(onePerZone(found, USUAL, 'data')).to.deep.equal(['subnet-1', 'subnet-4']);
    expect(onePerZone([...found].reverse(), USUAL, 'data')).to.deep.equal(['subnet-1', 'subnet-4']);
  });

  it('are as many as Networking wants zones', () => {
    const found = placed({ 'subnet-1': 'eu-west-1a', 'subnet-2': 'eu-west-1b', 'subnet-3': 'eu-west-1c' });
    expect(onePerZone(found, USUAL, 'data')).to.deep.equal(['subnet-1', 'subnet-2']);
    expect(onePerZone(found, { ...USUAL, zones: ['x', 'y', 'z'] }, 'data')).to.have.length(3);
  });

  it('are those of the zones that InfraDefaults names', () => {
    const found = placed({ 'subnet-1': 'eu-west-1c', 'subnet-2': 'eu-west-1b', 'subnet-3': 'eu-west-1a' });
    expect(onePerZone(found, { ...USUAL, zonesAreNamed: true }, 'data')).to.deep.equal(['subnet-2', 'subnet-3']);
  });

  it('are refused where they are in fewer zones', () => {
    const found = placed({ 'subnet-1': 'eu-west-1a', 'subnet-2': 'eu-west-1a' });
    expect(() => onePerZone(found, USUAL, 'data'))
      .to.throw("the 'data' subnets of the stack's VPC are in 'eu-west-1a'; one is wanted in each of 2 zones")
      .with.property('code', 'ZonesMissing');
    expect(() => onePerZone(found, { ...USUAL, zonesAreNamed: true }, 'data')).to.throw(
      'each of eu-west-1a, eu-west-1b',
    );
    expect(() => onePerZone([], USUAL, 'data')).to.throw("has no 'data' subnets");
  });
});
