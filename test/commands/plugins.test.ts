import { existsSync, readdirSync } from 'node:fs';
import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';
import { packPlugin } from '../helpers/plugin-package.js';

describe('panka plugins', function () {
  this.timeout(120_000);
  const project = new CliProject();
  const env = { PANKA_NPM_REGISTRY: 'http://127.0.0.1:9/', npm_config_fetch_retries: '0' };
  const panka = (...args: readonly string[]) => project.panka(args, { env });
  const data = project.environment['PANKA_DATA_DIR']!;
  after(() => project.remove());

  it('reads without writing', async () => {
    expect((await panka('plugins')).stdout).to.include('No plugins installed.');
    expect((await panka('kinds', '--json')).json()['kinds']).to.be.an('array');
    expect(existsSync(data)).to.equal(false);
  });

  it('install prints pure JSON and explains a refusal with an exit code', async () => {
    const refused = await panka('plugins', 'install', packPlugin({ name: 'rival', kinds: ['SQS'] }), '--json');
    expect(refused.code).to.equal(1);
    const { code, message } = refused.json()['error'] as { code: string; message: string };
    expect(code).to.equal('KindConflict');
    expect(message).to.include('@panka/plugin-sqs@').and.include('rival@1.0.0');
    const bundled = await panka('plugins', 'install', 'sqs', '--json');
    expect(bundled.json()['plugins']).to.have.nested.property('[0].status', 'already there');
  });

  it('uninstall works when a plugin breaks every command', async () => {
    const files = { 'hook.js': 'export default () => process.exit(9);' };
    const manifest = { oclif: { hooks: { init: './hook.js' } }, files: ['index.js', 'hook.js'] };
    const tarball = packPlugin({ name: 'breaks-all', files, manifest });
    expect((await panka('plugins', 'install', tarball)).stderr).to.include('PluginHasHooks');
    expect((await panka('plugins', 'install', tarball, '--allow-hooks', 'breaks-all')).code).to.equal(0);
    expect((await panka('kinds')).code).to.equal(9);
    const uninstall = ['plugins', 'uninstall', 'breaks-all'];
    expect((await project.panka(uninstall, { env: { ...env, PANKA_NO_PLUGINS: '1' } })).code).to.equal(0);
    expect((await panka('kinds')).code).to.equal(0);
  });

  it('leaves nothing beside its own folders', () => {
    expect(readdirSync(data).sort()).to.deep.equal(['node_modules', 'plugins']);
  });
});
