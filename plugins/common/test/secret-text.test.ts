import { expect } from 'chai';
import { secretText, secretVersionNumber } from '../src/secret-text.js';

const FIELD = { ref: 'dev/db', key: 'password' };

describe('text of a secret', () => {
  it('is the value of the key, or the whole of a secret that is no JSON', () => {
    expect(secretText('{"password":"hunter2"}', FIELD, 'database.passwordSecret')).to.equal('hunter2');
    expect(secretText('hunter2', FIELD, 'database.passwordSecret')).to.equal('hunter2');
    expect(secretText('12345', FIELD, 'database.passwordSecret')).to.equal('12345');
  });

  it('is not told where the key is missing', () => {
    expect(() => secretText('{"pw":"hunter2"}', FIELD, 'database.passwordSecret'))
      .to.throw('secret "dev/db" has no key "password"; set database.passwordSecret.key')
      .with.property('message')
      .that.does.not.contain('hunter2');
  });

  it('has a number that changes with its version', () => {
    expect(secretVersionNumber('v1')).to.equal(secretVersionNumber('v1'));
    expect(secretVersionNumber('v1')).not.to.equal(secretVersionNumber('v2'));
    expect(secretVersionNumber('v1')).to.be.within(0, 2 ** 28);
  });
});
