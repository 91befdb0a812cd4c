import { expect } from 'chai';
import { makeUrn, parseProviderRef, parseUrn } from '../../../src/core/engine/urn.js';

describe('URNs', () => {
  const root = 'urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test';

  it('hold the types of the parents, except the root stack', () => {
    const at = { stack: 'test', project: 'shop' };
    const group = makeUrn({ ...at, parent: root, type: 'x:y:Group', name: 'g' });
    expect(group).to.equal('urn:pulumi:test::shop::x:y:Group::g');
    const child = makeUrn({ ...at, parent: group, type: 'aws:sqs/queue:Queue', name: 'a::b' });
    expect(child).to.equal('urn:pulumi:test::shop::x:y:Group$aws:sqs/queue:Queue::a::b');
    expect(parseUrn(child)).to.deep.equal({
      ...at,
      qualifiedType: 'x:y:Group$aws:sqs/queue:Queue',
      type: 'aws:sqs/queue:Queue',
      name: 'a::b',
    });
  });

  it('of providers are followed by the id', () => {
    const urn = 'urn:pulumi:test::shop::pulumi:providers:aws::default';
    expect(parseProviderRef(`${urn}::0-1`)).to.deep.equal({ urn, id: '0-1' });
  });
});
