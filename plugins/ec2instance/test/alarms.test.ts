import { expect } from 'chai';
import { componentOf } from '../../common/test/component.js';
import { instanceAlarms } from '../src/alarms.js';
import kind from '../src/index.js';
import Verifier from '../src/verify.js';

const identity = { partition: 'aws', region: 'us-east-1', accountId: '123456789012' };

function credits(instanceType: string) {
  const { spec, address } = componentOf(kind, { instanceType });
  return instanceAlarms({ spec, address, identity }, ['i-1']).find(({ id }) => id === 'credits');
}

describe('CPU credits of an instance', () => {
  it('run out on t2, and are paid for beyond that on later families, which begin with none', () => {
    expect(credits('t2.small')).to.include({ metric: 'CPUCreditBalance', comparison: 'LessThanThreshold' });
    expect(credits('t4g.small')).to.include({ metric: 'CPUSurplusCreditsCharged', threshold: 0 });
    expect(credits('m7g.large')).to.equal(undefined);
  });
});

describe('the verification of instances', () => {
  it('waits as long as a refresh of the whole group may take', () => {
    const limit = (spec: Parameters<typeof componentOf>[1]) =>
      new Verifier().limitSeconds(componentOf(kind, { instanceType: 't4g.small', ...spec }).spec);
    expect(limit({})).to.equal(600);
    expect(limit({ autoscaling: { min: 2, max: 6 } })).to.equal(600 + 6 * 480);
  });
});
