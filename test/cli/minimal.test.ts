import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';

describe('panka on examples/minimal, one command after the other', () => {
  const project = new CliProject('examples/minimal');
  const manifest = join(project.folder, 'services/api/queue.yaml');
  const state = join(project.folder, '.panka/state/stacks/minimal/development/state.json');
  after(() => project.remove());

  it('refuses to guess where to deploy and names both ways', async () => {
    const result = await project.panka(['apply', '--yes', '--json']);
    expect(result.code).to.equal(3);
    expect(result.json().error).to.include({ code: 'NoTarget' });
    expect(result.stdout).to.include('--sandbox');
  });

  it('plans everything as new and writes nothing', async () => {
    const result = await project.panka(['plan', '--sandbox', '--json', '--detailed-exitcode']);
    expect(result.code).to.equal(2);
    expect(result.json().summary).to.include({ create: 1, none: 0 });
    expect(existsSync(state)).to.equal(false);
  });

  it('never asks without a terminal and changes nothing then', async () => {
    const result = await project.panka(['apply', '--sandbox']);
    expect(result.code).to.equal(3);
    expect(result.stderr).to.include('ApprovalNeeded').and.include('--yes');
    expect(existsSync(state)).to.equal(false);
  });

  it('deploys, verifies and records', async () => {
    const result = await project.panka(['apply', '--sandbox', '--yes', '--json']);
    expect(result.code, result.stderr).to.equal(0);
    const { status, components, serial } = result.json();
    const outputs = result.json().outputs as Record<string, Record<string, string>>;
    expect(status).to.equal('succeeded');
    expect(serial).to.equal(1);
    expect(components).to.have.length(1);
    expect(outputs['api/orders'])
      .to.have.property('queueUrl')
      .that.matches(/^https:\/\/sqs\.us-east-1/);
    expect(readdirSync(join(project.folder, '.panka/sandbox')).length).to.be.greaterThan(0);
  });

  it('does nothing the second time, without an engine and without a new serial', async () => {
    const before = readFileSync(state, 'utf8');
    const result = await project.panka(['apply', '--sandbox', '--yes', '--json']);
    expect(result.json()).to.include({ status: 'nothing-to-do', serial: 1 });
    expect(readFileSync(state, 'utf8')).to.equal(before);
  });

  it('says exactly what a changed line changes, and why', async () => {
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('visibilityTimeout: 60', 'visibilityTimeout: 90'));
    const plan = await project.panka(['plan', '--sandbox', '--json']);
    const [change] = plan.json().changes as {
      action: string;
      reason: string;
      resources: { op: string; changes: unknown[] }[];
    }[];
    expect(change).to.include({ action: 'update' });
    expect(change?.reason).to.equal('visibilityTimeout 60 → 90 (services/api/queue.yaml:5)');
    const updates = change?.resources.filter((r) => r.op === 'update');
    expect(updates).to.have.length(1);
    expect(updates?.[0]?.changes).to.deep.equal([
      { path: 'visibilityTimeoutSeconds', kind: 'update', before: '60', after: '90' },
    ]);
  });

  it('applies a saved plan, and refuses it once the state has moved', async () => {
    expect((await project.panka(['plan', '--sandbox', '--out', 'plan.json'])).code).to.equal(0);
    const applied = await project.panka(['apply', 'plan.json', '--sandbox', '--json']);
    expect(applied.code, applied.stderr).to.equal(0);
    expect(applied.json().resources).to.deep.equal({ update: 1 });
    const again = await project.panka(['apply', 'plan.json', '--sandbox', '--json']);
    expect(again.code).to.equal(1);
    expect(again.json().error).to.include({ code: 'PlanStale' });
  });

  it('refuses a saved plan when the manifests differ, and one that was edited', async () => {
    await project.panka(['plan', '--sandbox', '--out', 'plan.json']);
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('visibilityTimeout: 90', 'visibilityTimeout: 91'));
    const stale = await project.panka(['apply', 'plan.json', '--sandbox', '--json']);
    expect(stale.json().error).to.have.property('message').that.includes('manifests');
    const file = join(project.folder, 'plan.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"minimal"', '"maximal"'));
    const edited = await project.panka(['apply', 'plan.json', '--sandbox', '--json']);
    expect(edited.json().error).to.include({ code: 'PlanUnreadable' });
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('visibilityTimeout: 91', 'visibilityTimeout: 90'));
  });

  it('sees what was changed in the cloud when asked to, and puts it back', async () => {
    const cloud = join(project.folder, '.panka/sandbox');
    const file = readdirSync(cloud)
      .map((f) => join(cloud, f))
      .find((f) => readFileSync(f, 'utf8').includes('"visibilityTimeoutSeconds": 90'));
    expect(file).to.be.a('string');
    writeFileSync(
      file!,
      readFileSync(file!, 'utf8').replaceAll('"visibilityTimeoutSeconds": 90', '"visibilityTimeoutSeconds": 5'),
    );
    expect((await project.panka(['plan', '--sandbox', '--json'])).json().summary).to.include({ update: 0 });
    expect((await project.panka(['plan', '--sandbox', '--refresh', '--json'])).json().summary).to.include({
      update: 1,
    });
    const fixed = await project.panka(['apply', '--sandbox', '--refresh', '--yes', '--json']);
    expect(fixed.code, fixed.stderr).to.equal(0);
    expect(readFileSync(file!, 'utf8')).to.include('"visibilityTimeoutSeconds": 90');
  });

  it('refuses to replace a queue with its messages unless that is asked for by name', async () => {
    writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}  type: fifo\n`);
    const refused = await project.panka(['apply', '--sandbox', '--yes', '--json']);
    expect(refused.code).to.equal(1);
    expect(refused.json().error).to.include({ code: 'DataLoss' });
    const allowed = await project.panka(['apply', '--sandbox', '--yes', '--json', '--allow-data-loss', 'api/orders']);
    expect(allowed.code, allowed.stderr).to.equal(0);
    expect(JSON.stringify(allowed.json().outputs)).to.include('.fifo');
  });

  it('tells status, outputs, history and locks as JSON', async () => {
    const status = (await project.panka(['status', '--sandbox', '--json'])).json();
    expect(status.components).to.have.length(1);
    expect(status).to.have.property('resources').that.is.greaterThan(3);
    const url = await project.panka(['outputs', 'api/orders', 'queueUrl', '--sandbox']);
    expect(url.stdout.trim()).to.match(/^https:.*\.fifo$/);
    const history = (await project.panka(['history', '--sandbox', '--json'])).json();
    expect(history.deployments).to.have.length.greaterThan(2);
    expect((await project.panka(['locks', 'list', '--sandbox', '--json'])).json()).to.deep.equal({ locks: [] });
  });

  it('destroys everything it made and leaves the simulated cloud empty', async () => {
    const unnamed = await project.panka(['destroy', '--sandbox', '--yes', '--json']);
    expect(unnamed.code).to.equal(1);
    expect(unnamed.json().error).to.deep.include({
      code: 'DataLoss',
      suggestions: ['add --allow-data-loss api/orders if that is meant'],
    });
    const result = await project.panka(['destroy', '--sandbox', '--yes', '--allow-data-loss', 'api/orders', '--json']);
    expect(result.code, result.stderr).to.equal(0);
    expect(readdirSync(join(project.folder, '.panka/sandbox'))).to.deep.equal([]);
    expect((await project.panka(['status', '--sandbox', '--json'])).json()).to.include({ resources: 0 });
    expect((await project.panka(['destroy', '--sandbox', '--yes', '--json'])).json()).to.include({
      status: 'nothing-to-do',
    });
  });
});
