import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject, repository } from '../helpers/cli.js';
import { packPlugin } from '../helpers/plugin-package.js';

describe('panka kinds', function () {
  this.timeout(60_000);
  const project = new CliProject();
  const panka = (...args: readonly string[]) => project.panka(args);
  after(() => project.remove());

  it('lists every bundled kind', async () => {
    const { kinds, installable } = (await panka('kinds', '--json')).json() as {
      kinds: { kind: string; problem?: unknown; definition: { outputs: object; access: object } }[];
      installable: { kind: string; package: string }[];
    };
    expect(kinds.map((k) => k.kind)).to.have.members(bundledKinds());
    expect(kinds.filter((k) => k.problem)).to.deep.equal([]);
    expect(kinds.find((k) => k.kind === 'SQS')?.definition.outputs).to.have.property('queueUrl');
    expect(kinds.length).to.be.at.least(23);
    expect(installable.filter((i) => 'kind' in i)).to.deep.equal([]);
  });

  it('lists the platforms that containers run on, with what brings them and the kinds that run there', async () => {
    const text = (await panka('kinds')).stdout;
    expect(text).to.match(/^fargate +CronJob, MicroService, Worker +panka@\d+\.\d+\.\d+$/m);
    expect(text).to.match(/^ec2 +CronJob, MicroService, Worker +panka@/m);
    expect(text).to.include('Not installed: platform eks');
    expect((await panka('kinds', 'eks')).stderr)
      .to.include('UnknownRuntime')
      .and.include('install @panka/plugin-eks');
  });

  it('shows one kind in full, and says what to type for one that is not there', async () => {
    const { stdout } = await panka('kinds', 'SQS');
    expect(stdout).to.include('queueUrl').and.include('same as queueUrl').and.include('write (valueFrom)');
    const missing = await panka('kinds', 'SQSS');
    expect(missing.code).to.equal(3);
    expect(missing.stderr).to.include('UnknownKind').and.include('SQS');
  });

  it('names the plugin that is broken and goes on with the others', async () => {
    const files = { 'index.js': 'throw new Error("lost its way")' };
    const tarball = packPlugin({ name: 'broken', kinds: ['Broken'], files });
    expect((await panka('plugins', 'install', tarball)).code).to.equal(0);
    const { code, stdout } = await panka('kinds');
    expect(code).to.equal(0);
    expect(stdout).to.include('broken@1.0.0 cannot be used: its entry throws: lost its way').and.include('SQS');
    expect((await panka('schema', '--kind', 'Broken')).stderr).to.include('PluginBroken');
    expect((await panka('schema')).code).to.equal(0);
  });

  it('lists a platform that a plugin brings, and says which one is broken', async () => {
    const provides = (platforms: readonly string[]) => ({
      panka: { contract: 1, entry: './index.js', provides: { runtimes: platforms } },
    });
    const eks = `{ platform: 'eks', summary: 'Pods', iamActions: [], runtime() {}, sandbox() {} }`;
    const files = { 'index.js': `export const runtimes = { eks: ${eks} };` };
    const tarball = packPlugin({
      name: 'pods',
      version: '2.3.4',
      kinds: [],
      manifest: provides(['eks', 'moon']),
      files,
    });
    expect((await panka('plugins', 'install', tarball)).code).to.equal(0);
    const { platforms, installable } = (await panka('kinds', '--json')).json() as {
      platforms: { platform: string; plugin: { name: string; version: string }; kinds: string[]; problem?: object }[];
      installable: object[];
    };
    expect(platforms.map((p) => p.platform)).to.deep.equal(['fargate', 'ec2', 'eks', 'moon']);
    expect(platforms[2]).to.deep.include({ summary: 'Pods', kinds: ['CronJob', 'MicroService', 'Worker'] });
    expect(platforms[2]?.plugin).to.include({ name: 'pods', version: '2.3.4', type: 'user' });
    expect(platforms[3]?.problem).to.include({ code: 'PluginBroken' });
    expect(installable).to.deep.equal([]);
    expect((await panka('kinds', 'eks')).stdout)
      .to.include('eks: Pods')
      .and.include('pods@2.3.4 (user)');
    expect((await panka('kinds', 'Worker')).stdout).to.match(/^ +eks +Pods +pods@2\.3\.4 \(user\)$/m);
  });
});

function bundledKinds(): string[] {
  const folders = readdirSync(join(repository, 'plugins'));
  const manifests = folders.map((f) =>
    JSON.parse(readFileSync(join(repository, 'plugins', f, 'package.json'), 'utf8')),
  );
  return manifests.flatMap((m) => m.panka?.kinds ?? []);
}
