import { expect } from 'chai';
import { CloudWatchAlarms } from '../../../src/adapters/aws-shared/alarms.js';
import { HashedNames } from '../../../src/adapters/aws-shared/names.js';
import type { StackFacts } from '../../../src/adapters/aws-shared/stack-facts.js';
import { PankaTags } from '../../../src/adapters/aws-shared/tags.js';
import type { AlarmRequest, CommonSpec } from '../../../src/sdk/index.js';
import { runProgram } from './declared-program.js';
import { component, contextOf, facts } from './test-stack.js';

const CPU: AlarmRequest = {
  id: 'cpu',
  description: 'too busy',
  namespace: 'AWS/ECS',
  metric: 'CPUUtilization',
  dimensions: { ServiceName: 'web' },
  comparison: 'GreaterThanThreshold',
  threshold: 85,
  period: 60,
  periods: 5,
};
const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:alarms';
const PROD = facts({ environmentClass: 'production' });

function declared(about: StackFacts, alarms: CommonSpec['alarms'], requests: readonly AlarmRequest[] = [CPU]) {
  const subject = component('api/web', alarms === undefined ? {} : { spec: { alarms } as never });
  const services = { names: new HashedNames(about), tags: new PankaTags(about) };
  const service = new CloudWatchAlarms(about, services, TOPIC);
  return runProgram(() => service.declare(subject, contextOf(subject), requests));
}

describe('alarms', () => {
  it('are on in production and tell the topic of the stack', async () => {
    const program = await declared(PROD, undefined);
    expect(program.named('api/web/alarm-cpu').inputs).to.deep.include({
      metricName: 'CPUUtilization',
      statistic: 'Average',
      threshold: 85,
      evaluationPeriods: 5,
      period: 60,
      treatMissingData: 'missing',
      alarmActions: [TOPIC],
      okActions: [TOPIC],
    });
    expect(program.result).to.have.all.keys('cpu');
  });

  it('are off elsewhere, unless Observability or the component turns them on', async () => {
    expect((await declared(facts(), undefined)).resources).to.deep.equal([]);
    expect((await declared(facts(), { enabled: true })).resources).to.have.length(1);
    const on = facts({ infra: { observability: { alarms: { enabled: true } } } });
    expect((await declared(on, undefined)).resources).to.have.length(1);
    expect((await declared(on, { enabled: false })).resources).to.deep.equal([]);
  });

  it('takes the threshold of Observability, and the override of the component before that', async () => {
    const own = facts({
      environmentClass: 'production',
      infra: { observability: { alarms: { defaults: { cpu: 70 } } } },
    });
    expect((await declared(own, undefined)).named('api/web/alarm-cpu').inputs).to.include({ threshold: 70 });
    const overridden = await declared(own, { overrides: { cpu: { threshold: 50, periods: 2 } } });
    expect(overridden.named('api/web/alarm-cpu').inputs).to.include({ threshold: 50, evaluationPeriods: 2 });
    expect((await declared(own, { overrides: { cpu: false } })).resources).to.deep.equal([]);
  });

  it('says whether one is on, for what is no alarm itself', () => {
    const on = (alarms: CommonSpec['alarms'], about = PROD) => {
      const service = new CloudWatchAlarms(about, { names: new HashedNames(about), tags: new PankaTags(about) }, TOPIC);
      return service.isOn(component('api/web', { spec: { alarms } as never }), 'failed-run');
    };
    expect(on({})).to.equal(true);
    expect(on({ overrides: { 'failed-run': false } })).to.equal(false);
    expect(on({}, facts())).to.equal(false);
  });

  it('passes metric math on without a metric of its own', async () => {
    const queries = [{ id: 'e1', expression: 'm1/m2', returnData: true }];
    const { metric: _, dimensions: __, ...math } = CPU;
    const { inputs } = (await declared(PROD, undefined, [{ ...math, metricQueries: queries }])).named(
      'api/web/alarm-cpu',
    );
    expect(inputs['metricQueries']).to.deep.equal(queries);
    expect(inputs).not.to.have.any.keys('namespace', 'period', 'statistic');
  });

  it('cannot tell the topic from another region, but takes other actions', async () => {
    const far = { ...CPU, id: 'far', region: 'us-east-1', actions: ['arn:aws:automate:us-east-1:ec2:recover'] };
    const { inputs } = (await declared(PROD, undefined, [far])).named('api/web/alarm-far');
    expect(inputs).to.deep.include({ region: 'us-east-1', alarmActions: far.actions });
    expect(inputs).not.to.have.property('okActions');
  });
});
