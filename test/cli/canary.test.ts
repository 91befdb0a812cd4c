import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject, type CliResult } from '../helpers/cli.js';
import { withStockCli } from '../helpers/with-stock-cli.js';
import { outcomeOf } from './queues.js';

class CanaryProject extends CliProject {
  private readonly cloud = join(this.folder, '.panka/sandbox');

  constructor(private readonly env: Record<string, string>) {
    super('test/fixtures/stacks/canary');
  }

  run(verb: 'plan' | 'apply', memory: number): Promise<CliResult> {
    const yes = verb === 'apply' ? ['--yes'] : [];
    return this.panka([verb, '--sandbox', ...yes, '--json', '--var', `MEM=${memory}`], { env: this.env });
  }

  /** Version that `live` points at. */
  live(): string {
    return this.edit('lambda-Alias.live', () => {}).inputs.functionVersion;
  }

  alarm(stateValue: string): void {
    this.edit('alarm-errors', ({ outputs }) => Object.assign(outputs, { stateValue }));
  }

  private edit(part: string, change: (resource: { outputs: object }) => void) {
    const name = readdirSync(this.cloud).find((one) => one.includes(part));
    const file = join(this.cloud, String(name));
    const resource = JSON.parse(readFileSync(file, 'utf8'));
    change(resource);
    writeFileSync(file, JSON.stringify(resource));
    return resource;
  }
}

function canary(env: Record<string, string>): void {
  let project: CanaryProject;
  before(async () => {
    project = new CanaryProject(env);
    expect((await project.run('apply', 256)).code).to.equal(0);
    expect(project.live()).to.equal('1');
  });
  after(() => project?.remove());

  it('is told by the plan, and ends with live at the new version', async () => {
    const { changes } = (await project.run('plan', 512)).json() as { changes: { resources: { first?: string }[] }[] };
    const first = changes.flatMap(({ resources }) => resources.flatMap((one) => one.first ?? []));
    expect(first).to.deep.equal(['a test call and 10 % of the calls for 2 min']);
    expect((await project.run('apply', 512)).code).to.equal(0);
    expect(project.live()).to.equal('2');
  });

  it('leaves live where it is while an alarm fires, and goes on with the next apply', async () => {
    project.alarm('ALARM');
    const refused = await project.run('apply', 1024);
    expect(refused.code).to.equal(1);
    const [component] = outcomeOf(refused).components.filter(({ status }) => status === 'failed');
    expect(component?.error?.message).to.match(
      /^api\/fn\/live: the new version of api\/fn was not handed over: alarm shop-development-api-fn-alarm-errors-\w+ fires; nothing was given to version 3$/,
    );
    expect(project.live()).to.equal('2');
    project.alarm('OK');
    expect((await project.run('apply', 1024)).code).to.equal(0);
    expect(project.live()).to.equal('3');
    expect(outcomeOf(await project.run('apply', 1024)).status).to.equal('nothing-to-do');
  });
}

describe('the canary of a Lambda', () => {
  canary({});
  withStockCli(() => canary({ PANKA_SANDBOX_ENGINE: 'pulumi' }));
});
