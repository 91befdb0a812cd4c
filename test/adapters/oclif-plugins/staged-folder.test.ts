import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { installFailed } from '../../../src/adapters/oclif-plugins/errors.js';
import { changeStaged } from '../../../src/adapters/oclif-plugins/staged-folder.js';
import { failureOf } from '../../helpers/failure-of.js';
import { temporaryFolder } from '../../helpers/plugin-package.js';

function pluginFolder(): string {
  const folder = join(temporaryFolder('staged'), 'plugins');
  mkdirSync(folder);
  writeFileSync(join(folder, 'state'), 'before');
  return folder;
}
const write = (text: string) => async (staging: string) => writeFileSync(join(staging, 'state'), text);
const state = (folder: string) => readFileSync(join(folder, 'state'), 'utf8');

describe('a change of the plugin folder', () => {
  it('is made on a copy that takes its place', async () => {
    const folder = pluginFolder();
    await changeStaged(folder, async (staging) => {
      await write('after')(staging);
      expect(state(folder)).to.equal('before');
      expect(dirname(staging)).to.equal(dirname(folder));
    });
    expect(state(folder)).to.equal('after');
    expect(readdirSync(dirname(folder))).to.deep.equal(['plugins']);
  });

  it('that fails leaves everything as it was', async () => {
    const folder = pluginFolder();
    const failing = changeStaged(folder, async (staging) => {
      await write('half')(staging);
      throw installFailed('p', 'npm');
    });
    expect(await failureOf(failing)).to.include({ code: 'PluginInstallFailed' });
    expect(state(folder)).to.equal('before');
    expect(readdirSync(dirname(folder))).to.deep.equal(['plugins']);
  });

  it('starts from an empty folder where there was none', async () => {
    const folder = join(temporaryFolder('staged'), 'deep', 'plugins');
    await changeStaged(folder, write('first'));
    expect(state(folder)).to.equal('first');
  });

  it('is refused while another process makes one, and says which', async () => {
    const folder = pluginFolder();
    await changeStaged(folder, async () => {
      const failure = await failureOf(changeStaged(folder, write('other')));
      expect(failure).to.include({ code: 'PluginsBusy', exitCode: 4 });
      expect(failure.message).to.include(String(process.pid));
    });
    expect(state(folder)).to.equal('before');
  });

  it('is not held up by the lock of a process that was killed', async () => {
    const folder = pluginFolder();
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.once('close', resolve));
    writeFileSync(`${folder}.lock`, String(child.pid));
    await changeStaged(folder, write('after'));
    expect(state(folder)).to.equal('after');
    expect(existsSync(`${folder}.lock`)).to.equal(false);
  });

  it('finds the old folder again after a kill between its two renames', async () => {
    const folder = pluginFolder();
    renameSync(folder, `${folder}.before`);
    await changeStaged(folder, async (staging) => expect(state(staging)).to.equal('before'));
    expect(state(folder)).to.equal('before');
  });
});
