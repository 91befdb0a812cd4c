import { expect } from 'chai';
import { PankaTags } from '../../../src/adapters/aws-shared/tags.js';
import { component, facts } from './test-stack.js';

const tags = new PankaTags(facts());

describe('tags', () => {
  it('says whose the resource is, and marks it with its logical name', () => {
    expect(tags.of(component('api/web', { tags: { team: 'a' } }), 'api/web/sg')).to.deep.equal({
      'panka:stack': 'shop',
      'panka:environment': 'dev',
      'panka:service': 'api',
      'panka:component': 'api/web',
      'panka:kind': 'MicroService',
      'panka:managed-by': 'panka',
      'panka:resource': 'api/web/sg',
      Name: 'api/web/sg',
      team: 'a',
    });
  });

  it('gives shared resources the labels of the stack and the tags of InfraDefaults', () => {
    const own = new PankaTags(facts({ labels: { team: 'a', tier: '1' }, infra: { defaults: { tags: { tier: 2 } } } }));
    expect(own.shared('shared/vpc')).to.include({
      team: 'a',
      tier: '2',
      'panka:component': 'shared',
      'panka:resource': 'shared/vpc',
    });
  });

  it('lets nobody pretend to be Panka or AWS', () => {
    const wrong = (key: string) => () => tags.of(component('api/web', { tags: { [key]: 'x' } }), 'api/web');
    expect(wrong('panka:stack')).to.throw("tag 'panka:stack' has a reserved prefix");
    expect(wrong('AWS:owner')).to.throw('has a reserved prefix');
  });

  it('refuses what AWS would refuse instead of cutting it', () => {
    const of = (own: Record<string, string>) => () => tags.of(component('api/web', { tags: own }), 'api/web');
    expect(of({ k: 'v'.repeat(257) })).to.throw('a value of 257 characters; 256 are allowed (PANKA-TAG-002)');
    expect(of({ ['k'.repeat(129)]: 'v' })).to.throw('a key of 129 characters; 128 are allowed');
    const many = Object.fromEntries(Array.from({ length: 43 }, (_, i) => [`k${i}`, 'v']));
    expect(of(many)).to.throw("tag 'k42' is one of 51 on one resource; 50 are allowed");
  });
});
