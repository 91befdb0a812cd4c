import { expect } from 'chai';
import type { DeployedWorkload } from 'panka/sdk';
import { fewestTasks, serviceAlarms } from '../src/service-alarms.js';

const alarms = (leastTasks: number, hasInsights = true) =>
  serviceAlarms('api/web', { serviceName: 'web' } as unknown as DeployedWorkload, {
    cluster: { name: 'shop', hasInsights },
    leastTasks,
  });

describe('alarms of services on ECS', () => {
  it('ring where no task is counted any more', () => {
    const running = alarms(2).find(({ id }) => id === 'running');
    expect(running).to.include({ threshold: 2, missingData: 'breaching', comparison: 'LessThanThreshold' });
  });

  it('do not count tasks where none may run, or nobody counts them', () => {
    expect(alarms(0).map(({ id }) => id)).to.deep.equal(['cpu', 'memory']);
    expect(alarms(2, false).map(({ id }) => id)).to.deep.equal(['cpu', 'memory']);
  });

  it('go by the lowest limit that the clock sets', () => {
    expect(fewestTasks(3)).to.equal(3);
    expect(fewestTasks(3, [{ min: 5 }, { min: 0 }])).to.equal(0);
  });
});
