import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { sdkInternals } from '../../../src/adapters/embedded-engine/sdk-internals.js';
import { patchSdk } from '../../../src/adapters/embedded-engine/sdk-patches.js';
import { LoopbackBackend, type ServedUnit } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { journalSealed } from '../../../src/core/state/errors.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { base64Sealer } from './base64-sealer.js';
import { CliHome } from './cli-home.js';
import { MemoryJournal } from './memory-journal.js';

const CANARIES = ['canary-in-input', 'canary-in-output', 'canary-in-config'];

class Group extends pulumi.ComponentResource {
  constructor(name: string) {
    super('panka:test:Group', name);
    new pulumi.Stash(`${name}-inner`, { input: name }, { parent: this });
    this.registerOutputs({ name });
  }
}

/** Stashes in a chain, with a secret in the first one's input and in an output. */
function chain(...names: string[]): UnitProgram {
  return async () => {
    new Group('group');
    let before: pulumi.Stash | undefined;
    for (const name of names) {
      const input = before === undefined ? pulumi.secret({ hidden: CANARIES[0] }) : name;
      before = new pulumi.Stash(name, { input }, { dependsOn: before === undefined ? [] : [before] });
    }
    return { last: names.at(-1), secret: pulumi.secret(CANARIES[1]) };
  };
}

withStockCli(() => {
  describe('the loopback backend', function () {
    this.timeout(120_000);
    let home: CliHome;
    let restoreSdk: (() => void) | undefined;
    let backend: LoopbackBackend;
    let journal: MemoryJournal;
    let base: DeploymentV3 | undefined;

    before(() => {
      home = new CliHome();
      // As the engine does: a program that was ended by a refusal leaves promises, of which the SDK complains in later runs.
      restoreSdk = patchSdk(sdkInternals());
    });

    beforeEach(async () => {
      backend = await LoopbackBackend.start({ secrets: base64Sealer });
      base = undefined;
    });

    afterEach(() => backend.close());
    after(() => {
      restoreSdk?.();
      home?.remove();
    });

    function serve(more: Partial<ServedUnit> = {}) {
      journal = new MemoryJournal();
      return backend.serve({ unit: { project: 'shop', stack: 'test' }, base, journal, ...more });
    }

    /** One run over the state that the one before left. */
    async function run(verb: 'up' | 'refresh' | 'destroy', program: UnitProgram) {
      const service = serve();
      try {
        const stack = await home.stack(backend, { name: 'test', program });
        const { summary } = await stack[verb]();
        base = JSON.parse(JSON.stringify(service.deployment())) as DeploymentV3;
        const { deployment } = await stack.exportStack();
        expect(namesOf(deployment as DeploymentV3)).to.deep.equal(namesOf(base));
        expect(service.completed).to.equal('succeeded');
        expect(service.refusal).to.equal(undefined);
        return summary.resourceChanges;
      } finally {
        service.close();
      }
    }

    function namesOf(deployment: DeploymentV3 | undefined): string[] {
      return (deployment?.resources ?? []).map(({ urn }) => urn.slice(urn.lastIndexOf('::') + 2)).sort();
    }

    it('keeps what up, up again, refresh, a change and destroy leave, from run to run and from port to port', async () => {
      const everything = ['a', 'b', 'default', 'group', 'group-inner', 'shop-test'];
      expect(await run('up', chain('a', 'b'))).to.deep.equal({ create: 5 });
      expect(namesOf(base)).to.deep.equal(everything);
      await backend.close();
      backend = await LoopbackBackend.start({ secrets: base64Sealer });
      expect(await run('up', chain('a', 'b'))).to.deep.equal({ same: 5 });
      expect(journal.batches, 'a run without changes has one write, at its end').to.have.length(1);
      expect(await run('refresh', chain('a', 'b'))).to.deep.equal({ same: 5 });
      expect(namesOf(base)).to.deep.equal(everything);
      expect(await run('up', chain('a', 'c'))).to.deep.equal({ create: 1, delete: 1, same: 4 });
      expect(namesOf(base)).to.include.members(['a', 'c']).and.not.include('b');
      expect(await run('destroy', chain())).to.deep.equal({ delete: 5 });
      expect(base?.resources).to.equal(undefined);
    });

    it('writes no secret, no path of this machine and no port of its own', async () => {
      const service = serve();
      const stack = await home.stack(backend, { name: 'test', program: chain('a', 'b') });
      await stack.setConfig('password', { value: CANARIES[2] ?? '', secret: true });
      const { outputs } = await stack.up();
      expect(outputs['secret']).to.deep.equal({ value: CANARIES[1], secret: true });
      const written = JSON.stringify([journal.text, service.entries, service.deployment(), service.refusal]);
      for (const canary of CANARIES) expect(written).not.to.include(canary);
      expect(written).to.include('ciphertext');
      expect(written).not.to.include('project://');
      expect(written).not.to.include(new URL(backend.url).port);
      const opened = [...written.matchAll(/ciphertext\\*":\\*"([^"\\]+)/g)].map((match) =>
        base64Sealer.open(match[1] ?? ''),
      );
      expect(opened, 'the embedded engine can read it').to.include(JSON.stringify(CANARIES[1]));
    });

    it('previews without a journal', async () => {
      const service = serve({ journal: undefined });
      const stack = await home.stack(backend, { name: 'test', program: chain('a') });
      const { changeSummary } = await stack.preview();
      expect(changeSummary).to.deep.equal({ create: 4 });
      expect(service.entries).to.deep.equal([]);
    });

    it('serves several stacks at once, which read each other', async () => {
      const own = serve();
      const first = await home.stack(backend, { name: 'test', program: chain('a'), terse: true });
      await first.up();
      const other = backend.serve({
        unit: { project: 'shop', stack: 'two' },
        base: undefined,
        journal: new MemoryJournal(),
      });
      const third = backend.serve({
        unit: { project: 'shop', stack: 'three' },
        base: undefined,
        journal: new MemoryJournal(),
      });
      const reading: UnitProgram = async () => {
        const reference = new pulumi.StackReference('panka/shop/test');
        return { read: reference.getOutput('last'), secret: reference.getOutput('secret') };
      };
      const stacks = [
        await home.stack(backend, { name: 'two', program: reading }),
        await home.stack(backend, { name: 'three', program: chain('x', 'y'), terse: true }),
      ];
      const [read] = await Promise.all(stacks.map((stack) => stack.up()));
      expect(read?.outputs['read']?.value).to.equal('a');
      expect(read?.outputs['secret']).to.deep.equal({ value: CANARIES[1], secret: true });
      expect([own.completed, other.completed, third.completed]).to.deep.equal(['succeeded', 'succeeded', 'succeeded']);
      expect(namesOf(third.deployment())).to.include.members(['x', 'y']);
    });

    it('ends a run whose journal was taken over: no further step, one sentence', async () => {
      const service = serve();
      journal.fault = (batch) => {
        if (JSON.stringify(batch).includes('Stash::b')) throw journalSealed('journal/5', 'run-2');
      };
      const stack = await home.stack(backend, { name: 'test', program: chain('a', 'b', 'c') });
      const failure = await stack.up().then(
        () => undefined,
        (error: Error) => error,
      );
      expect(failure?.message).to.include('took over while this one was running');
      expect(service.refusal).to.have.property('code', 'JournalSealed');
      expect(service.completed).to.equal(undefined);
      expect(namesOf(service.deployment())).to.include('a').and.not.include('b');
      expect(journal.text).not.to.include('Stash::c');
    });

    it('lets a step be refused before it is begun', async () => {
      const service = serve({
        beforeAppend: async (entries) => {
          if (entries.some(({ operation }) => operation?.resource.urn.endsWith('::b')))
            throw new Error('b must not be');
        },
      });
      const stack = await home.stack(backend, { name: 'test', program: chain('a', 'b') });
      const failure = await stack.up().then(
        () => undefined,
        (error: Error) => error,
      );
      expect(failure?.message).to.include('b must not be');
      expect(service.refusal?.message).to.equal('b must not be');
      expect(service.deployment().pending_operations).to.equal(undefined);
      expect(journal.text).not.to.include('Stash::b');
    });
  });
});
