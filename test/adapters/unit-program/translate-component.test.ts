import { expect } from 'chai';
import { publish } from '../../../src/adapters/unit-program/translate-component.js';
import type { ComponentKind, ComponentOf } from '../../../src/sdk/index.js';

const output = (more: object = {}) => ({ type: 'string' as const, description: 'x', ...more });
const kind = { outputs: { arn: output(), alias: output({ aliasOf: 'arn' }), later: output({ when: 'x' }) } };

function published(outputs: Readonly<Record<string, string | undefined>>) {
  const component = { address: 'api/thing', kind: 'Thing', spec: {} } as ComponentOf;
  return publish(component, kind as unknown as ComponentKind, { outputs: outputs as Record<string, string> });
}

describe('what a translation publishes', () => {
  it('is what its kind declares, with aliases', () => {
    expect(Object.keys(published({ arn: 'a' }).outputs)).to.deep.equal(['arn', 'alias']);
    expect(Object.keys(published({ arn: 'a', later: 'b' }).outputs)).to.deep.equal(['arn', 'later', 'alias']);
  });

  it('is no more than that, and no less', () => {
    expect(() => published({ arn: 'a', colour: 'red' })).to.throw(
      'published "colour" for "api/thing" without declaring',
    );
    expect(() => published({ later: 'b' })).to.throw(
      'kind Thing declares output "arn", "alias" and did not publish it for "api/thing"',
    );
    expect(() => published({ arn: undefined })).to.throw('declares output "arn"');
  });
});
