import { expect } from 'chai';
import { SIG_KEY } from '../../src/core/engine/deployment-v3.js';
import { isUnknown, type PropertyMap, secret, UNKNOWN } from '../../src/core/engine/property-value.js';
import type { ResourceProvider } from '../../src/core/engine/resource-provider.js';
import { DATABASE, QUEUE } from '../adapters/sandbox-cloud/example-models.js';
import { urnOf } from '../adapters/sandbox-cloud/sandbox-fixture.js';

export interface ProvidedCloud {
  readonly provider: ResourceProvider;
  readonly close?: () => Promise<void>;
}

const OBJECT = 'aws:s3/bucketObject:BucketObject';
const queue = { urn: urnOf(QUEUE, 'orders'), type: QUEUE };
const database = { urn: urnOf(DATABASE, 'db'), type: DATABASE };

/** What every way to the simulated cloud answers. `open`: an empty cloud with the example models. */
export function resourceProviderContract(name: string, open: () => Promise<ProvidedCloud>): void {
  describe(`${name} as a ResourceProvider`, () => {
    let cloud: ProvidedCloud;
    beforeEach(async () => {
      cloud = await open();
    });
    afterEach(async () => cloud.close?.());

    checksAndDiffs(() => cloud.provider);
    changes(() => cloud.provider);
    previews(() => cloud.provider);
    failures(() => cloud.provider);
  });
}

function checksAndDiffs(provider: () => ResourceProvider): void {
  it('checks: defaults, unknowns and secrets, and every refusal', async () => {
    const news: PropertyMap = { name: 'orders', kmsMasterKeyId: UNKNOWN, policy: secret('{}') };
    const { inputs, failures } = await provider().check({ ...queue, news });
    expect(inputs).to.deep.equal({ ...news, visibilityTimeoutSeconds: 30 });
    expect(failures).to.deep.equal([]);
    const refused = await provider().check({ ...database, news: { identifier: 'db', allocatedStorge: 20 } });
    expect(refused.failures.map(({ property }) => property)).to.deep.equal(['instanceClass', 'allocatedStorge']);
  });

  it('keeps a made-up name that it is shown', async () => {
    const first = await provider().check({ ...queue, news: {} });
    const again = await provider().check({ ...queue, olds: { name: 'orders-0000000' }, news: {} });
    expect(first.inputs['name']).to.match(/^orders-[0-9a-f]{7}$/);
    expect(again.inputs['name']).to.equal('orders-0000000');
  });

  const diff = (oldInputs: PropertyMap, newInputs: PropertyMap, ignoreChanges: readonly string[] = []) =>
    provider().diff({ ...queue, id: 'x', oldInputs, oldOutputs: oldInputs, newInputs, ignoreChanges });

  it('tells each difference by its path, and which of them replace', async () => {
    const olds = { name: 'orders', delaySeconds: 1, tags: { a: '1', 'b.c': '2' } };
    expect(await diff(olds, olds)).to.deep.equal({
      changes: false,
      detailed: {},
      replaces: [],
      deleteBeforeReplace: false,
    });
    const { detailed, replaces, deleteBeforeReplace } = await diff(olds, {
      name: 'orders-2',
      policy: UNKNOWN,
      tags: { a: '2' },
    });
    expect(detailed).to.deep.equal({
      name: 'update-replace',
      delaySeconds: 'delete',
      policy: 'add',
      'tags.a': 'update',
      'tags["b.c"]': 'delete',
    });
    expect([replaces, deleteBeforeReplace]).to.deep.equal([['name'], false]);
    expect((await diff(olds, { ...olds, fifoQueue: true })).deleteBeforeReplace).to.equal(true);
  });

  it('does not tell what is to be ignored, nor a secret of the same value', async () => {
    const olds = { name: 'orders', policy: secret('{}'), delaySeconds: 1 };
    expect((await diff(olds, { ...olds, delaySeconds: 2 }, ['delaySeconds'])).changes).to.equal(false);
    expect((await diff(olds, { ...olds, policy: secret('{"a":1}') })).detailed).to.deep.equal({ policy: 'update' });
  });
}

function changes(provider: () => ResourceProvider): void {
  it('creates, reads, updates, replaces and deletes', async () => {
    const inputs = { name: 'orders', tags: { team: 'shop' } };
    const made = await provider().create({ ...queue, inputs, preview: false });
    expect(made.id).to.equal('https://sqs.us-east-1.amazonaws.com/000000000000/orders');
    expect(made.outputs).to.include({ arn: 'arn:aws:sqs:us-east-1:000000000000:orders', url: made.id });
    const known = { ...queue, id: made.id };
    expect(await provider().read({ ...known, inputs })).to.deep.equal({ ...made, inputs });
    const changed = { ...inputs, delaySeconds: 5 };
    const olds = { oldInputs: inputs, oldOutputs: made.outputs };
    const updated = await provider().update({ ...known, ...olds, inputs: changed, preview: false });
    expect(updated).to.deep.equal({ id: made.id, outputs: { ...made.outputs, delaySeconds: 5 } });
    const other = await provider().create({ ...queue, inputs: { name: 'orders-2' }, preview: false });
    await provider().delete({ ...known, inputs: changed, outputs: updated.outputs });
    expect(await provider().read({ ...known, inputs: changed })).to.equal(undefined);
    expect((await provider().read({ ...queue, id: other.id, inputs: {} }))?.id).to.equal(other.id);
    await provider().delete({ ...known, inputs: changed, outputs: updated.outputs });
  });

  it('reads for an import what only the id is known of', async () => {
    const inputs = { name: 'orders', delaySeconds: 7 };
    const { id } = await provider().create({ ...queue, inputs, preview: false });
    expect(await provider().read({ ...queue, id })).to.deep.include({ id, inputs });
    expect(await provider().read({ ...queue, id: 'https://nowhere' })).to.equal(undefined);
  });

  it('keeps each region apart', async () => {
    const inputs = { name: 'orders', region: 'eu-west-1' };
    const { id, outputs } = await provider().create({ ...queue, inputs, preview: false });
    expect(outputs['arn']).to.equal('arn:aws:sqs:eu-west-1:000000000000:orders');
    await provider().create({ ...queue, urn: urnOf(QUEUE, 'home'), inputs: { name: 'orders' }, preview: false });
    expect((await provider().read({ ...queue, id, inputs }))?.id).to.equal(id);
  });

  it('gives secrets back as secrets, at any depth, and to no one else', async () => {
    const inputs = { name: 'orders', policy: secret('{"hush":1}'), tags: { open: 'a', hidden: secret('b') } };
    const { id, outputs } = await provider().create({ ...queue, inputs, preview: false });
    expect(outputs).to.deep.include({ policy: inputs.policy, tags: inputs.tags });
    const read = await provider().read({ ...queue, id, inputs });
    expect(read?.inputs).to.deep.equal(inputs);
    expect(read?.outputs).to.deep.include({ policy: inputs.policy, tags: inputs.tags });
  });

  it('keeps assets and archives as they are', async () => {
    const asset = { [SIG_KEY]: 'c44067f5952c0a294b673a41bacd8c17', text: '<h1>', hash: 'ab'.repeat(32) };
    const member = { [SIG_KEY]: 'c44067f5952c0a294b673a41bacd8c17', text: 'x', hash: 'cd'.repeat(32) };
    const archive = { [SIG_KEY]: '0def7320c3a5731c473e5ecbe6d01bc7', assets: { 'a.txt': member }, hash: 'ef' };
    const inputs = { bucket: 'files', key: 'a', source: asset, metadata: { nested: archive } };
    const { outputs } = await provider().create({ urn: urnOf(OBJECT, 'page'), type: OBJECT, inputs, preview: false });
    expect(outputs).to.deep.include({ source: asset, metadata: { nested: archive } });
  });

  it('answers look-ups', async () => {
    const token = 'aws:index/getCallerIdentity:getCallerIdentity';
    expect(await provider().invoke({ token, args: {} })).to.include({ accountId: '000000000000' });
  });
}

function previews(provider: () => ResourceProvider): void {
  it('knows of a create that is previewed what its inputs say, and changes nothing', async () => {
    const inputs: PropertyMap = { name: 'orders', kmsMasterKeyId: UNKNOWN, tags: { list: [UNKNOWN, secret('s')] } };
    const { id, outputs } = await provider().create({ ...queue, inputs, preview: true });
    expect(id).to.equal('');
    expect(outputs).to.deep.include({ name: 'orders', tags: inputs['tags'] });
    expect(['arn', 'url', 'kmsMasterKeyId'].every((key) => isUnknown(outputs[key]))).to.equal(true);
    await provider().create({ ...queue, inputs: { name: 'orders' }, preview: false });
  });

  it('knows of an update that is previewed what will be, as far as that is known', async () => {
    const inputs = { name: 'orders' };
    const made = await provider().create({ ...queue, inputs, preview: false });
    const request = { ...queue, id: made.id, oldInputs: inputs, oldOutputs: made.outputs, preview: true };
    const known = await provider().update({ ...request, inputs: { ...inputs, delaySeconds: 5 } });
    expect(known.outputs).to.deep.equal({ ...made.outputs, delaySeconds: 5 });
    const unknown = await provider().update({ ...request, inputs: { ...inputs, kmsMasterKeyId: UNKNOWN } });
    expect(unknown.outputs).to.deep.equal({ ...made.outputs, kmsMasterKeyId: UNKNOWN });
    expect((await provider().read({ ...queue, id: made.id, inputs }))?.outputs).to.deep.equal(made.outputs);
  });
}

function failures(provider: () => ResourceProvider): void {
  const messageOf = async (promise: Promise<unknown>): Promise<string> => {
    try {
      await promise;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    throw new Error('it did not fail');
  };

  it("refuses in AWS's words with its code, and goes on", async () => {
    const inputs = { name: 'orders' };
    await provider().create({ ...queue, inputs, preview: false });
    const taken = messageOf(provider().create({ ...queue, urn: urnOf(QUEUE, 'mine'), inputs, preview: false }));
    expect(await taken)
      .to.contain('QueueAlreadyExists: "orders" already exists')
      .and.contain('creating aws:sqs/queue:Queue "mine"');
    const identity = { identifier: 'db', instanceClass: 'db.t4g.small', deletionProtection: true };
    const made = await provider().create({ ...database, inputs: identity, preview: false });
    const kept = provider().delete({ ...database, id: made.id, inputs: identity, outputs: made.outputs });
    expect(await messageOf(kept)).to.contain('InvalidParameterCombination: Cannot delete protected DB Instance');
    expect(await messageOf(provider().invoke({ token: 'aws:x/getNothing:getNothing', args: {} }))).to.contain(
      'x/getNothing',
    );
  });

  it('quotes no secret', async () => {
    const inputs = { identifier: 'db', instanceClass: 'db.t4g.small', password: secret('hunter2') };
    const message = await messageOf(provider().create({ ...database, inputs, preview: false }));
    expect(message).to.contain('InvalidParameterValue').and.contain('[secret]').and.not.contain('hunter2');
  });

  it('refuses to make what is not known', async () => {
    const message = await messageOf(provider().create({ ...queue, inputs: { name: UNKNOWN }, preview: false }));
    expect(message).to.contain('/name is not known yet');
  });
}
