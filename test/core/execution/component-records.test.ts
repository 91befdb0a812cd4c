import { expect } from 'chai';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import type { ComponentOutcome } from '../../../src/core/execution/component-progress.js';
import { componentRecords } from '../../../src/core/execution/component-records.js';
import type { Desired } from '../../../src/core/execution/desired.js';
import type { ComponentRecord } from '../../../src/core/state/state-store.js';

const TYPE = 'aws:sqs/queue:Queue';
const STORED: ComponentRecord = {
  kind: 'SQS',
  specHash: 'h',
  plugin: { name: 'SQS', version: '1' },
  status: 'deployed',
  outputs: {},
  resources: [],
  deployedAt: '2026-01-01T00:00:00.000Z',
  wave: 1,
  spec: {},
  needs: [],
};

const deployed: ComponentOutcome = { status: 'deployed', outputs: {}, resources: [], steps: 1, failedSteps: 0 };

function resource(name: string, more: Partial<ResourceV3> = {}): ResourceV3 {
  const type = more.type ?? TYPE;
  return { urn: `urn:pulumi:dev::shop::${type}::${name}`, custom: type === TYPE, type, id: `${name}-1`, ...more };
}

/** Statuses of what is wanted, `api/orders`, and of what is not any more, `api/old`. */
function statusesWith(left: Partial<DeploymentV3>): Record<string, string> {
  const desired = {
    hashes: new Map([['api/orders', 'h']]),
    components: new Map([['api/orders', { kind: 'SQS', address: 'api/orders', spec: {} }]]),
    kinds: new Map(),
    waveOf: new Map(),
    needsOf: new Map(),
  } as unknown as Desired;
  const deployment = { manifest: { time: '', magic: '', version: '' }, ...left };
  const stored = { 'api/orders': STORED, 'api/old': STORED };
  const outcomes = new Map([['api/orders', deployed]]);
  const records = componentRecords({ desired, stored, deployment, outcomes, now: '2026-01-02T00:00:00.000Z' });
  return Object.fromEntries(Object.entries(records).map(([address, { status }]) => [address, status]));
}

describe('what is recorded of components after a run whose engine was ended before it was done', () => {
  const whole = resource('api/orders');

  it('is deployed where it has left nothing', () => {
    expect(statusesWith({ resources: [whole] })).to.deep.equal({ 'api/orders': 'deployed' });
  });

  it('is unverified where the old half of a replacement is still to be deleted', () => {
    const old = resource('api/orders', { id: 'old', delete: true });
    expect(statusesWith({ resources: [whole, old] })).to.deep.equal({ 'api/orders': 'unverified' });
  });

  it('is unverified where nobody knows how a step has ended', () => {
    const pending_operations = [{ type: 'deleting' as const, resource: whole }];
    expect(statusesWith({ resources: [whole], pending_operations })).to.deep.equal({ 'api/orders': 'unverified' });
  });

  it('is being deleted where only the group of what is not wanted any more is left', () => {
    const group = resource('api/old', { type: 'panka:kind:SQS' });
    expect(statusesWith({ resources: [whole, group] })).to.deep.equal({
      'api/old': 'deleting',
      'api/orders': 'deployed',
    });
  });
});
