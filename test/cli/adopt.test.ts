import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { outcomeOf, QueueProject } from './queues.js';

/** One story: what a stack has forgotten is found, written into the manifest and taken over. */
describe('panka adopt', () => {
  const project = new QueueProject();
  const names = ['api/third', 'api/third/dlq', 'api/third/dlq-policy', 'api/third/dlq-redrive', 'api/third/policy'];
  const adopt = (...args: readonly string[]) => project.panka(['adopt', ...args, '--sandbox', '--json']);

  before(async () => {
    expect((await project.apply()).code).to.equal(0);
    writeFileSync(project.manifest, `# kept as it is\n${readFileSync(project.manifest, 'utf8')}`);
    const forgotten = await project.panka(['state', 'rm', ...names, '--sandbox', '--yes', '--json']);
    expect(forgotten.code, forgotten.stderr).to.equal(0);
  });
  after(() => project.remove());

  it('finds every part, and writes them into the manifest and nowhere else', async () => {
    const before = readFileSync(project.manifest, 'utf8');
    const state = readFileSync(project.state, 'utf8');
    const result = await adopt('third', '--write');
    expect(result.code, result.stderr).to.equal(0);
    const adoption = result.json() as { existing: Record<string, string>; file: string };
    expect(adoption).to.deep.include({ component: 'api/third', missing: [], differences: [], written: true });
    expect(Object.keys(adoption.existing).sort()).to.deep.equal([
      'dlq',
      'dlq-policy',
      'dlq-redrive',
      'policy',
      'third',
    ]);
    const field = `existing: ${JSON.stringify(adoption.existing)}, `;
    const after = readFileSync(project.manifest, 'utf8');
    expect(after.replace(field, '')).to.equal(before);
    expect(readFileSync(project.state, 'utf8')).to.equal(state);
  });

  it('after which a plan takes over and makes nothing, an apply does that, and nothing is left to do', async () => {
    const plan = await project.panka(['plan', '--sandbox']);
    expect(plan.stdout).to.include('= aws:sqs/queue:Queue api/third  takes over https://sqs.');
    expect(plan.stdout).to.include('(5 resource steps, 5 resources taken over)').and.to.not.include('+ aws:');
    const applied = await project.apply();
    expect(applied.code, applied.stderr).to.equal(0);
    expect(outcomeOf(applied).resources).to.deep.equal({ import: 5 });
    expect((await project.panka(['plan', '--sandbox', '--refresh', '--detailed-exitcode'])).code).to.equal(0);
  });

  it('says what it looked for where nothing is there', async () => {
    const text = readFileSync(project.manifest, 'utf8');
    const fresh =
      '---\napiVersion: components.panka.io/v1\nkind: SQS\nmetadata: { name: fourth, service: api, stack: queues }\n';
    writeFileSync(project.manifest, `${text}${fresh}spec: {}\n`);
    const nothing = await adopt('api/fourth');
    expect(nothing.code).to.equal(3);
    expect(nothing.json().error).to.include({ code: 'NothingToAdopt' });
    const wrong = await adopt('api/fourth', '--id', 'https://sqs/none');
    expect(wrong.json().error).to.include({ code: 'ExistingNotFound' });
  });
});
