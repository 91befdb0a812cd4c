import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';
import { TEST_CREDENTIALS } from '../servers/clients.js';
import { moto } from '../servers/moto.js';
import { withServer } from '../servers/with-server.js';

describe('panka init without an account', () => {
  const project = new CliProject();
  const home = join(project.root, 'home-of-init');
  const config = join(home, 'config.yaml');
  const panka = (args: readonly string[]) => project.panka(args, { env: { PANKA_HOME: home } });
  after(() => project.remove());

  it('says what is missing where it cannot ask', async () => {
    const result = await panka(['init', '--bucket', 'company-panka-state']);
    expect(result.code).to.equal(3);
    expect(result.stderr).to.include('InitIncomplete').and.include('--table');
    expect(existsSync(config)).to.equal(false);
  });

  it('writes the sandbox down, readable for the user only, and keeps what else is there', async () => {
    mkdirSync(home, { recursive: true });
    writeFileSync(config, '# mine\nparallel: 4 # few\n');
    const result = await panka(['init', '--target', 'sandbox', '--json']);
    expect(result.code, result.stderr).to.equal(0);
    expect(result.json()).to.include({ file: config, target: 'sandbox' });
    expect(readFileSync(config, 'utf8')).to.equal('# mine\nparallel: 4 # few\ntarget: sandbox\n');
    expect(statSync(config).mode & 0o777).to.equal(0o600);
  });

  it('writes nothing over a file that it cannot read', async () => {
    writeFileSync(config, 'parallel: [\n');
    const result = await panka(['init', '--target', 'sandbox']);
    expect(result.code).to.equal(3);
    expect(result.stderr).to.include('ConfigUnreadable');
    expect(readFileSync(config, 'utf8')).to.equal('parallel: [\n');
  });
});

withServer(moto, () => {
  describe('from nothing to a team set-up', () => {
    const project = new CliProject('test/fixtures/stacks/queues');
    const home = join(project.root, 'home-of-team');
    const names = ['--bucket', 'team-panka-state', '--table', 'team-panka-locks', '--region', 'eu-west-1'];
    const panka = async (args: readonly string[], env: Record<string, string> = {}) => {
      const url = await moto.url();
      const endpoints = Object.fromEntries(
        ['S3', 'DYNAMODB', 'STS', 'IAM'].map((s) => [`PANKA_AWS_ENDPOINTS_${s}`, url]),
      );
      return project.panka(args, { env: { PANKA_HOME: home, ...TEST_CREDENTIALS, ...endpoints, ...env } });
    };
    after(() => project.remove());

    it('names bucket and table, makes them, and deploys with them', async () => {
      const init = await panka(['init', ...names, '--json']);
      expect(init.code, init.stdout).to.equal(0);
      const { pieces } = init.json() as unknown as { pieces: { status: string }[] };
      expect(new Set(pieces.map(({ status }) => status))).to.deep.equal(new Set(['would-make']));
      const refused = await panka(['backend', 'create', '--json']);
      expect(refused.code).to.equal(3);
      const made = await panka(['backend', 'create', '--yes', '--json']);
      expect(made.json(), made.stderr).to.include({ ok: true, region: 'eu-west-1' });
      const again = await panka(['init', '--yes', '--json']);
      expect(
        new Set((again.json() as unknown as { pieces: { status: string }[] }).pieces.map(({ status }) => status)),
      ).to.deep.equal(new Set(['there']));
      // A sandbox keeps its state beside the project unless it is told otherwise.
      const applied = await panka(['apply', '--sandbox', '--yes', '--json'], { PANKA_STATE_BACKEND: 's3' });
      expect(applied.json(), applied.stdout + applied.stderr).to.include({ status: 'succeeded' });
      expect(existsSync(join(project.folder, '.panka/state'))).to.equal(false);
    });
  });
});
