import { expect } from 'chai';
import { failureAdvice } from '../../src/ui/failure-advice.js';

describe('advice after a failed deployment', () => {
  it('is to sign in again, to look at the network or to make room where that is it, each once', () => {
    const expired = { code: 'ExpiredToken', message: 'The security token included in the request is expired' };
    expect(failureAdvice([expired, expired])).to.have.length(1);
    expect(failureAdvice([expired])[0]).to.match(/^aws sso login/);
    const wrapped = 'creating SQS Queue (x): operation error SQS: CreateQueue, dial tcp: lookup sqs: no such host';
    expect(failureAdvice([{ message: wrapped }])[0]).to.include('panka config');
    expect(failureAdvice([{ message: 'write: no space left on device' }])[0]).to.match(/^df -h/);
  });

  it('is none where AWS refused what was asked for', () => {
    expect(failureAdvice([{ code: 'AccessDenied', message: 'AccessDenied: no' }])).to.deep.equal([]);
  });
});
