import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { outcomeOf, QueueProject } from './queues.js';

describe('values from outside', () => {
  const project = new QueueProject();
  const plan = async (args: readonly string[], env: Record<string, string> = {}) => {
    const result = await project.panka(['plan', '--sandbox', '--json', ...args], { env });
    expect(result.code, result.stdout).to.equal(0);
    const changes = result.json().changes as { component: string; specChanges: { path: string; after: unknown }[] }[];
    return changes.flatMap((c) => c.specChanges.map(({ path, after }) => [c.component, path, after]));
  };
  const timeout = (value: number) => [['audit/log', '/visibilityTimeout', value]];

  before(async () => {
    const log = join(project.folder, 'services/audit/log.yaml');
    const lines = [
      'apiVersion: components.panka.io/v1',
      'kind: SQS',
      'metadata: { name: log, service: audit, stack: queues }',
      'spec: { visibilityTimeout: "${TIMEOUT:-60}" }',
    ];
    writeFileSync(log, lines.join('\n'));
    writeFileSync(join(project.folder, 'values.yaml'), 'TIMEOUT: 71\n');
    expect((await project.apply()).code).to.equal(0);
  });
  after(() => project.remove());

  it('reach the plan: --var over PANKA_VAR_* over --var-file, and --set over them all', async () => {
    const env = { PANKA_VAR_TIMEOUT: '70' };
    const file = ['--var-file', 'values.yaml'];
    const variable = ['--var', 'TIMEOUT=72'];
    expect(await plan(file)).to.deep.equal(timeout(71));
    expect(await plan(file, env)).to.deep.equal(timeout(70));
    expect(await plan([...file, ...variable], env)).to.deep.equal(timeout(72));
    const set = ['--set', 'audit/log.spec.visibilityTimeout=73'];
    expect(await plan([...file, ...variable, ...set], env)).to.deep.equal(timeout(73));
  });

  it('belong to a saved plan: it is refused with another value, and applied with the same', async () => {
    await plan(['--var', 'TIMEOUT=80', '--out', 'plan.json']);
    const other = await project.panka(['apply', 'plan.json', '--sandbox', '--json', '--var', 'TIMEOUT=81']);
    expect(other.code).to.equal(1);
    expect(other.json().error).to.include({ code: 'PlanStale' });
    expect(project.stored()).to.include({ serial: 1 });

    const same = await project.panka([
      'apply',
      'plan.json',
      '--sandbox',
      '--json',
      '--var',
      'TIMEOUT=80',
      '--log-file',
      project.log,
    ]);
    expect(same.code, same.stdout).to.equal(0);
    expect(outcomeOf(same).resources).to.deep.equal({ update: 1 });
    const lines = project.logged();
    expect(lines.length).to.be.greaterThan(5);
    expect(new Set(lines.map((l) => l['correlationId']))).to.deep.equal(new Set([outcomeOf(same).deployment]));
    for (const line of lines) expect(line).to.include.keys('time', 'level', 'message');
    const history = (await project.panka(['history', '--sandbox', '--json'])).json();
    expect((history.deployments as { id: string }[])[0]).to.include({ id: outcomeOf(same).deployment });
  });
});
