import { NAME_RULES } from '@panka/plugin-common';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { HashedNames } from '../../../src/adapters/aws-shared/names.js';
import type { NameRule } from '../../../src/sdk/index.js';
import { component, facts, IDENTITY } from './test-stack.js';

const names = new HashedNames(facts());
const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,3}$/);

describe('physical names', () => {
  it('reads as stack, environment, service, component and part, with a hash at the end', () => {
    expect(names.physical(component('api/orders'), NAME_RULES.sqsQueue, 'dlq')).to.match(
      /^shop-dev-api-orders-dlq-[0-9a-f]{6}$/,
    );
  });

  it('starts with the prefix of Security where it is the name of a secret', () => {
    const prefixed = new HashedNames(facts({ infra: { security: { secrets: { prefix: 'team/' } } } }));
    const before = names.physical(component('api/orders'), NAME_RULES.secret, 'token');
    expect(prefixed.physical(component('api/orders'), NAME_RULES.secret, 'token')).to.equal(`team/${before}`);
    const short = prefixed.physical(component('api/orders'), { ...NAME_RULES.secret, max: 20 }, 'token');
    expect(short)
      .to.match(/^team\/shop-dev-[0-9a-f]{6}$/)
      .and.have.length.at.most(20);
    expect(prefixed.physical(component('api/orders'), NAME_RULES.sqsQueue)).to.match(/^shop-/);
  });

  it('is the same at every call', () => {
    const once = names.physical(component('api/orders'), NAME_RULES.sqsQueue);
    expect(new HashedNames(facts()).physical(component('api/orders'), NAME_RULES.sqsQueue)).to.equal(once);
  });

  it('keeps apart service api-v2 with component db and service api with component v2-db', () => {
    const one = names.physical(component('api-v2/db'), NAME_RULES.dbIdentifier);
    const other = names.physical(component('api/v2-db'), NAME_RULES.dbIdentifier);
    expect(one.slice(0, -6)).to.equal(other.slice(0, -6));
    expect(one).not.to.equal(other);
  });

  it('changes with the replace key, so that a replacement can stand beside the old one', () => {
    const rule = NAME_RULES.targetGroup;
    const before = names.physical(component(), { ...rule, replaceKey: '8080' });
    expect(names.physical(component(), { ...rule, replaceKey: '9090' })).not.to.equal(before);
  });

  it('puts account and region into the hash of a name that is unique in the world', () => {
    const elsewhere = new HashedNames(facts({ identity: { ...IDENTITY, region: 'us-east-1' } }));
    const here = names.physical(component(), NAME_RULES.s3Bucket);
    expect(elsewhere.physical(component(), NAME_RULES.s3Bucket)).not.to.equal(here);
    expect(elsewhere.physical(component(), NAME_RULES.sqsQueue)).to.equal(
      names.physical(component(), NAME_RULES.sqsQueue),
    );
  });

  it('avoids starts that AWS refuses', () => {
    const internal = new HashedNames({ ...facts(), stack: 'internal' });
    expect(internal.physical(component(), NAME_RULES.loadBalancer)).to.match(/^p-internal-dev-/);
    expect(internal.physical(component(), NAME_RULES.targetGroup)).to.match(/^internal-dev-/);
  });

  it('keeps the suffix whole', () => {
    const rule = { ...NAME_RULES.sqsQueue, max: 30, suffix: '.fifo' };
    expect(names.physical(component('payments/settlement-requests'), rule)).to.match(
      /^shop-dev-payments-[0-9a-f]{6}\.fifo$/,
    );
  });

  it('takes spec.name for the main part only, and adds the suffix that the type needs', () => {
    const chosen = component('api/orders', { spec: { name: 'orders' } });
    expect(names.physical(chosen, NAME_RULES.sqsQueue)).to.equal('orders');
    expect(names.physical(chosen, { ...NAME_RULES.sqsQueue, suffix: '.fifo' })).to.equal('orders.fifo');
    expect(names.physical(chosen, NAME_RULES.sqsQueue, 'dlq')).to.match(/^shop-dev-api-orders-dlq-/);
  });

  it('refuses a spec.name that does not fit instead of cutting it', () => {
    const long = component('api/orders', { spec: { name: 'x'.repeat(33) } });
    expect(() => names.physical(long, NAME_RULES.targetGroup)).to.throw('33 characters long; 32 are allowed');
    const odd = component('api/orders', { spec: { name: 'Orders!' } });
    expect(() => names.physical(odd, NAME_RULES.sqsQueue)).to.throw('has characters outside of');
  });

  it('follows InfraDefaults.naming', () => {
    const own = facts({ infra: { defaults: { naming: { prefix: 'acme', pattern: '{environment}-{component}' } } } });
    expect(new HashedNames(own).physical(component(), NAME_RULES.sqsQueue)).to.match(/^acme-dev-web-[0-9a-f]{6}$/);
  });

  it('names what belongs to the stack as a whole', () => {
    expect(names.shared(NAME_RULES.ecsCluster, 'cluster')).to.match(/^shop-dev-cluster-[0-9a-f]{6}$/);
  });

  it('fits every limit from 32 to 255 with allowed characters, a letter first and no hyphen at an end', () => {
    fc.assert(
      fc.property(
        word,
        word,
        fc.option(word, { nil: undefined }),
        fc.integer({ min: 32, max: 255 }),
        (s, c, part, max) => {
          const name = names.physical(component(`${s}/${c}`), { max } satisfies NameRule, part);
          expect(name).to.match(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
          expect(name.length).to.be.at.most(max);
        },
      ),
    );
  });

  it('gives two components two names, however much is cut', () => {
    fc.assert(
      fc.property(word, word, word, word, (s1, c1, s2, c2) => {
        fc.pre(s1 !== s2 || c1 !== c2);
        const of = (address: string) => names.physical(component(address), NAME_RULES.targetGroup);
        expect(of(`${s1}/${c1}`)).not.to.equal(of(`${s2}/${c2}`));
      }),
    );
  });
});
