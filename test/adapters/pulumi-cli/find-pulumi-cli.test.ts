import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect } from 'chai';
import { findPulumiCli } from '../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import { fitOf } from '../../../src/adapters/pulumi-cli/pulumi-version.js';
import { failureOf } from '../../helpers/failure-of.js';
import { executable, versionCli } from './fake-cli.js';

describe('finding the Pulumi CLI', () => {
  let folder: string;
  const at = (...path: string[]) => join(folder, ...path);
  const find = (env: NodeJS.ProcessEnv) => findPulumiCli({ env, engineFolder: at('engine') });

  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(join(tmpdir(), 'panka-cli-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes the one that PANKA_PULUMI names, and refuses it when it does not fit', async () => {
    const named = versionCli(at('mine', 'pulumi'), '3.230.1');
    versionCli(at('path', 'pulumi'), '3.260.0');
    const env = { PANKA_PULUMI: named, PATH: at('path') };
    expect(await find(env)).to.deep.equal({ path: named, version: '3.230.1', source: 'PANKA_PULUMI' });
    versionCli(named, '3.100.0');
    expect(await failureOf(find(env))).to.include({ code: 'PulumiUnsupported', exitCode: 3 });
  });

  it('goes along PATH past what is too old or does not answer, then to what panka has installed', async () => {
    versionCli(at('old', 'pulumi'), '3.224.9');
    executable(at('broken', 'pulumi'), 'process.exit(3)');
    const own = versionCli(at('engine', '3.260.0', 'bin', 'pulumi'), '3.260.0');
    const path = [at('none'), at('old'), at('broken')].join(delimiter);
    expect(await find({ PATH: path })).to.deep.equal({ path: own, version: '3.260.0', source: 'installed' });
    const newer = versionCli(at('new', 'pulumi'), '3.261.0');
    expect(await find({ PATH: `${path}${delimiter}${at('new')}` })).to.include({ path: newer, source: 'PATH' });
  });

  it('says what it found that does not fit, or that there is none, and what to type', async () => {
    expect(await failureOf(find({ PATH: at('none') }))).to.include({ code: 'PulumiMissing' });
    executable(at('broken', 'pulumi'), 'process.exit(3)');
    const unusable = await failureOf(find({ PATH: at('broken') }));
    expect(unusable).to.include({ code: 'PulumiUnusable' });
    versionCli(at('old', 'pulumi'), '3.1.0');
    const old = await failureOf(find({ PATH: at('old') }));
    expect(old.message).to.contain(`"${at('old', 'pulumi')}" is Pulumi 3.1.0`);
    expect(old.suggestions.join('\n')).to.contain('panka engine install');
  });
});

describe('fitOf', () => {
  it('tells tested, newer, too old and unknown versions apart', () => {
    const fits = ['3.225.0', 'v3.260.0', '3.261.0-dev.1', '3.224.9', '4.0.0', 'banana'].map(fitOf);
    expect(fits).to.deep.equal(['tested', 'tested', 'newer', 'too-old', 'unknown', 'unknown']);
  });
});
