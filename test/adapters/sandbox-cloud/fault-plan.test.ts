import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Fault, FaultPlan, faultPlanFrom, faultPlanOf } from '../../../src/adapters/sandbox-cloud/fault-plan.js';
import { exampleModels, QUEUE, VOLUME } from './example-models.js';
import { failureOf, newFolder, removeFolders, Sandbox, urnOf } from './sandbox-fixture.js';

function faulty(...faults: Fault[]): Sandbox {
  return new Sandbox({ models: [exampleModels], faults: faultPlanOf(faults) });
}

const queue = (cloud: Sandbox, name: string) => cloud.create(QUEUE, name, { name });

describe('faults of the sandbox', () => {
  after(removeFolders);

  it('fail the nth call of an operation with the code that is asked for, and no other', async () => {
    const cloud = faulty({ on: 'create', nth: 2, fail: 'LimitExceeded: no more queues' });
    await queue(cloud, 'a');
    const error = await failureOf(queue(cloud, 'b'));
    expect(error.code).to.equal('LimitExceeded');
    expect(error.message).to.equal('creating aws:sqs/queue:Queue "b": LimitExceeded: no more queues');
    await queue(cloud, 'c');
    expect(cloud.store.all().map((r) => r.inputs.name)).to.have.members(['a', 'c']);
  });

  it('choose by type and by logical name', async () => {
    const cloud = faulty({ type: 'sqs/queue', name: 'api-*', fail: 'X: y' }, { type: 'Volume', fail: 'Z: y' });
    await queue(cloud, 'web-orders');
    expect((await failureOf(queue(cloud, 'api-orders'))).code).to.equal('X');
    expect((await failureOf(cloud.create(VOLUME, 'v', { availabilityZone: 'a' }))).code).to.equal('Z');
    const made = await cloud.read(QUEUE, 'https://sqs.us-east-1.amazonaws.com/000000000000/web-orders');
    expect(made?.outputs.name).to.equal('web-orders');
  });

  it('strike updates, deletions and reads too', async () => {
    const cloud = faulty({ on: 'update', fail: 'U: u' }, { on: 'delete', fail: 'D: d' }, { on: 'read', fail: 'R: r' });
    const inputs = { name: 'a' };
    const made = await queue(cloud, 'a');
    expect((await failureOf(cloud.update(QUEUE, 'a', { ...made, inputs }, inputs))).code).to.equal('U');
    expect((await failureOf(cloud.delete(QUEUE, 'a', made.id))).code).to.equal('D');
    expect((await failureOf(cloud.read(QUEUE, made.id))).code).to.equal('R');
  });

  it('lose the answer to a change that was made', async () => {
    const cloud = faulty({ on: 'create', fail: 'RequestTimeout: lost', when: 'after' });
    expect((await failureOf(queue(cloud, 'a'))).code).to.equal('RequestTimeout');
    const found = await cloud.provider.find({ urn: urnOf(QUEUE, 'a'), type: QUEUE, inputs: { name: 'a' } });
    expect(found).to.have.length(1);
  });

  it('throttle a call, which is retried until it goes through or too often', async () => {
    await queue(faulty({ throttle: 3 }), 'a');
    const cloud = faulty({ throttle: 99 });
    expect((await failureOf(queue(cloud, 'a'))).code).to.equal('Throttling');
    expect(cloud.store.all()).to.be.empty;
  });

  it('hang until the run is aborted', async () => {
    const abort = new AbortController();
    const cloud = faulty({ hang: true });
    const request = { urn: urnOf(QUEUE, 'a'), type: QUEUE, inputs: { name: 'a' }, preview: false };
    const call = failureOf(cloud.provider.create({ ...request, signal: abort.signal }));
    abort.abort();
    expect((await call).code).to.equal('RequestCanceled');
    expect(cloud.store.all()).to.be.empty;
  });

  it('hang until the timeout of the resource is over', async () => {
    const cloud = faulty({ hang: true });
    const request = { urn: urnOf(QUEUE, 'a'), type: QUEUE, inputs: { name: 'a' }, preview: false };
    expect((await failureOf(cloud.provider.create({ ...request, timeout: 0.01 }))).code).to.equal('Timeout');
  });

  it('delay a call', async () => {
    await queue(faulty({ delayMs: 1 }), 'a');
    const error = await failureOf(
      faulty({ delayMs: 10_000 }).provider.create({
        urn: urnOf(QUEUE, 'a'),
        type: QUEUE,
        inputs: { name: 'a' },
        preview: false,
        timeout: 0.01,
      }),
    );
    expect(error.code).to.equal('Timeout');
  });

  it('refuse every call of an aborted run', async () => {
    const cloud = faulty();
    const request = { urn: urnOf(QUEUE, 'a'), type: QUEUE, inputs: { name: 'a' }, preview: false };
    const error = await failureOf(cloud.provider.create({ ...request, signal: AbortSignal.abort() }));
    expect(error.code).to.equal('RequestCanceled');
  });

  for (const [when, left] of [
    ['before', ['first']],
    ['after', ['first', 'second']],
  ] as const) {
    it(`crash the process ${when} the nth change is stored, and leave whole files`, () => {
      const folder = newFolder();
      const script = `
        import { SandboxProvider } from '${join(import.meta.dirname, '../../../src/adapters/sandbox-cloud/sandbox-provider.ts')}';
        import { SandboxStore } from '${join(import.meta.dirname, '../../../src/adapters/sandbox-cloud/sandbox-store.ts')}';
        import { faultPlanFrom } from '${join(import.meta.dirname, '../../../src/adapters/sandbox-cloud/fault-plan.ts')}';
        const store = new SandboxStore('${folder}', { seal: (t) => t, open: (t) => t });
        const provider = new SandboxProvider({ store, models: [], faults: faultPlanFrom(process.env) });
        for (const name of ['first', 'second', 'third'])
          await provider.create({ urn: 'urn:x::' + name, type: 'test:index:Thing', inputs: { name }, preview: false });`;
      const faults = JSON.stringify([{ on: 'create', nth: 2, crash: true, when }]);
      const done = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
        env: { ...process.env, PANKA_SANDBOX_FAULTS: faults },
        encoding: 'utf8',
      });
      expect(done.signal, done.stderr).to.equal('SIGKILL');
      expect(readdirSync(folder).every((file) => file.endsWith('.json'))).to.equal(true);
      const survivors = new Sandbox({}, folder).store.all().map((r) => r.inputs.name);
      expect(survivors).to.have.members([...left]);
    });
  }

  describe('in PANKA_SANDBOX_FAULTS', () => {
    const read = (text?: string) => faultPlanFrom({ PANKA_SANDBOX_FAULTS: text });

    it('are a list or one of them, and may be left out', () => {
      expect(read()).to.equal(undefined);
      expect(read(' ')).to.equal(undefined);
      expect(read('[{"fail": "A: b"}]')).to.be.instanceOf(FaultPlan);
      expect(read('{"fail": "A: b"}')!.hit({ on: 'create', type: 't', name: 'n' })).to.have.length(1);
    });

    it('are refused with the reason when they are wrong', () => {
      for (const [text, why] of [
        ['{', 'it is not JSON'],
        ['[1]', 'fault 1 is not an object'],
        ['[{"fail": "A: b"}, {"crash": true, "nht": 2}]', 'fault 2 has the field "nht"'],
        ['{"on": "destroy", "fail": "A: b"}', 'fault 1 has "destroy" for "on"'],
        ['{"nth": 0, "fail": "A: b"}', 'fault 1 has 0 for "nth"'],
        ['{"on": "create"}', 'needs exactly one of'],
        ['{"fail": "A: b", "hang": true}', 'needs exactly one of'],
      ] as const) {
        expect(() => read(text), text)
          .to.throw(why)
          .with.property('code', 'InvalidFaultPlan');
      }
    });
  });
});
