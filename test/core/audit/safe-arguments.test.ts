import { expect } from 'chai';
import { safeArguments } from '../../../src/core/audit/safe-arguments.js';

describe('the arguments in the audit trail', () => {
  it('are those that were typed', () => {
    const typed = ['apply', '--yes', '-C', 'shop', '--component', 'api/orders', '--lock-timeout=5m'];
    expect(safeArguments(typed)).to.deep.equal(typed);
  });

  it('hold no value that came from outside', () => {
    expect(safeArguments(['--var', 'PIN=1234', '--var=A=b', '--set', 'api/x.spec.y=1', '--var', 'odd'])).to.deep.equal([
      '--var',
      'PIN=***',
      '--var=A=***',
      '--set',
      'api/x.spec.y=***',
      '--var',
      '***',
    ]);
  });

  it('hold nothing that looks like a secret', () => {
    expect(safeArguments(['--api-token=x', 'AKIAIOSFODNN7EXAMPLE', '--to=AKIAIOSFODNN7EXAMPLE'])).to.deep.equal([
      '--api-token=***',
      '***',
      '--to=***',
    ]);
  });
});
