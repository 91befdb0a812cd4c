import { expect } from 'chai';
import { clearedSteps, isCleared, withoutDeletions } from '../../../src/core/execution/cleared-steps.js';
import type { Plan, ResourceChange } from '../../../src/core/plan/plan.js';

const type = 'aws:sqs/queue:Queue';
const change = (urn: string, op: ResourceChange['op'], changes: readonly unknown[] = []) => ({
  urn,
  type,
  op,
  changes,
});
const resources = [
  ...[change('new', 'create'), change('old', 'delete'), change('other', 'replace')],
  ...[change('taken', 'import'), change('adapted', 'import', [{ path: 'name' }])],
];
const plan = { changes: [{ resources }] } as unknown as Plan;
const step = (urn: string, op: ResourceChange['op'], of = type) => ({ urn, op, type: of });

describe('the steps that a plan lets be done', () => {
  const cleared = clearedSteps(plan);

  it('are those it holds, a replacement with its halves, and an import with the changes that were shown', () => {
    const done = [step('new', 'create'), step('old', 'delete'), step('adapted', 'import'), step('adapted', 'update')];
    for (const one of [...done, ...(['create', 'delete', 'update'] as const).map((op) => step('other', op))])
      expect(isCleared(cleared, one), `${one.op} ${one.urn}`).to.equal(true);
    for (const one of [step('new', 'update'), step('old', 'create'), step('taken', 'update'), step('not', 'create')])
      expect(isCleared(cleared, one), `${one.op} ${one.urn}`).to.equal(false);
  });

  it('hold all that changes nothing in the cloud: looks, components and providers', () => {
    const harmless = [step('not', 'read'), step('not', 'create', 'panka:index:Component')];
    for (const one of [...harmless, step('not', 'create', 'pulumi:providers:aws')])
      expect(isCleared(cleared, one)).to.equal(true);
  });

  it('are asked about where they delete, as there may be a snapshot to take', () => {
    const quiet = withoutDeletions(cleared);
    expect([step('old', 'delete'), step('other', 'delete')].map((one) => isCleared(quiet, one))).to.deep.equal([
      false,
      false,
    ]);
    expect(isCleared(quiet, step('other', 'create'))).to.equal(true);
  });
});
