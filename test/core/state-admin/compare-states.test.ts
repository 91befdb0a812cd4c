import { expect } from 'chai';
import { historyKey, snapshotCheckpointKey, snapshotStateKey } from '../../../src/core/state/object-keys.js';
import { compareStates } from '../../../src/core/state-admin/compare-states.js';
import { plannedBetween } from '../../../src/core/state-admin/planned-between.js';
import { parseSerial, type SerialChoice, stateOfSerial } from '../../../src/core/state-admin/state-of-serial.js';
import { failureOf } from '../../helpers/failure-of.js';
import { AT } from '../state/state-samples.js';
import { CANARY, DeployedStack, QUEUE, urnOf } from './deployed-stack.js';

describe('two states of a stack', () => {
  let stack: DeployedStack;
  before(async () => {
    stack = new DeployedStack();
    await stack.deploy({ 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } });
    await stack.deploy(
      { 'api/first': { visibilityTimeout: 60 }, 'api/third': { visibilityTimeout: 5 } },
      { plugins: { '@panka/plugin-sqs': '1.1.0' } },
    );
    await stack.deploy({ 'api/first': { visibilityTimeout: 60 }, 'api/third': { visibilityTimeout: 5 } });
  });
  const compared = async (from: SerialChoice, to: SerialChoice) =>
    compareStates(await stateOfSerial(stack.state, AT, from), await stateOfSerial(stack.state, AT, to));

  it('differ in manifests, plugins, resources and outputs', async () => {
    const resource = (address: string) => ({ urn: urnOf(address), name: address, type: QUEUE, component: address });
    expect(await compared(1, 2)).to.deep.equal({
      ...{ from: 1, to: 2, incomplete: [] },
      manifests: [
        {
          ...{ component: 'api/first', kind: 'SQS', change: 'changed' },
          changes: [{ path: 'visibilityTimeout', before: 30, after: 60 }],
        },
        {
          component: 'api/second',
          kind: 'SQS',
          change: 'removed',
          changes: [{ path: 'visibilityTimeout', before: 30 }],
        },
        { component: 'api/third', kind: 'SQS', change: 'added', changes: [{ path: 'visibilityTimeout', after: 5 }] },
      ],
      plugins: [{ plugin: '@panka/plugin-sqs', before: '1.0.0', after: '1.1.0' }],
      resources: [
        {
          ...resource('api/first'),
          change: 'changed',
          changes: [{ path: 'visibilityTimeoutSeconds', before: 30, after: 60 }],
        },
        { ...resource('api/second'), change: 'removed', changes: [] },
        { ...resource('api/third'), change: 'added', changes: [] },
      ],
      outputs: [
        { component: 'api/first', path: 'timeout', before: 30, after: 60 },
        { component: 'api/second', path: 'key', before: { secret: true } },
        { component: 'api/second', path: 'timeout', before: 30 },
        { component: 'api/second', path: 'url', before: 'https://sqs/api/second' },
        { component: 'api/third', path: 'key', after: { secret: true } },
        { component: 'api/third', path: 'timeout', after: 5 },
        { component: 'api/third', path: 'url', after: 'https://sqs/api/third' },
      ],
    });
  });

  it('can be compared with the current one, and backwards', async () => {
    expect((await compared(2, 'current')).plugins).to.have.length(1);
    expect((await compared('current', 3)).manifests).to.deep.equal([]);
    const backwards = await compared(2, 1);
    expect(backwards.manifests.map(({ component, change }) => `${component} ${change}`)).to.deep.equal([
      'api/first changed',
      'api/second added',
      'api/third removed',
    ]);
  });

  it('never show a secret', async () => {
    expect(JSON.stringify(await compared(1, 3)))
      .to.not.include(CANARY)
      .and.not.include('sealed-');
  });

  it('come with what the deployments between them had planned', async () => {
    const plans = await plannedBetween(stack.state, AT, { from: 1, to: 3 });
    expect(plans.map(({ serial, changes }) => `${serial}: ${changes.map((c) => c.component)}`)).to.deep.equal([
      '2: api/first,api/third',
      '3: api/first,api/third',
    ]);
    expect(await plannedBetween(stack.state, AT, { from: 3, to: 2 })).to.have.length(1);
  });

  it('are refused when they were never kept, and say which are', async () => {
    const failure = await failureOf(compared(9, 'current'));
    expect(failure.code).to.equal('SerialNotKept');
    expect(failure.message).to.include('1 to 3');
  });

  it('are compared by their manifests alone where that is all that is kept, and say so', async () => {
    const other = new DeployedStack();
    await other.deploy({ 'api/first': { visibilityTimeout: 30 } });
    await other.deploy({ 'api/first': { visibilityTimeout: 60 } });
    await other.objects.remove([snapshotStateKey(AT, 1), snapshotCheckpointKey(AT, 1, 'stack')]);
    const diff = compareStates(
      await stateOfSerial(other.state, AT, 1),
      await stateOfSerial(other.state, AT, 'current'),
    );
    expect(diff.manifests).to.have.length(1);
    expect(diff).to.deep.include({ resources: [], outputs: [], incomplete: [1] });
    await other.objects.remove([historyKey(AT, 1)]);
    expect((await failureOf(stateOfSerial(other.state, AT, 1))).code).to.equal('SerialNotKept');
  });

  it('are named by a serial or as current', async () => {
    expect(parseSerial('12')).to.equal(12);
    expect(parseSerial('current')).to.equal('current');
    for (const text of ['0', '-1', 'latest', '1.5', ''])
      expect((await failureOf(async () => parseSerial(text))).code, text).to.equal('InvalidSerial');
  });
});
