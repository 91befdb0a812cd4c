import { expect } from 'chai';
import { diffInputs } from '../../../src/adapters/sandbox-cloud/diff-inputs.js';
import { type PropertyMap, secret, UNKNOWN } from '../../../src/core/engine/property-value.js';
import type { ResourceModel } from '../../../src/sdk/sandbox.js';

const model: ResourceModel = {
  type: 'aws:msk/cluster:Cluster',
  replaces: [
    'clusterName',
    'brokerNodeGroupInfo.clientSubnets',
    'rules[*].kind',
    'encryptionInfo.encryptionInTransit.inCluster',
  ],
  identity: ['clusterName'],
  defaults: { storageMode: 'LOCAL' },
  writeOnly: ['tokenWo'],
};

function diff(
  oldInputs: PropertyMap,
  newInputs: PropertyMap,
  also: { ignore?: string[]; model?: Partial<ResourceModel> } = {},
) {
  const request = { urn: 'urn', type: 'test:index:Thing', id: 'x', oldOutputs: {}, ignoreChanges: also.ignore ?? [] };
  return diffInputs({ ...request, oldInputs, newInputs }, { ...model, ...also.model });
}

describe('diff of inputs', () => {
  it('finds nothing between equal inputs, null and absent, and JSON that says the same', () => {
    const policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]}';
    const same = '{ "Statement": [ {"Effect": "Allow"} ], "Version": "2012-10-17" }';
    const result = diff({ a: { b: [1, { c: 'x' }] }, n: null, policy }, { a: { b: [1, { c: 'x' }] }, policy: same });
    expect(result).to.deep.equal({ changes: false, detailed: {}, replaces: [], deleteBeforeReplace: false });
  });

  it('names every difference by its path', () => {
    const olds = { tags: { team: 'a', 'panka:stack': 'x', 'a.b': '1' }, rules: [{ days: 1 }, { days: 2 }] };
    const news = { tags: { team: 'b', 'panka:stack': 'y' }, rules: [{ days: 3 }], size: 1 };
    expect(diff(olds, news).detailed).to.deep.equal({
      'tags.team': 'update',
      'tags.panka:stack': 'update',
      'tags["a.b"]': 'delete',
      'rules[0].days': 'update',
      'rules[1]': 'delete',
      size: 'add',
    });
  });

  it('replaces by nested and list paths, and by an object that brings or takes one', () => {
    const kinds = (olds: PropertyMap, news: PropertyMap) => diff(olds, news).detailed;
    const group = { instanceType: 'a', clientSubnets: ['s1'] };
    expect(
      kinds({ brokerNodeGroupInfo: group }, { brokerNodeGroupInfo: { ...group, instanceType: 'b' } }),
    ).to.deep.equal({
      'brokerNodeGroupInfo.instanceType': 'update',
    });
    expect(
      kinds({ brokerNodeGroupInfo: group }, { brokerNodeGroupInfo: { ...group, clientSubnets: ['s2'] } }),
    ).to.deep.equal({
      'brokerNodeGroupInfo.clientSubnets[0]': 'update-replace',
    });
    expect(kinds({ rules: [{ kind: 'a', days: 1 }] }, { rules: [{ kind: 'b', days: 2 }] })).to.deep.equal({
      'rules[0].kind': 'update-replace',
      'rules[0].days': 'update',
    });
    expect(kinds({}, { encryptionInfo: { encryptionInTransit: { inCluster: true } } })).to.deep.equal({
      encryptionInfo: 'add-replace',
    });
    expect(kinds({ encryptionInfo: { other: 1 } }, {})).to.deep.equal({ encryptionInfo: 'delete' });
  });

  it('replaces on everything but tags where the model says "*"', () => {
    const all = { model: { replaces: ['*'], identity: undefined } };
    expect(diff({ a: 1, tags: { x: '1' } }, { a: 2, tags: { x: '2' } }, all).detailed).to.deep.equal({
      a: 'update-replace',
      'tags.x': 'update',
    });
  });

  it('replaces when the region changes', () => {
    expect(diff({ region: 'eu-west-1' }, { region: 'us-east-1' }).replaces).to.deep.equal(['region']);
  });

  it('takes an unknown value for a change, and for a replacement on a replacing input', () => {
    expect(diff({ size: 1 }, { size: UNKNOWN }).detailed).to.deep.equal({ size: 'update' });
    expect(diff({ clusterName: 'a' }, { clusterName: UNKNOWN }).replaces).to.deep.equal(['clusterName']);
    expect(diff({}, { clusterName: secret(UNKNOWN) }).detailed).to.deep.equal({ clusterName: 'add-replace' });
    expect(diff({ size: 1 }, { brokerNodeGroupInfo: UNKNOWN, size: 1 }).replaces).to.deep.equal([
      'brokerNodeGroupInfo',
    ]);
  });

  it('compares secrets by value', () => {
    expect(diff({ a: secret('x') }, { a: 'x' }).changes).to.equal(false);
    expect(diff({ a: secret({ b: 'x' }) }, { a: secret({ b: 'y' }) }).detailed).to.deep.equal({ 'a.b': 'update' });
  });

  it('takes a default for what is left out, on either side', () => {
    expect(diff({}, { storageMode: 'LOCAL' }).changes).to.equal(false);
    expect(diff({ storageMode: 'LOCAL' }, {}).changes).to.equal(false);
    expect(diff({}, { storageMode: 'TIERED' }).detailed).to.deep.equal({ storageMode: 'update' });
  });

  it('never sees a write-only input', () => {
    expect(diff({ tokenWo: 'a' }, { tokenWo: UNKNOWN }).changes).to.equal(false);
  });

  describe('with ignoreChanges', () => {
    const olds: PropertyMap = {
      tags: { a: '1', b: '1' },
      rules: [{ days: 1, kind: 'x' }, { days: 1 }],
      clusterName: 'a',
    };
    const news: PropertyMap = {
      tags: { a: '2', b: '2' },
      rules: [{ days: 2, kind: 'x' }, { days: 2 }],
      clusterName: 'b',
    };

    it('leaves out nested paths, wildcards and whole properties', () => {
      expect(
        Object.keys(diff(olds, news, { ignore: ['tags.a', 'rules[*].days', 'clusterName'] }).detailed),
      ).to.deep.equal(['tags.b']);
      expect(
        Object.keys(diff(olds, news, { ignore: ['tags', 'rules[0].days', 'clusterName'] }).detailed),
      ).to.deep.equal(['rules[1].days']);
      expect(diff(olds, news, { ignore: ['*'] }).changes).to.equal(false);
    });

    it('leaves out what is only on one side', () => {
      expect(diff({ tags: { a: '1' } }, {}, { ignore: ['tags'] }).changes).to.equal(false);
      expect(diff({}, { tags: { a: '1' } }, { ignore: ['tags'] }).changes).to.equal(false);
      expect(diff({}, { tags: { a: '1', b: '2' } }, { ignore: ['tags.a'] }).detailed).to.deep.equal({ tags: 'add' });
    });
  });

  describe('order of a replacement', () => {
    const subnets = (name: string, subnet: string): PropertyMap => ({
      clusterName: name,
      brokerNodeGroupInfo: { clientSubnets: [subnet] },
    });

    it('is old first when the name stays', () => {
      expect(diff(subnets('a', 's1'), subnets('a', 's2')).deleteBeforeReplace).to.equal(true);
      expect(diff(subnets('a', 's1'), subnets('b', 's2')).deleteBeforeReplace).to.equal(false);
      expect(diff(subnets('a', 's1'), { ...subnets('a', 's1'), region: 'eu-west-1' }).deleteBeforeReplace).to.equal(
        false,
      );
    });

    it('is new first for a nameless type, unless the model says otherwise', () => {
      const nameless = { identity: undefined };
      expect(diff(subnets('a', 's1'), subnets('a', 's2'), { model: nameless }).deleteBeforeReplace).to.equal(false);
      const strict = { model: { ...nameless, deleteBeforeReplace: true } };
      expect(diff(subnets('a', 's1'), subnets('a', 's2'), strict).deleteBeforeReplace).to.equal(true);
      expect(diff({ size: 1 }, { size: 2 }, strict).deleteBeforeReplace).to.equal(false);
    });
  });
});
