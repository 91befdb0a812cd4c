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
    expect(installable).to.deep.equal([]);
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
});

function bundledKinds(): string[] {
  const folders = readdirSync(join(repository, 'plugins'));
  const manifests = folders.map((f) =>
    JSON.parse(readFileSync(join(repository, 'plugins', f, 'package.json'), 'utf8')),
  );
  return manifests.flatMap((m) => m.panka?.kinds ?? []);
}
