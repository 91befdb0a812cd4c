import { expect } from 'chai';
import type { Plan } from '../../src/core/plan/plan.js';
import { planJson, planView } from '../../src/ui/plan-view.js';

const TYPE = 'aws:rds/instance:Instance';
const resource = {
  ...{ name: 'api/db', type: TYPE, urn: `urn:pulumi:dev::shop::${TYPE}::api/db`, op: 'update', replaceReasons: [] },
  changes: [{ path: 'engineVersion', kind: 'update', before: '"16.3"', after: '"16.4"' }],
  snapshot: true,
};
const plan = {
  ...{ stack: 'shop', environment: 'dev', target: 'sandbox', command: 'apply', notModelled: [], findings: [] },
  changes: [
    {
      ...{
        component: 'api/db',
        kind: 'RDS',
        wave: 1,
        action: 'update',
        reason: 'engine.version',
        rollback: 'settings-only',
      },
      ...{ resources: [resource], specChanges: [] },
    },
  ],
  summary: { create: 0, update: 1, replace: 0, delete: 0, none: 0 },
  resources: { update: 1 },
  basis: { components: {} },
} as unknown as Plan;

describe('the plan as text and as JSON', () => {
  it('tell of an update before which a snapshot is taken', () => {
    expect(planView(plan, (_colour, text) => text)).to.contain(`~ ${TYPE} api/db  after a snapshot of it`);
    expect(planJson(plan).changes[0]?.resources[0]).to.include({ op: 'update', snapshot: true });
  });
});
