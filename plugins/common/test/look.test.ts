import { expect } from 'chai';
import type { AwsErrorKind } from 'panka/sdk';
import { look, verdict } from '../src/index.js';

const refusal = (kind: AwsErrorKind) => Object.assign(new Error('sqs:GetQueueAttributes: No'), { kind });
const seen = (error: Error) => look('the queue', () => Promise.reject(error));

describe('look', () => {
  it('tells what is wrong, or nothing', async () => {
    expect(await look('the queue', async () => undefined)).to.deep.equal({ name: 'the queue', ok: true });
    expect(await look('the queue', async () => 'it is empty')).to.deep.equal({
      name: 'the queue',
      ok: false,
      detail: 'it is empty',
    });
  });

  for (const kind of ['missing', 'unavailable', 'refused'] as const)
    it(`is made again after an error that is ${kind}`, async () => {
      expect(verdict([await seen(refusal(kind))])).to.deep.equal({
        status: 'pending',
        checks: [{ name: 'the queue', ok: false, detail: 'sqs:GetQueueAttributes: No' }],
      });
    });

  it('is not made again where AWS does not let us', async () => {
    expect(verdict([await seen(refusal('denied')), { name: 'other', ok: true }])).to.deep.equal({
      status: 'failed',
      checks: [
        { name: 'the queue', ok: false, detail: 'sqs:GetQueueAttributes: No' },
        { name: 'other', ok: true },
      ],
    });
  });
});
