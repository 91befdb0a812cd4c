import { expect } from 'chai';
import { isSecret, isUnknown, type PropertyMap, secret, UNKNOWN } from '../../../src/core/engine/property-value.js';
import { DATABASE, exampleModels, QUEUE, VOLUME } from './example-models.js';
import { failureOf, removeFolders, Sandbox, urnOf } from './sandbox-fixture.js';

const POLICY = 'aws:sqs/queuePolicy:QueuePolicy';
const sandbox = (options = {}) => new Sandbox({ models: [exampleModels], ...options });

describe('sandbox provider', () => {
  after(removeFolders);

  describe('check', () => {
    it('applies the defaults of the model and leaves unknown inputs unknown', async () => {
      const inputs = await sandbox().check(QUEUE, 'orders', { name: 'orders', kmsMasterKeyId: UNKNOWN });
      expect(inputs).to.deep.equal({ name: 'orders', kmsMasterKeyId: UNKNOWN, visibilityTimeoutSeconds: 30 });
    });

    it('names an input that @pulumi/aws requires and one that it does not know, with the nearest name', async () => {
      const { failures } = await sandbox().provider.check({
        urn: urnOf(DATABASE, 'db'),
        type: DATABASE,
        news: { identifier: 'db', allocatedStorge: 20 },
      });
      expect(failures).to.deep.equal([
        { property: 'instanceClass', reason: 'missing required property "instanceClass"' },
        {
          property: 'allocatedStorge',
          reason: '"allocatedStorge" is not a property of this type; did you mean "allocatedStorage"?',
        },
      ]);
    });

    it('asks the model for its refusal when all inputs are known', async () => {
      const error = await failureOf(sandbox().check(QUEUE, 'orders', { name: 'orders', delaySeconds: 901 }));
      expect(error.message).to.equal('InvalidAttributeValue: DelaySeconds must be at most 900');
    });

    it('does not refuse for what the cloud lacks now: a preview comes before its dependencies', async () => {
      const news = { identifier: 'copy', instanceClass: 'db.t4g.small', replicateSourceDb: 'not-there-yet' };
      await sandbox().check(DATABASE, 'copy', news);
      expect((await failureOf(sandbox().create(DATABASE, 'copy', news))).code).to.equal('DBInstanceNotFound');
    });

    it('makes up a name as Pulumi does, and keeps it', async () => {
      const { provider } = sandbox();
      const request = { urn: urnOf(QUEUE, 'orders'), type: QUEUE, news: {} };
      const { inputs } = await provider.check(request);
      expect(inputs.name).to.match(/^orders-[0-9a-f]{7}$/);
      const kept = await provider.check({ ...request, olds: { name: 'orders-0000000' } });
      expect(kept.inputs.name).to.equal('orders-0000000');
    });
  });

  describe('create', () => {
    it('gives id, ARN and computed outputs by the model and echoes the inputs', async () => {
      const made = await sandbox().create(QUEUE, 'orders', { name: 'orders', tags: { team: 'shop' } });
      expect(made.id).to.equal('https://sqs.us-east-1.amazonaws.com/000000000000/orders');
      expect(made.outputs).to.deep.equal({
        name: 'orders',
        visibilityTimeoutSeconds: 30,
        tags: { team: 'shop' },
        tagsAll: { team: 'shop' },
        region: 'us-east-1',
        arn: 'arn:aws:sqs:us-east-1:000000000000:orders',
        url: made.id,
      });
    });

    it('honours the region of the resource, in China with its own partition', async () => {
      const made = await sandbox().create(QUEUE, 'orders', { name: 'orders', region: 'cn-north-1' });
      expect(made.outputs.arn).to.equal('arn:aws-cn:sqs:cn-north-1:000000000000:orders');
    });

    it('merges the tags of the provider into tagsAll only', async () => {
      const made = await sandbox({ defaultTags: { owner: 'panka', team: 'none' } }).create(QUEUE, 'q', {
        name: 'q',
        tags: { team: 'shop' },
      });
      expect(made.outputs.tags).to.deep.equal({ team: 'shop' });
      expect(made.outputs.tagsAll).to.deep.equal({ owner: 'panka', team: 'shop' });
    });

    it('refuses a name that is taken, as AWS does, but not in another region', async () => {
      const cloud = sandbox();
      await cloud.create(QUEUE, 'orders', { name: 'orders' });
      const error = await failureOf(cloud.create(QUEUE, 'other', { name: 'orders' }));
      expect(error.code).to.equal('QueueAlreadyExists');
      expect(error.message).to.contain('creating aws:sqs/queue:Queue "other"').and.contain('"orders" already exists');
      await cloud.create(QUEUE, 'other', { name: 'orders', region: 'eu-west-1' });
    });

    it('sees a name that another process took meanwhile', async () => {
      const one = sandbox();
      const other = new Sandbox({ models: [exampleModels] }, one.folder);
      expect([one.store.all(), other.store.all()]).to.deep.equal([[], []]);
      await one.create(QUEUE, 'orders', { name: 'orders' });
      expect((await failureOf(other.create(QUEUE, 'mine', { name: 'orders' }))).code).to.equal('QueueAlreadyExists');
      const ids = [one, other].map((cloud) => cloud.create(VOLUME, 'data', { availabilityZone: 'us-east-1a' }));
      expect(new Set((await Promise.all(ids)).map((made) => made.id)).size).to.equal(2);
    });

    it('takes over what is there where AWS overwrites', async () => {
      const cloud = sandbox();
      await cloud.create(POLICY, 'one', { queueUrl: 'https://q', policy: '{"a":1}' });
      const made = await cloud.create(POLICY, 'two', { queueUrl: 'https://q', policy: '{"b":2}' });
      expect(made.id).to.equal('https://q');
      expect(cloud.store.list(POLICY)).to.have.length(1);
      expect(cloud.store.list(POLICY)[0]!.inputs.policy).to.equal('{"b":2}');
      expect(cloud.store.list(POLICY)[0]!.owner).to.equal(urnOf(POLICY, 'two'));
    });

    it('makes a second one of a nameless type under another id, the same ids in every run', async () => {
      const ids = async () => {
        const cloud = sandbox();
        const inputs = { availabilityZone: 'us-east-1a', size: 8 };
        return [(await cloud.create(VOLUME, 'data', inputs)).id, (await cloud.create(VOLUME, 'data', inputs)).id];
      };
      const [first, second] = await ids();
      expect(first).to.match(/^vol-[0-9a-f]{17}$/);
      expect(second)
        .to.match(/^vol-[0-9a-f]{17}$/)
        .and.not.equal(first);
      expect(await ids()).to.deep.equal([first, second]);
    });

    it('makes up the rest of a name from its prefix and keeps it through updates', async () => {
      const cloud = sandbox();
      const inputs = { namePrefix: 'orders-' };
      const made = await cloud.create(QUEUE, 'orders', inputs);
      expect(made.outputs.name).to.match(/^orders-[0-9a-f]{26}$/);
      const updated = await cloud.update(QUEUE, 'orders', { ...made, inputs }, { ...inputs, delaySeconds: 5 });
      expect(updated.outputs.name).to.equal(made.outputs.name);
      expect((await cloud.read(QUEUE, made.id))!.inputs).not.to.have.property('name');
    });

    it('deploys a type without a model by echoing its inputs, and says so', async () => {
      const cloud = sandbox();
      const type = 'aws:glue/job:Job';
      const made = await cloud.create(type, 'etl', { roleArn: 'arn:r', command: { scriptLocation: 's3://b/k' } });
      expect(made.id).to.match(/^job-[0-9a-f]{17}$/);
      expect(made.outputs.arn).to.equal(`arn:aws:glue:us-east-1:000000000000:job/${made.id}`);
      expect(made.outputs.command).to.deep.equal({ scriptLocation: 's3://b/k' });
      expect([cloud.provider.isModelled(type), cloud.provider.isModelled(QUEUE)]).to.deep.equal([false, true]);
      const foreign = await cloud.create('random:index/randomId:RandomId', 'r', { byteLength: 4 });
      expect(foreign.outputs).to.deep.equal({ byteLength: 4 });
    });

    it('writes nothing in a preview and knows only the inputs', async () => {
      const cloud = sandbox();
      const { outputs } = await cloud.create(QUEUE, 'orders', { name: 'orders', kmsMasterKeyId: UNKNOWN }, true);
      expect(outputs).to.include({ name: 'orders', visibilityTimeoutSeconds: 30, region: 'us-east-1' });
      expect(['arn', 'url', 'tagsAll', 'kmsMasterKeyId', 'policy'].every((name) => isUnknown(outputs[name]))).to.equal(
        true,
      );
      expect(outputs).not.to.have.property('delaySeconds');
      expect(cloud.store.all()).to.have.length(0);
    });

    it('refuses to send what is not known', async () => {
      const error = await failureOf(sandbox().create(QUEUE, 'orders', { name: UNKNOWN }));
      expect(error.message).to.contain('/name is not known yet');
    });
  });

  describe('update, read and delete', () => {
    it('updates in place, with outputs computed anew and generated digits kept', async () => {
      const cloud = sandbox();
      const inputs = { identifier: 'db', instanceClass: 'db.t4g.small' };
      const made = await cloud.create(DATABASE, 'db', inputs);
      const updated = await cloud.update(
        DATABASE,
        'db',
        { ...made, inputs },
        { ...inputs, instanceClass: 'db.r6g.large' },
      );
      expect(updated.outputs).to.deep.equal({ ...made.outputs, instanceClass: 'db.r6g.large' });
    });

    it('drops an output whose input was removed', async () => {
      const cloud = sandbox();
      const inputs = { name: 'orders', delaySeconds: 5 };
      const made = await cloud.create(QUEUE, 'orders', inputs);
      const updated = await cloud.update(QUEUE, 'orders', { ...made, inputs }, { name: 'orders' });
      expect(updated.outputs).not.to.have.property('delaySeconds');
      expect((await cloud.read(QUEUE, made.id))!.inputs).not.to.have.property('delaySeconds');
    });

    it('previews an update exactly when everything is known, without writing', async () => {
      const cloud = sandbox();
      const oldInputs = await cloud.check(DATABASE, 'db', { identifier: 'db', instanceClass: 'db.t4g.small' });
      const made = await cloud.create(DATABASE, 'db', oldInputs);
      const request = { urn: urnOf(DATABASE, 'db'), type: DATABASE, id: made.id, oldInputs, oldOutputs: made.outputs };
      const known = { ...oldInputs, instanceClass: 'db.r6g.large' };
      const exact = await cloud.provider.update({ ...request, inputs: known, preview: true });
      expect(exact.outputs).to.deep.equal({ ...made.outputs, instanceClass: 'db.r6g.large' });
      const partly = await cloud.provider.update({
        ...request,
        inputs: { ...oldInputs, kmsKeyId: UNKNOWN },
        preview: true,
      });
      expect(partly.outputs).to.deep.equal({ ...made.outputs, kmsKeyId: UNKNOWN });
      expect((await cloud.read(DATABASE, made.id))!.outputs).to.deep.equal(made.outputs);
    });

    it('fails to update what is gone, reads it as undefined, and is content to delete it', async () => {
      const cloud = sandbox();
      const inputs = { name: 'orders' };
      const made = await cloud.create(QUEUE, 'orders', inputs);
      await cloud.delete(QUEUE, 'orders', made.id);
      await cloud.delete(QUEUE, 'orders', made.id);
      expect(await cloud.read(QUEUE, made.id)).to.equal(undefined);
      const error = await failureOf(cloud.update(QUEUE, 'orders', { ...made, inputs }, inputs));
      expect(error.code).to.equal('ResourceNotFoundException');
    });

    it('refuses a deletion as the model says and keeps the resource', async () => {
      const cloud = sandbox();
      const made = await cloud.create(DATABASE, 'db', {
        identifier: 'db',
        instanceClass: 'x',
        deletionProtection: true,
      });
      expect((await failureOf(cloud.delete(DATABASE, 'db', made.id))).code).to.equal('InvalidParameterCombination');
      expect(await cloud.read(DATABASE, made.id)).not.to.equal(undefined);
    });

    it('shows drift of any input, edited, added or removed by hand', async () => {
      const cloud = sandbox();
      const inputs = await cloud.check(QUEUE, 'orders', { name: 'orders', delaySeconds: 5, tags: { a: '1' } });
      const made = await cloud.create(QUEUE, 'orders', inputs);
      cloud.edit('orders', (file) => {
        const { delaySeconds: _, ...rest } = file.inputs!;
        file.inputs = { ...rest, visibilityTimeoutSeconds: 99, tags: { a: '1', b: '2' } };
      });
      const seen = (await cloud.read(QUEUE, made.id, inputs))!;
      expect(seen.outputs).to.deep.include({ visibilityTimeoutSeconds: 99, url: made.id, tagsAll: { a: '1', b: '2' } });
      const diff = await cloud.diff(QUEUE, seen.inputs!, inputs);
      expect(diff.detailed).to.deep.equal({
        visibilityTimeoutSeconds: 'update',
        'tags.b': 'delete',
        delaySeconds: 'add',
      });
    });

    it('shows an output as a person left it in the file until the next update', async () => {
      const cloud = sandbox();
      const inputs = { identifier: 'db', instanceClass: 'x' };
      const made = await cloud.create(DATABASE, 'db', inputs);
      cloud.edit('"db"', (file) => {
        file.outputs = { ...file.outputs, status: 'stopped' };
      });
      expect((await cloud.read(DATABASE, made.id))!.outputs.status).to.equal('stopped');
      await cloud.update(DATABASE, 'db', { ...made, inputs }, inputs);
      expect((await cloud.read(DATABASE, made.id))!.outputs.status).to.equal('available');
    });
  });

  describe('find', () => {
    const tags = { 'panka:resource': 'orders', 'panka:stack': 'shop', 'panka:environment': 'dev' };
    const find = (cloud: Sandbox, type: string, name: string, inputs: PropertyMap) =>
      cloud.provider.find({ urn: urnOf(type, name), type, inputs });

    it('goes by the ownership tag within stack and environment', async () => {
      const cloud = sandbox();
      const made = await cloud.create(QUEUE, 'orders', { name: 'orders', tags });
      await cloud.create(QUEUE, 'prod', { name: 'prod', tags: { ...tags, 'panka:environment': 'prod' } });
      expect(await find(cloud, QUEUE, 'orders', { name: 'orders', tags })).to.deep.equal([made.id]);
      expect(await find(cloud, QUEUE, 'orders', { name: 'orders', tags: { ...tags, 'panka:resource': 'x' } })).to.be
        .empty;
    });

    it('goes by name without a tag, but never finds what somebody else made', async () => {
      const cloud = sandbox();
      const made = await cloud.create(QUEUE, 'orders', { name: 'orders' });
      expect(await find(cloud, QUEUE, 'orders', { name: 'orders' })).to.deep.equal([made.id]);
      expect(await find(cloud, QUEUE, 'intruder', { name: 'orders' })).to.be.empty;
    });

    it('goes by the owner it noted where there is neither', async () => {
      const cloud = sandbox();
      const made = await cloud.create(VOLUME, 'data', { availabilityZone: 'us-east-1a', size: 8 });
      expect(await find(cloud, VOLUME, 'data', { availabilityZone: 'us-east-1a' })).to.deep.equal([made.id]);
      expect(await find(cloud, VOLUME, 'other', { availabilityZone: 'us-east-1a' })).to.be.empty;
    });
  });

  describe('secrets', () => {
    const CANARY = 'canary-3f9b-password';

    it('come back as secrets, echoed or computed from one, and are nowhere plain on disk', async () => {
      const { readFileSync } = await import('node:fs');
      const leaky = {
        models: [
          {
            ...exampleModels.models[1]!,
            computed: (made: { inputs: { readonly [key: string]: unknown } }) => ({
              address: `postgres://root:${String(made.inputs.password)}@db`,
              status: 'available',
            }),
          },
        ],
      };
      const cloud = sandbox({ models: [leaky] });
      const inputs = {
        identifier: 'db',
        instanceClass: 'x',
        password: secret(CANARY),
        passwordWo: secret(`${CANARY}-wo`),
        tags: { note: secret(`${CANARY}-tag`) },
      };
      const made = await cloud.create(DATABASE, 'db', inputs);
      expect(isSecret(made.outputs.password)).to.equal(true);
      expect(isSecret(made.outputs.address)).to.equal(true);
      expect(made.outputs.status).to.equal('available');
      expect(made.outputs).not.to.have.property('passwordWo');

      const again = new Sandbox({ models: [leaky] }, cloud.folder);
      const read = (await again.read(DATABASE, made.id, inputs))!;
      expect(read.inputs!.password).to.deep.equal(secret(CANARY));
      expect(read.inputs!.tags).to.deep.equal({ note: secret(`${CANARY}-tag`) });
      for (const file of cloud.files()) expect(readFileSync(file, 'utf8'), file).not.to.contain('canary');
    });

    it('seal an input whose output @pulumi/aws calls secret although nobody marked it', async () => {
      const { readFileSync } = await import('node:fs');
      const cloud = sandbox();
      await cloud.create(DATABASE, 'db', { identifier: 'db', instanceClass: 'x', password: CANARY });
      for (const file of cloud.files()) expect(readFileSync(file, 'utf8'), file).not.to.contain('canary');
    });

    it('of write-only inputs are replaced before the state can see them', async () => {
      const inputs = await sandbox().check(DATABASE, 'db', {
        identifier: 'db',
        instanceClass: 'x',
        passwordWo: secret(CANARY),
      });
      expect(inputs.passwordWo).to.deep.equal(secret('(write-only)'));
    });

    it('do not appear in a refusal', async () => {
      const error = await failureOf(
        sandbox().create(DATABASE, 'db', { identifier: 'db', instanceClass: 'x', password: secret('hunter2') }),
      );
      expect(error.message).to.contain('the password "[secret]" is too short').and.not.contain('hunter2');
    });
  });
});
