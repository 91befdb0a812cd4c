import { expect } from 'chai';
import type { ComponentChange, Plan } from '../../../src/core/plan/plan.js';
import { recordedPlan } from '../../../src/core/plan/recorded-plan.js';

function planOf(...changes: readonly Partial<ComponentChange>[]): Plan {
  return { changes: changes.map((change) => ({ kind: 'SQS', resources: [], ...change })) } as unknown as Plan;
}

describe('the plan in the history', () => {
  it('says what was done to which resource and why, and nothing of what stayed', () => {
    const same = { name: 'api/a/dlq', type: 'aws:sqs/queue:Queue', op: 'same' };
    const made = { name: 'api/a', type: 'aws:sqs/queue:Queue', op: 'create' };
    const plan = planOf(
      { component: 'api/a', action: 'create', reason: 'new', resources: [same, made] as never },
      { component: 'api/b', action: 'none', reason: 'unchanged' },
    );
    expect(recordedPlan(plan)).to.deep.equal([
      { component: 'api/a', kind: 'SQS', action: 'create', reason: 'new', resources: [made] },
    ]);
  });

  it('holds no value of a property', () => {
    const reasons = [
      'visibilityTimeout 30 → 60 (services/api.yaml:7) and 2 more',
      'environment.TOKEN "a (b) → c" → (unset)',
      'fifo (unset) → true (x.yaml:1)',
      'fifoQueue cannot be changed in place',
    ];
    const plan = planOf(...reasons.map((reason) => ({ action: 'update' as const, reason })));
    expect(recordedPlan(plan).map(({ reason }) => reason)).to.deep.equal([
      'visibilityTimeout (services/api.yaml:7) and 2 more',
      'environment.TOKEN',
      'fifo (x.yaml:1)',
      'fifoQueue cannot be changed in place',
    ]);
  });
});
