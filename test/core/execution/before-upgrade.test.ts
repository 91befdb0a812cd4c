import { expect } from 'chai';
import type { ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { beforeUpgrade, withUpgradeSnapshots } from '../../../src/core/execution/before-upgrade.js';
import { clearedSteps, isCleared, withoutAwaited } from '../../../src/core/execution/cleared-steps.js';
import type { Plan } from '../../../src/core/plan/plan.js';
import type { ComponentKind, JsonObject } from '../../../src/sdk/index.js';

const TYPE = 'aws:rds/instance:Instance';
const URN = `urn:pulumi:dev::shop::${TYPE}::api/db`;
const kind = {
  upgradeSnapshots: [
    {
      type: TYPE,
      input: 'engineVersion',
      call: {
        operation: 'rds:CreateDBSnapshot',
        nameOf: ({ outputs }: { outputs: JsonObject }) => String(outputs['identifier']),
        params: ({ id }: { id: string }, name: string) => ({ Of: id, Name: name }),
      },
    },
  ],
} as unknown as ComponentKind;

const planOf = (op: string, path: string): Plan =>
  ({
    changes: [{ kind: 'RDS', resources: [{ urn: URN, type: TYPE, op, changes: [{ path, kind: 'update' }] }] }],
  }) as unknown as Plan;

async function stepped(plan: Plan, op: 'update' | 'create'): Promise<unknown[]> {
  const calls: unknown[] = [];
  const resource: ResourceV3 = { urn: URN, type: TYPE, custom: true, id: 'db-AB', outputs: { identifier: 'orders' } };
  const step = beforeUpgrade({
    plan,
    base: { manifest: { time: '', magic: '', version: '' }, resources: [resource] },
    kindOf: () => kind,
    runId: 'run-1',
    clock: { monotonic: () => 0, sleep: async () => {} },
    backOff: () => 1,
    aws: {
      call: async (operation, params) => {
        calls.push([operation, params]);
        return {};
      },
    },
  });
  await step({ op, urn: URN });
  return calls;
}

describe('before an upgrade', () => {
  it('a snapshot is taken, named after the database and the deployment', async () => {
    expect(await stepped(planOf('update', 'engineVersion'), 'update')).to.deep.equal([
      ['rds:CreateDBSnapshot', { Of: 'db-AB', Name: 'panka-orders-run-1' }],
    ]);
  });

  it('none is taken before other changes', async () => {
    expect(await stepped(planOf('update', 'instanceClass'), 'update')).to.deep.equal([]);
    expect(await stepped(planOf('update', 'engineVersion'), 'create')).to.deep.equal([]);
    expect(await stepped(planOf('replace', 'engineVersion'), 'update')).to.deep.equal([]);
  });

  it('the plan tells of it, and the step is asked about', () => {
    const plan = withUpgradeSnapshots(planOf('update', 'engineVersion'), () => kind);
    expect(plan.changes[0]?.resources[0]?.snapshot).to.equal(true);
    const step = { urn: URN, op: 'update', type: TYPE } as const;
    expect(isCleared(clearedSteps(plan), step)).to.equal(true);
    expect(isCleared(withoutAwaited(clearedSteps(plan), plan), step)).to.equal(false);
    const other = withUpgradeSnapshots(planOf('update', 'instanceClass'), () => kind);
    expect(other.changes[0]?.resources[0]).not.to.have.property('snapshot');
    expect(isCleared(withoutAwaited(clearedSteps(other), other), step)).to.equal(true);
  });
});
