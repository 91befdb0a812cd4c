import { expect } from 'chai';
import { deploymentOf } from '../src/deployment.js';
import { timeoutMinutesOf } from '../src/rollout-steps.js';
import { autoscalingOf, given } from '../src/workload.js';

const cooldowns = { scaleInCooldown: 300, scaleOutCooldown: 60 };

describe('workload', () => {
  it('holds CPU at 70 % where nothing else says how to scale', () => {
    expect(autoscalingOf({ ...cooldowns, maxReplicas: 4 }, 2)).to.deep.equal({
      minReplicas: 2,
      maxReplicas: 4,
      targetCPUUtilization: 70,
      ...cooldowns,
      schedules: [],
    });
    const byMemory = autoscalingOf({ ...cooldowns, maxReplicas: 4, targetMemoryUtilization: 80 }, 2);
    expect(byMemory).to.include({ targetMemoryUtilization: 80 }).and.not.have.property('targetCPUUtilization');
    const byRequests = autoscalingOf({ ...cooldowns, maxReplicas: 4 }, 2, {
      requestsPerTarget: { value: 5, resourceLabel: 'label' },
    });
    expect(byRequests).not.to.have.property('targetCPUUtilization');
    const both = autoscalingOf(
      { ...cooldowns, maxReplicas: 4, targetCPUUtilization: 50, targetMemoryUtilization: 80 },
      2,
    );
    expect(both).to.include({ targetCPUUtilization: 50, targetMemoryUtilization: 80 });
  });

  it('does not scale where scaling is off', () => {
    expect(autoscalingOf(undefined, 2)).to.equal(undefined);
    expect(autoscalingOf({ ...cooldowns, enabled: false, maxReplicas: 4 }, 2)).to.equal(undefined);
  });

  it('leaves out what is not given, which a plan would show as a change', () => {
    expect(given('user', undefined)).to.deep.equal({});
    expect(given('user', 'app')).to.deep.equal({ user: 'app' });
  });

  it('rolls out as the manifest says', () => {
    const spec = {
      strategy: 'rolling' as const,
      minimumHealthyPercent: 100,
      maximumPercent: 200,
      circuitBreaker: true,
      timeoutMinutes: 15,
    };
    expect(deploymentOf(spec, ['alarm'])).to.deep.equal({ ...spec, rollbackAlarms: ['alarm'] });
  });

  it('gives a new version time to start beside the steps of its strategy', () => {
    const minutes = (strategy: Parameters<typeof timeoutMinutesOf>[0]['strategy']) => timeoutMinutesOf({ strategy });
    expect([minutes('rolling'), minutes('blueGreen'), minutes('canary'), minutes('linear')]).to.deep.equal([
      15, 20, 25, 29,
    ]);
    expect(timeoutMinutesOf({ strategy: 'linear', timeoutMinutes: 60 })).to.equal(60);
  });
});
