import { expect } from 'chai';
import { rollingRules } from '../src/rollout-rules.js';
import { stopTimeoutRules } from '../src/stop-timeout-rules.js';
import { told } from './component.js';

const rules = (minimumHealthyPercent: number, maximumPercent: number, tasks: number) =>
  told(rollingRules({ strategy: 'rolling', circuitBreaker: true, minimumHealthyPercent, maximumPercent }, tasks));

describe('rolling deployments', () => {
  it('need room for a new task, or leave to end an old one, as ECS rounds', () => {
    expect(rules(100, 200, 1)).to.deep.equal([]);
    expect(rules(0, 100, 1)).to.deep.equal([]);
    expect(rules(100, 150, 2)).to.deep.equal([]);
    expect(rules(50, 100, 2)).to.deep.equal([]);
    expect(rules(100, 100, 3)).to.deep.equal([
      'PANKA-ECS-029 minimumHealthyPercent 100 and maximumPercent 100 let no deployment begin: of 3 tasks 3 must stay up and 3 may run',
    ]);
    expect(rules(100, 150, 1)).to.deep.equal([
      'PANKA-ECS-029 minimumHealthyPercent 100 and maximumPercent 150 let no deployment begin: of 1 task 1 must stay up and 1 may run',
    ]);
    expect(rules(50, 100, 1)).to.have.length(1);
  });

  it('are begun for at least one task where none may run', () => {
    expect(rules(100, 100, 0)).to.have.length(1);
    expect(rules(100, 200, 0)).to.deep.equal([]);
  });
});

describe('seconds to stop', () => {
  it('are two at least on Fargate', () => {
    expect(told(stopTimeoutRules('stopTimeoutSeconds', 1, 'fargate'))).to.deep.equal([
      'PANKA-ECS-031 stopTimeoutSeconds 1 is less than the 2 s that Fargate gives at least',
    ]);
    expect(stopTimeoutRules('stopTimeoutSeconds', 2, 'fargate')).to.deep.equal([]);
    expect(stopTimeoutRules('stopTimeoutSeconds', 0, 'eks')).to.deep.equal([]);
  });
});
