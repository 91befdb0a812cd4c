import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { cloudErrorOf } from '../../../src/adapters/sandbox-cloud/cloud-error.js';
import { faultPlanOf } from '../../../src/adapters/sandbox-cloud/fault-plan.js';
import type { StoredResource } from '../../../src/adapters/sandbox-cloud/stored-resource.js';
import { type ServedProvider, serveProvider } from '../../../src/adapters/sandbox-provider-server/serve-provider.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { withIncompleteResource } from '../../../src/core/engine/incomplete-resource.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { FileStack } from '../../served-cloud/file-stack.js';
import { type Watch, WatchedProvider } from '../../served-cloud/watched-provider.js';
import { testSealer, World } from '../embedded-engine/world.js';
import { exampleModels, QUEUE } from '../sandbox-cloud/example-models.js';
import { removeFolders, Sandbox } from '../sandbox-cloud/sandbox-fixture.js';
import { shop } from './shop-program.js';

describe('the simulated cloud as a provider of plain Pulumi', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  let cloud: WatchedProvider;
  let served: ServedProvider;
  let stack: FileStack;
  let watch: Watch;

  withStockCli(() => {
    beforeEach(async () => {
      watch = {};
      sandbox = new Sandbox({ models: [exampleModels] });
      cloud = new WatchedProvider(sandbox.provider, {
        before: (call) => watch.before?.(call),
        after: (call, failure) => watch.after?.(call, failure),
      });
      served = await serveProvider(cloud, { onConfigure: () => sandbox.store.reload() });
      stack = new FileStack({ port: served.port });
    });
    afterEach(async () => {
      await served.close();
      stack.remove();
    });
    after(removeFolders);

    const changes = () => cloud.calls.filter(({ verb }) => verb !== 'read' && verb !== 'invoke').length;

    it('previews, deploys, changes, replaces, refreshes and destroys, without a plugin of AWS', async () => {
      stack.program = shop();
      const preview = await stack.preview();
      expect([preview.failure, preview.ops.length, changes()]).to.deep.equal([undefined, 8, 0]);
      const up = await stack.up();
      expect([up.failure, [...up.ops].sort()]).to.deep.equal([undefined, [...preview.ops].sort()]);
      expect(sandbox.store.all()).to.have.length(8);
      expect((await stack.up()).ops).to.deep.equal([]);
      expect(changes()).to.equal(8);

      stack.program = shop({ delay: 5, page: 'two', description: 'other' });
      const changed = await stack.up();
      expect(changed.failure).to.equal(undefined);
      expect([...changed.ops].sort()).to.deep.equal([
        'create-replacement group',
        'delete-replaced group',
        'replace group',
        'update page',
        'update queue',
      ]);

      sandbox.edit('::queue"', (file) => {
        Object.assign(file['inputs'] ?? {}, { delaySeconds: 77 });
        Object.assign(file['outputs'] ?? {}, { delaySeconds: 77 });
      });
      await stack.refresh();
      expect((await stack.resource('queue')).inputs?.['delaySeconds']).to.equal(77);
      expect((await stack.up()).ops).to.deep.equal(['update queue']);

      const destroyed = await stack.destroy();
      expect([destroyed.failure, destroyed.ops.length]).to.deep.equal([undefined, 8]);
      expect(sandbox.store.all()).to.deep.equal([]);
      expect(existsSync(join(stack.folder, 'home', 'plugins'))).to.equal(false);
    });

    it('leaves the state that the embedded engine leaves', async () => {
      const embedded = new Sandbox({ models: [exampleModels] });
      const world = new World({ provider: embedded.provider });
      for (const program of [shop(), shop({ delay: 5, page: 'two', description: 'other' })]) {
        stack.program = program;
        expect((await stack.up()).failure).to.equal(undefined);
        expect((await world.up(program)).errors).to.deep.equal([]);
        expect(comparable(await stack.state())).to.deep.equal(comparable(world.base));
        expect(sandbox.store.all().map(comparableResource)).to.have.deep.members(
          embedded.store.all().map(comparableResource),
        );
      }
    });

    it("tells a failure in AWS's words, stops what depends on it, and goes on from there", async () => {
      stack.program = shop();
      watch = {
        before: ({ verb, urn }) => {
          if (verb === 'create' && urn.endsWith('::vpc'))
            throw cloudErrorOf('VpcLimitExceeded: five', 'creating aws:ec2/vpc:Vpc "vpc"');
        },
      };
      const failed = await stack.up();
      expect(failed.failure).to.be.instanceOf(Error);
      expect(failed.errors.join()).to.match(
        /creating aws:ec2\/vpc:Vpc "vpc": operation error EC2: CreateVpc, https response error StatusCode: 400, RequestID: [0-9a-f-]{36}, api error VpcLimitExceeded: five/,
      );
      expect(failed.ops).not.to.include('create group');
      watch = {};
      expect((await stack.up()).failure).to.equal(undefined);
      const created = cloud.calls.filter(({ verb }) => verb === 'create').map(({ urn }) => urn);
      expect([created.length, new Set(created).size, sandbox.store.all().length]).to.deep.equal([9, 8, 8]);
    });

    it('records what was made and is not ready, and finishes it by an update', async () => {
      stack.program = async () => {
        new aws.sqs.Queue('queue', { name: 'orders', policy: pulumi.secret('hush-hush') });
        return {};
      };
      const outputs = { name: 'orders', policy: 'hush-hush', delaySeconds: 0 };
      watch = {
        after: ({ verb }) => {
          const error = new Error('the queue does not get ready');
          if (verb === 'create') throw withIncompleteResource(error, { id: queueUrl('orders'), outputs });
        },
      };
      expect((await stack.up()).errors.join()).to.contain('the queue does not get ready');
      const { id, initErrors, outputs: recorded } = await stack.resource('queue');
      expect([id, initErrors]).to.deep.equal([queueUrl('orders'), ['the queue does not get ready']]);
      expect(JSON.stringify(recorded?.['policy']))
        .to.contain('hush-hush')
        .and.contain('4dabf18193072939515e22adb298388d');
      watch = {};
      expect((await stack.up()).ops).to.deep.equal(['update queue']);
      expect((await stack.resource('queue')).initErrors).to.equal(undefined);
    });

    it('reads what is there already, and takes it over by its id', async () => {
      const { id } = await sandbox.create(QUEUE, 'before', { name: 'orders', visibilityTimeoutSeconds: 30 });
      stack.program = async () => {
        const seen = aws.sqs.Queue.get('seen', id);
        new aws.sqs.Queue('mine', { name: 'orders', visibilityTimeoutSeconds: 30 }, { import: id });
        return { arn: seen.arn };
      };
      expect((await stack.preview()).failure).to.equal(undefined);
      const up = await stack.up();
      expect([up.failure, [...up.ops].sort()]).to.deep.equal([undefined, ['import mine', 'read seen']]);
      const [seen, mine] = [await stack.resource('seen'), await stack.resource('mine')];
      expect([seen.external, seen.outputs?.['arn']]).to.deep.equal([true, mine.outputs?.['arn']]);
      expect(mine).to.deep.include({ id, inputs: { name: 'orders', visibilityTimeoutSeconds: 30 } });
    });

    it('ends what it waits for when the run is interrupted', async () => {
      stack.program = shop();
      const interrupt = new AbortController();
      const ends: unknown[] = [];
      const faults = faultPlanOf([{ on: 'create', name: 'vpc', hang: true }]);
      sandbox = new Sandbox({ models: [exampleModels], faults });
      cloud = new WatchedProvider(sandbox.provider, {
        before: ({ urn }) => void (urn.endsWith('::vpc') && interrupt.abort()),
        after: ({ urn }, failure) => void (urn.endsWith('::vpc') && ends.push(failure)),
      });
      await served.close();
      served = await serveProvider(cloud);
      stack.remove();
      stack = new FileStack({ port: served.port });
      stack.program = shop();
      expect((await stack.up({ signal: interrupt.signal })).failure).to.be.instanceOf(Error);
      expect(ends.map(String).join()).to.contain('RequestCanceled');
    });
  });
});

const queueUrl = (name: string) => `https://sqs.us-east-1.amazonaws.com/000000000000/${name}`;

/** By URN what both engines must agree on: not ids of provider resources, times and ciphertexts. */
function comparable(state: DeploymentV3 | undefined): Record<string, unknown> {
  const shown = (state?.resources ?? []).filter(({ type }) => !type.startsWith('pulumi:'));
  return Object.fromEntries(
    shown.map(({ urn, id, inputs, outputs, dependencies = [] }) => [
      urn,
      { id, inputs: open(inputs), outputs: open(outputs), dependencies: [...dependencies].sort() },
    ]),
  );
}

/** Secrets by what they hold: an export has it in plain JSON, the embedded engine's state sealed. */
function open(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(open);
  if (typeof value !== 'object' || value === null) return value;
  const { plaintext, ciphertext } = value as { plaintext?: string; ciphertext?: string };
  if (plaintext !== undefined) return { secret: JSON.parse(plaintext) as unknown };
  if (ciphertext !== undefined) return { secret: JSON.parse(testSealer.open(ciphertext)) as unknown };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, open(item)]));
}

const comparableResource = ({ createdAt: _, ...resource }: StoredResource) => resource;
