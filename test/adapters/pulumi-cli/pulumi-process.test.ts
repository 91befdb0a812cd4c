import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PulumiExit, PulumiProcess } from '../../../src/adapters/pulumi-cli/pulumi-process.js';
import { executable } from './fake-cli.js';

describe('PulumiProcess', () => {
  let folder: string;
  const processOf = (body: string) => {
    const path = executable(join(folder, 'pulumi'), body);
    return new PulumiProcess({ cli: { path, version: '3.260.0', source: 'PATH' } });
  };

  beforeEach(function () {
    if (process.platform === 'win32') this.skip();
    folder = mkdtempSync(join(tmpdir(), 'panka-process-'));
  });
  afterEach(() => {
    delete process.env.PULUMI_DISABLE_JOURNALING;
    delete process.env.PANKA_SECRETS_PASSPHRASE;
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives arguments and variables on, but none by which a user would bypass the state, and no passphrase', async () => {
    process.env.PULUMI_DISABLE_JOURNALING = 'true';
    process.env.PANKA_SECRETS_PASSPHRASE = 'hunter2';
    const cli = processOf('console.log(JSON.stringify([process.argv.slice(2), process.env]))');
    const heard: string[] = [];
    const { stdout, code } = await cli.run(['up'], folder, { PULUMI_BACKEND_URL: 'http://x' }, (t) => heard.push(t));
    const [args, env] = JSON.parse(stdout) as [string[], Record<string, string>];
    expect([code, args, heard.join('')]).to.deep.equal([0, ['up', '--non-interactive'], stdout]);
    expect(env).to.include({ PULUMI_BACKEND_URL: 'http://x', PULUMI_AUTOMATION_API: 'true' });
    expect(env).to.not.have.any.keys('PULUMI_DISABLE_JOURNALING', 'PANKA_SECRETS_PASSPHRASE');
    expect(env.PATH?.startsWith(`${folder}:`)).to.equal(true);
  });

  it('fails with the last line that was said', async () => {
    const cli = processOf('console.error("one\\nerror: no"); process.exit(255)');
    const failure = await cli.run([], folder, {}).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(PulumiExit);
    expect((failure as PulumiExit).message).to.equal('error: no');
    expect((failure as PulumiExit).result.code).to.equal(255);
  });

  it('says by what it was ended, not what it says at every start', async () => {
    const cli = processOf(
      'console.error("Logging in using access token from X"); process.kill(process.pid, "SIGKILL")',
    );
    const failure = await cli.run([], folder, {}).catch((error: unknown) => error);
    expect((failure as PulumiExit).message).to.equal('the Pulumi CLI was ended by SIGKILL');
    const silent = processOf('console.error("Logging in using access token from X"); process.exit(3)');
    expect(await silent.run([], folder, {}).catch((error: unknown) => error))
      .to.have.property('message')
      .that.equals('the Pulumi CLI ended with code 3');
  });

  it('asks once to end, and waits for the end', async () => {
    const cli = processOf(`
      let asked = 0;
      process.on('SIGINT', () => { asked++; setTimeout(() => { console.log(asked); process.exit(0); }, 20); });
      console.log('up'); setInterval(() => {}, 1000);`);
    const abort = new AbortController();
    const { stdout } = await cli.run([], folder, {}, () => abort.abort(), undefined, abort.signal);
    expect(stdout).to.equal('up\n1\n');
  });

  it('rejects when the CLI is not there any more', async () => {
    const cli = processOf('');
    rmSync(cli.command);
    const failure = await cli.run([], folder, {}).catch((error: NodeJS.ErrnoException) => error.code);
    expect(failure).to.equal('ENOENT');
  });
});
