import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { CliResult } from '../helpers/cli.js';
import { QueueProject } from './queues.js';

/** One story, told in order: each test goes on where the one before has ended. */
describe('looking after a state', () => {
  const project = new QueueProject();
  const file = join(project.root, 'state.json');
  const panka = (...args: readonly string[]): Promise<CliResult> => project.panka([...args, '--sandbox', '--json']);
  const PLACE = ['-C', project.folder, '--stack', 'queues', '--environment', 'development'];
  const errorOf = (result: CliResult) => result.json().error as { code: string; suggestions: string[] };

  before(async () => {
    expect((await project.apply()).code).to.equal(0);
    expect((await project.apply([], ['--set', 'audit/log.spec.visibilityTimeout=61'])).code).to.equal(0);
  });
  after(() => project.remove());

  it('shows what differs between two serials', async () => {
    const diff = (await panka('diff', '--from', '1')).json();
    expect(diff).to.deep.include({ from: 1, to: 2, incomplete: [] });
    expect(diff.manifests).to.deep.equal([
      {
        ...{ component: 'audit/log', kind: 'SQS', change: 'changed' },
        changes: [{ path: 'visibilityTimeout', before: 60, after: 61 }],
      },
    ]);
    expect((diff.plans as { serial: number }[]).map(({ serial }) => serial)).to.deep.equal([2]);
  });

  it('puts a damaged state back, as the error says', async () => {
    truncateSync(project.state, 300);
    rmSync(join(project.state, '../pulumi/stack/checkpoint.json'));
    expect(errorOf(await panka('status')).suggestions[0]).to.match(/^panka state repair/);
    const checked = await panka('state', 'repair', '--check');
    expect(checked.code).to.equal(2);
    expect((checked.json().problems as { kind: string }[]).map(({ kind }) => kind)).to.deep.equal([
      'head-damaged',
      'checkpoint-missing',
    ]);
    const unasked = await panka('state', 'repair');
    expect([unasked.code, errorOf(unasked).code]).to.deep.equal([3, 'ApprovalNeeded']);
    const repaired = await panka('state', 'repair', '--yes');
    expect(repaired.code, repaired.stderr).to.equal(0);
    expect(repaired.json()).to.deep.include({ outcome: 'repaired', serial: 3, left: [] });
  });

  it('restores a serial, also where the manifests are not', async () => {
    const manifests = ['stack.yaml', 'services'].map((name) => join(project.folder, name));
    for (const path of manifests) renameSync(path, `${path}.away`);
    const result = await panka('state', 'restore', '--serial', '1', '--yes', ...PLACE);
    for (const path of manifests) renameSync(`${path}.away`, path);
    expect(result.code, result.stderr).to.equal(0);
    expect(result.stderr).to.include('61 → 60').and.include('nothing is made, changed or deleted');
    expect(result.json()).to.include({ outcome: 'restored', restored: 1, serial: 4 });
  });

  it('pulls, takes back what was edited, and refuses it a second time', async () => {
    expect((await panka('state', 'pull', '--out', file)).code).to.equal(0);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('"visibilityTimeoutSeconds": 60', '"visibilityTimeoutSeconds": 62'));
    const pushed = await panka('state', 'push', file, '--yes');
    expect(pushed.json(), pushed.stderr).to.include({ outcome: 'pushed', serial: 5 });
    const again = await panka('state', 'push', file, '--yes');
    expect([again.code, errorOf(again).code]).to.deep.equal([3, 'PushRefused']);
  });

  it('forgets what nothing refers to', async () => {
    const refused = await panka('state', 'rm', 'audit/log/dlq', '--yes');
    expect([refused.code, errorOf(refused).code]).to.deep.equal([3, 'HasDependents']);
    const result = await panka('state', 'rm', 'audit/log/policy', '--yes');
    expect(result.json()).to.include({ outcome: 'forgotten', serial: 6 });
  });

  it('has written all of it down', async () => {
    const { runs } = (await panka('audit')).json() as {
      runs: { command: string; outcome: string; errorCode?: string }[];
    };
    expect(runs.map(({ command, outcome, errorCode }) => `${command}: ${errorCode ?? outcome}`)).to.deep.equal([
      'panka state rm: forgotten',
      'panka state rm: HasDependents',
      'panka state push: PushRefused',
      'panka state push: pushed',
      'panka state restore: restored',
      'panka state repair: repaired',
      'panka state repair: ApprovalNeeded',
      'panka apply: succeeded',
      'panka apply: succeeded',
    ]);
  });
});
