import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ComponentKind } from '../../src/sdk/index.js';
import { kindContract } from '../../src/sdk/testing/index.js';
import { CliProject, repository } from '../helpers/cli.js';

const packageDir = join(repository, 'examples', 'custom-kind', 'plugin');
const { default: kind } = (await import(join(packageDir, 'src', 'index.js'))) as { default: ComponentKind };

kindContract({ kind, packageDir, it, describe });

describe('the example of a vendor’s plugin', function () {
  this.timeout(180_000);
  const project = new CliProject('examples/custom-kind/stack');
  const env = { PANKA_NPM_REGISTRY: 'http://127.0.0.1:9/' };
  const panka = (...args: readonly string[]) => project.panka(args, { env });
  after(() => project.remove());

  async function pluginType(): Promise<string | undefined> {
    const kinds = (await panka('kinds', '--json')).json()['kinds'] as { kind: string; plugin: { type: string } }[];
    return kinds.find((k) => k.kind === 'FeatureFlags')?.plugin.type;
  }

  it('is packed without a build and installed without a registry', async () => {
    const packed = spawnSync('npm', ['pack', packageDir, '--silent', '--pack-destination', project.root], {
      cwd: repository,
      encoding: 'utf8',
    });
    expect(packed.status, packed.stderr).to.equal(0);
    expect((await panka('validate', '--json')).stdout).to.include('kind \\"FeatureFlags\\"');
    const tarball = join(project.root, readdirSync(project.root).find((file) => file.endsWith('.tgz'))!);
    const installed = await panka('plugins', 'install', tarball, '--json');
    expect(installed.json(), installed.stderr).to.deep.equal({
      plugins: [{ name: 'panka-plugin-acme-flags', version: '1.0.0', status: 'installed', kinds: ['FeatureFlags'] }],
    });
    expect(await pluginType()).to.equal('user');
  });

  it('is checked by its own rules beside Panka’s kinds', async () => {
    const valid = await panka('validate', '--json');
    expect(valid.json()).to.deep.include({ ok: true, components: 4, diagnostics: [] });
    const manifest = join(project.folder, 'services', 'web', 'flags.yaml');
    const text = readFileSync(manifest, 'utf8');
    writeFileSync(manifest, text.replace('dark-mode', 'new-checkout'));
    const twice = await panka('validate', '--json');
    writeFileSync(manifest, text);
    expect(twice.code).to.equal(3);
    const [found] = twice.json()['diagnostics'] as { code: string }[];
    expect(found).to.include({ code: 'PANKA-ACME-001', file: 'services/web/flags.yaml' });
  });

  it('is deployed, changed and destroyed in the sandbox', async () => {
    const deployed = await panka('apply', '--sandbox', '--yes', '--json');
    expect(deployed.json()['status'], deployed.stdout + deployed.stderr).to.equal('succeeded');
    expect((deployed.json()['outputs'] as Record<string, object>)['web/flags']).to.have.property('overridesTable');
    const changed = await panka('apply', '--sandbox', '--yes', '--json', '--var', 'CHECKOUT_ROLLOUT=50');
    const actions = (changed.json()['components'] as { component: string; action: string }[])
      .filter((c) => c.action !== 'none')
      .map((c) => [c.component, c.action]);
    expect(actions, changed.stdout).to.deep.equal([['web/flags', 'update']]);
    const destroyed = await panka('destroy', '--sandbox', '--yes', '--allow-data-loss', 'all', '--json');
    expect(destroyed.json()['status'], destroyed.stdout + destroyed.stderr).to.equal('succeeded');
  });

  it('goes without a trace, even when no plugin may be loaded', async () => {
    const uninstall = ['plugins', 'uninstall', 'panka-plugin-acme-flags'];
    expect((await project.panka(uninstall, { env: { ...env, PANKA_NO_PLUGINS: '1' } })).code).to.equal(0);
    const left = join(project.environment['PANKA_DATA_DIR']!, 'plugins', 'node_modules', 'panka-plugin-acme-flags');
    expect(existsSync(left)).to.equal(false);
    expect(await pluginType()).to.equal(undefined);
  });

  it('can be linked from its folder while it is written', async () => {
    const linked = await panka('plugins', 'link', packageDir, '--no-install');
    expect(linked.stdout).to.include('panka-plugin-acme-flags@1.0.0 linked: FeatureFlags');
    expect(await pluginType()).to.equal('linked');
    expect((await panka('plugins', 'uninstall', 'panka-plugin-acme-flags')).code).to.equal(0);
    expect(await pluginType()).to.equal(undefined);
  });
});
