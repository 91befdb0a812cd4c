import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const BUS = 'aws:cloudwatch/eventBus:EventBus';
const RULE = 'aws:cloudwatch/eventRule:EventRule';
const TARGET = 'aws:cloudwatch/eventTarget:EventTarget';

const PATTERN = { source: ['app'] };
const withRule = (more: JsonObject = {}) =>
  componentOf(kind, { rules: [{ name: 'r', pattern: PATTERN, targets: [{ component: 'q' }], ...more }] });

/** A bus with one rule as it would be deployed; verified with the logical name that the translator gives. */
async function deployed(rule: JsonObject = {}) {
  const cloud = await TinyCloud.of(kind);
  const bus = cloud.create(BUS, { name: 'b' });
  const made = cloud.create(RULE, { name: 'rule-r', eventBusName: 'b', eventPattern: '{}', ...rule });
  const verify = async (component = withRule()) => {
    const { default: Verifier } = await kind.verifier!();
    const resources = [{ name: 'api/thing/rule/r', type: RULE, id: made.id, outputs: made.outputs }];
    return new Verifier().check(component, { outputs: { busName: 'b' }, resources, aws: cloud });
  };
  return { cloud, bus, made, verify };
}

describe('EventBridge verification', () => {
  it('wants the rule on, with all of its targets', async () => {
    const { cloud, made, verify } = await deployed();
    const first = await verify();
    expect(first.status).to.equal('pending');
    expect(first.checks.filter((check) => !check.ok)).to.deep.equal([
      { name: 'events:ListTargetsByRule rule r of api/thing has 1', ok: false, detail: 'it has 0 targets' },
    ]);
    cloud.create(TARGET, { rule: 'rule-r', eventBusName: 'b', targetId: 'target-0', arn: 'arn:q' });
    expect((await verify()).status).to.equal('healthy');
    cloud.edit(made, { state: 'DISABLED' });
    expect((await verify()).checks[1]?.detail).to.equal('the rule is DISABLED');
    expect((await verify(withRule({ enabled: false }))).status).to.equal('healthy');
  });

  it('fails at once where EventBridge does not match the test event', async () => {
    const { cloud, verify } = await deployed();
    cloud.create(TARGET, { rule: 'rule-r', eventBusName: 'b', targetId: 'target-0', arn: 'arn:q' });
    expect((await verify(withRule({ testEvent: { source: 'app' } }))).status).to.equal('healthy');
    expect((await verify(withRule({ testEvent: { source: 'shop' } }))).status).to.equal('failed');
  });

  it('waits for a schedule that is not there', async () => {
    const { verify } = await deployed();
    const component = componentOf(kind, {
      rules: [{ name: 'nightly', schedule: 'rate(1 day)', targets: [{ component: 'q' }] }],
    });
    const { status, checks } = await verify(component);
    expect(status).to.equal('pending');
    expect(checks[1]?.detail).to.equal('0 of 1 are there');
  });
});

describe('EventBridge in the sandbox', () => {
  it('keeps a bus that has rules', async () => {
    const { cloud, bus, made } = await deployed();
    expect(() => cloud.delete(bus)).to.throw(/cannot be deleted since it has rules/);
    cloud.delete(made);
    expect(() => cloud.delete(bus)).not.to.throw();
  });

  it('replaces buses and archives by their names', async () => {
    const { default: models } = await kind.sandbox();
    const replaces = (type: string) => models.models.find((model) => model.type === type)?.replaces;
    expect(replaces(BUS)).to.include('name');
    expect(replaces(RULE)).to.include.members(['name', 'eventBusName']);
    expect(replaces(TARGET)).to.include.members(['rule', 'eventBusName', 'targetId']);
    expect(replaces('aws:cloudwatch/eventArchive:EventArchive')).to.deep.equal(['name', 'eventSourceArn']);
  });
});
