import { spawn } from 'node:child_process';
import { expect } from 'chai';
import {
  livenessByPs,
  ownIdentity,
  processLiveness,
  startByPs,
} from '../../../src/adapters/local-locks/process-identity.js';

describe('processLiveness', () => {
  it('knows that this process runs', async () => {
    const me = await ownIdentity();
    expect(me.pid).to.equal(process.pid);
    expect(await processLiveness(me)).to.equal('alive');
  });

  it('knows a process that has ended, and one that was given its number later', async () => {
    const me = await ownIdentity();
    expect(await processLiveness({ ...me, pid: await endedPid() })).to.equal('gone');
    expect(await processLiveness({ ...me, pidStart: me.pidStart!.replace(/\d+$/, '1') })).to.equal('gone');
  });

  it('does not judge other hosts, nor, on Linux, other process namespaces', async () => {
    const me = await ownIdentity();
    expect(await processLiveness({ ...me, host: 'elsewhere' })).to.equal('unknown');
    if (process.platform !== 'linux') return;
    const [boot, namespace, start] = me.pidStart!.split('/');
    expect(await processLiveness({ ...me, pidStart: `${boot}/1${namespace}/${start}` })).to.equal('unknown');
    expect(await processLiveness({ ...me, pidStart: `00000000/${namespace}/${start}` })).to.equal('rebooted');
    expect(await processLiveness({ host: me.host, pid: me.pid })).to.equal('unknown');
  });

  it('takes a process that was killed and not yet buried for gone', async function () {
    if (process.platform !== 'linux') return this.skip();
    const me = await ownIdentity();
    // The shell's child ends at once; `exec sleep` never asks for it, so it stays a zombie.
    const shell = spawn('sh', ['-c', 'true & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const zombie = Number(
      await new Promise((resolve) => shell.stdout.once('data', (text) => resolve(String(text).trim()))),
    );
    let liveness = '';
    for (let n = 0; n < 200 && liveness !== 'gone'; n += 1) liveness = await processLiveness({ ...me, pid: zombie });
    shell.kill('SIGKILL');
    expect(liveness).to.equal('gone');
  });

  it('does the same by `ps` where there is no /proc', async function () {
    const start = await startByPs(process.pid);
    if (start === undefined) return this.skip();
    const me = { host: 'one', pid: process.pid, pidStart: start };
    expect(await livenessByPs(me)).to.equal('alive');
    expect(await livenessByPs({ ...me, pidStart: 'Thu Jan  1 00:00:00 1970' })).to.equal('gone');
    expect(await livenessByPs({ ...me, pid: await endedPid() })).to.equal('gone');
  });
});

function endedPid(): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    child.on('exit', () => resolve(child.pid!));
  });
}
