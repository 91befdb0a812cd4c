import assert from 'node:assert/strict';
import type { ContractPart } from './subject.js';

/** Access, injected variables and IAM actions are well formed. */
export const declarations: ContractPart = ({ kind }, it) => {
  it('has a name, a summary and a category that people can read', () => {
    assert.match(kind.kind, /^[A-Z][A-Za-z0-9]*$/);
    assert.ok(kind.summary.length > 10 && !kind.summary.includes('\n'), 'the summary is one sentence');
  });

  it('explains every access level, the default among them', () => {
    const { default: byDefault, levels } = kind.access;
    for (const [level, text] of Object.entries(levels))
      assert.ok(text.trim(), `access level "${level}" is not explained`);
    assert.ok(byDefault === 'connect' || levels[byDefault], `the default "${byDefault}" is not among the levels`);
  });

  it('injects variables in upper case, each described', () => {
    for (const [name, { description }] of Object.entries(kind.injects)) {
      assert.match(name, /^[A-Z][A-Z0-9_]*$/);
      assert.ok(description.trim(), `variable "${name}" has no description`);
    }
  });

  it('lists the IAM actions that deploying it takes, one by one', () => {
    assert.notEqual(kind.iamActions.length, 0);
    const wrong = kind.iamActions.filter((action) => !/^[a-z0-9-]+:[A-Z][A-Za-z0-9]*$/.test(action));
    assert.deepEqual(wrong, [], 'an action reads service:Action, without a wildcard');
    assert.equal(new Set(kind.iamActions).size, kind.iamActions.length, 'an action is listed twice');
  });
};
