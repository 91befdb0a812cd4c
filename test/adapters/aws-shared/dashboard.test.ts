import { expect } from 'chai';
import { declareSharedStack } from '../../../src/adapters/aws-shared/shared-stack.js';
import type { StackFacts } from '../../../src/adapters/aws-shared/stack-facts.js';
import type { AlarmRequest } from '../../../src/sdk/index.js';
import { runProgram } from './declared-program.js';
import { component, contextOf, facts } from './test-stack.js';

const CPU: AlarmRequest = {
  id: 'cpu',
  description: 'too busy',
  namespace: 'AWS/ECS',
  metric: 'CPUUtilization',
  dimensions: { ServiceName: 'web', ClusterName: 'shop' },
  comparison: 'GreaterThanThreshold',
  threshold: 85,
  period: 60,
  periods: 5,
};
const SHARE: AlarmRequest = {
  ...CPU,
  id: 'errors',
  region: 'us-east-1',
  metricQueries: [
    { id: 'share', expression: '100 * bad / 2', label: 'share', returnData: true },
    { id: 'bad', metric: { namespace: 'AWS/X', metricName: 'Bad', dimensions: { Api: 'a' }, stat: 'Sum', period: 60 } },
  ],
};

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Record<string, unknown>;
}

function declared(about: StackFacts, addresses: readonly string[], { whole = true, requests = [CPU, SHARE] } = {}) {
  return runProgram(() => {
    const { services, closing } = declareSharedStack({ ...about, needs: new Set(['dashboard']) });
    for (const address of addresses) {
      const subject = component(address);
      services.alarms.declare(subject, contextOf(subject), requests);
    }
    closing?.(whole);
  });
}

async function widgets(about: StackFacts, addresses: readonly string[]): Promise<readonly Widget[]> {
  const { inputs } = (await declared(about, addresses)).named('shared/dashboard');
  return JSON.parse(String(inputs['dashboardBody'])).widgets;
}

describe('the dashboard of a stack', () => {
  it('has every component by address, whatever order they are declared in', async () => {
    const one = await widgets(facts(), ['api/web', 'api/db']);
    expect(one).to.deep.equal(await widgets(facts(), ['api/db', 'api/web']));
    expect(one.map(({ type, properties }) => properties['markdown'] ?? `${type} ${properties['title']}`)).to.deep.equal(
      ['## api/db (MicroService)', 'metric cpu', 'metric errors'].concat([
        '## api/web (MicroService)',
        'metric cpu',
        'metric errors',
      ]),
    );
  });

  it('shows metrics with their dimensions in a fixed order, and queries by their expression', async () => {
    const [, cpu, errors] = await widgets(facts(), ['api/web']);
    expect(cpu?.properties).to.deep.equal({
      title: 'cpu',
      region: 'eu-west-1',
      view: 'timeSeries',
      period: 60,
      stat: 'Average',
      metrics: [['AWS/ECS', 'CPUUtilization', 'ClusterName', 'shop', 'ServiceName', 'web']],
    });
    expect(errors?.properties).to.deep.include({
      region: 'us-east-1',
      metrics: [
        [{ expression: '100 * bad / 2', id: 'share', visible: true, label: 'share' }],
        ['AWS/X', 'Bad', 'Api', 'a', { id: 'bad', visible: false, stat: 'Sum', period: 60 }],
      ],
    });
  });

  it('lists alarms that are on, and draws their thresholds', async () => {
    const [alarms, , cpu] = await widgets(facts({ environmentClass: 'production' }), ['api/web']);
    expect(alarms?.type).to.equal('alarm');
    expect(alarms?.properties['alarms']).to.deep.equal(['api/web/alarm-cpu.arn', 'api/web/alarm-errors.arn']);
    expect(cpu?.properties['annotations']).to.deep.equal({ horizontal: [{ label: 'alarm', value: 85 }] });
  });

  it('puts nothing over something else', async () => {
    const all = await widgets(facts({ environmentClass: 'production' }), ['api/a', 'api/b', 'api/c']);
    for (const [index, a] of all.entries())
      for (const b of all.slice(index + 1)) {
        const apart = a.y + a.height <= b.y || b.y + b.height <= a.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
        expect(apart, `${JSON.stringify(a)} ${JSON.stringify(b)}`).to.equal(true);
      }
  });

  it('stays as it is in a run that declares only some components', async () => {
    const { options } = (await declared(facts(), ['api/web'], { whole: false })).named('shared/dashboard');
    expect(options['ignoreChanges']).to.deep.equal(['dashboardBody']);
    expect((await declared(facts(), ['api/web'])).named('shared/dashboard').options).not.to.have.property(
      'ignoreChanges',
    );
  });

  it('is refused where CloudWatch would refuse it', async () => {
    const requests = Array.from({ length: 500 }, (_, index) => ({ ...CPU, id: `m-${index}` }));
    const refused = await declared(facts(), ['api/web'], { requests }).then(
      () => undefined,
      (error: { code?: string }) => error.code,
    );
    expect(refused).to.equal('DashboardTooLarge');
  });
});
