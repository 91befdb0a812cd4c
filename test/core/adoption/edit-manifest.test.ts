import { expect } from 'chai';
import { editManifest } from '../../../src/core/adoption/edit-manifest.js';

const BLOCK = `# who: team orders
apiVersion: components.panka.io/v1
kind: SQS
metadata: { name: other }
spec:
  delaySeconds: 1
---
apiVersion: components.panka.io/v1
kind: SQS
metadata: { name: orders }
spec:
    # the longest job takes a minute
    visibilityTimeout: 60   # seconds
    deadLetterQueue:
        maxReceiveCount: 5
`;
const orders = { kind: 'SQS', name: 'orders' };

describe('a manifest that is edited', () => {
  it('gets the fields above the others, in their layout, and keeps everything else to the letter', () => {
    const edited = editManifest(BLOCK, {
      ...orders,
      fields: { existing: { orders: 'https://q/1', dlq: 'https://q/2' } },
    });
    const block = '    existing:\n      orders: https://q/1\n      dlq: https://q/2\n';
    expect(edited).to.equal(BLOCK.replace('    visibilityTimeout', `${block}    visibilityTimeout`));
  });

  it('gets a new block in the place of an old one', () => {
    const once = editManifest(BLOCK, { ...orders, fields: { existing: { orders: 'a', dlq: 'b' } } }) ?? '';
    const twice = editManifest(once, { ...orders, fields: { name: 'mine', existing: { orders: 'c' } } });
    const fresh = '    name: mine\n    existing:\n      orders: c\n';
    expect(twice).to.equal(once.replace('    existing:\n      orders: a\n      dlq: b\n', fresh));
  });

  it('may have its spec on one line', () => {
    const flow = 'kind: SQS\nmetadata: { name: orders }\nspec: { visibilityTimeout: 60 } # as it was\n';
    const once = editManifest(flow, { ...orders, fields: { existing: { orders: 'a' } } });
    expect(once).to.include('spec: { existing: {"orders":"a"}, visibilityTimeout: 60 } # as it was');
    const twice = editManifest(once ?? '', { ...orders, fields: { existing: { orders: 'b' } } });
    expect(twice).to.include('spec: { existing: {"orders":"b"}, visibilityTimeout: 60 } # as it was');
  });

  it('is left alone where there is no such component, or no field in its spec', () => {
    const fields = { existing: { orders: 'a' } };
    expect(editManifest(BLOCK, { kind: 'SQS', name: 'none', fields })).to.equal(undefined);
    expect(editManifest('kind: SQS\nmetadata: { name: orders }\n', { ...orders, fields })).to.equal(undefined);
    expect(editManifest('kind: SQS\nmetadata: { name: orders }\nspec: {}\n', { ...orders, fields })).to.equal(
      undefined,
    );
  });
});
