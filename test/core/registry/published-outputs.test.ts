import { expect } from 'chai';
import { outputsBroken } from '../../../src/core/registry/errors.js';
import { outputsNotPublished } from '../../../src/core/registry/published-outputs.js';

const output = (more: object = {}) => ({ type: 'string' as const, description: 'x', ...more });
const kind = {
  outputs: {
    queueUrl: output(),
    url: output({ aliasOf: 'queueUrl' }),
    dlqUrl: output({ when: 'deadLetterQueue.enabled' }),
    deadUrl: output({ aliasOf: 'dlqUrl' }),
  },
};

describe('outputs that a kind declares', () => {
  it('are all there, those aside that depend on the spec, and their aliases', () => {
    expect(outputsNotPublished(kind, { queueUrl: 'a', url: 'a' })).to.deep.equal([]);
    expect(outputsNotPublished(kind, { dlqUrl: 'b' })).to.deep.equal(['queueUrl', 'url']);
    expect(outputsNotPublished(kind, { queueUrl: undefined, url: 'a' })).to.deep.equal(['queueUrl']);
  });

  it('are named with their plugin where one is not', () => {
    const at = { address: 'api/jobs', kind: 'SQS', plugin: '@panka/plugin-sqs@1.0.0', names: ['queueUrl', 'url'] };
    const { code, message } = outputsBroken(at);
    expect(code).to.equal('PluginOutputs');
    expect(message).to.equal(
      'kind SQS of @panka/plugin-sqs@1.0.0 declares output "queueUrl", "url" and did not publish it for "api/jobs"',
    );
  });
});
