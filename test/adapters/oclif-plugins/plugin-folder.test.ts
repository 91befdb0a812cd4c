import {
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { linkHostPackages } from '../../../src/adapters/oclif-plugins/host-links.js';
import { findPackage, hostPackages } from '../../../src/adapters/oclif-plugins/host-packages.js';
import { writeNpmSettings } from '../../../src/adapters/oclif-plugins/npm-settings.js';
import { failureOf } from '../../helpers/failure-of.js';
import { temporaryFolder } from '../../helpers/plugin-package.js';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

describe('npm’s settings in the plugin folder', () => {
  it('keep peers and install scripts out, and the user’s own lines in', async () => {
    const folder = join(temporaryFolder('npmrc'), 'plugins');
    await writeNpmSettings(folder);
    const file = join(folder, '.npmrc');
    expect(readFileSync(file, 'utf8')).to.equal('legacy-peer-deps=true\nignore-scripts=true\n');
    writeFileSync(file, 'registry=https://npm.example.com\nignore-scripts=false\n');
    await writeNpmSettings(folder);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).to.deep.equal(['registry=https://npm.example.com', 'legacy-peer-deps=true', 'ignore-scripts=true']);
  });
});

describe('the links to the host’s packages', () => {
  it('lead from any plugin to the host’s copies', async () => {
    const data = join(temporaryFolder('links'), 'plugins');
    await linkHostPackages(data, root);
    const plugin = join(data, 'node_modules', '@acme', 'p');
    mkdirSync(plugin, { recursive: true });
    for (const name of ['panka', '@pulumi/pulumi', '@pulumi/aws', '@sinclair/typebox']) {
      expect(findPackage(plugin, name), name).to.equal(hostPackages(root).get(name));
    }
    expect(findPackage(plugin, 'panka')).to.equal(realpathSync(root));
  });

  it('follow the Panka that ran last, and are made again when broken', async () => {
    const base = temporaryFolder('links');
    const data = join(base, 'plugins');
    await linkHostPackages(data, root);
    const link = join(base, 'node_modules', '@sinclair', 'typebox');
    const right = readlinkSync(link);
    rmSync(link);
    symlinkSync('/gone', link);
    await linkHostPackages(data, root);
    expect(readlinkSync(link)).to.equal(right);
  });

  it('are never put into a folder that is somebody else’s', async () => {
    const project = temporaryFolder('project');
    writeFileSync(join(project, 'package.json'), '{}');
    expect(await failureOf(linkHostPackages(join(project, 'plugins'), root))).to.include({
      code: 'DataFolderNotPankas',
    });
    expect(existsSync(join(project, 'node_modules'))).to.equal(false);
    const packages = temporaryFolder('packages');
    mkdirSync(join(packages, 'node_modules', 'panka'), { recursive: true });
    expect(await failureOf(linkHostPackages(join(packages, 'plugins'), root))).to.include({
      code: 'DataFolderNotPankas',
    });
  });
});
