import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { identityOf, ownIdentity, type ProcessIdentity } from '../../../src/adapters/local-locks/process-identity.js';
import { EngineHome, STARTED_CLIS } from '../../../src/adapters/pulumi-engine/engine-home.js';
import { endLeftClis } from '../../../src/adapters/pulumi-engine/left-clis.js';

/** Longer than any of these tests. */
const FOREVER = 'setTimeout(() => {}, 60_000)';

describe('a CLI whose panka is dead', () => {
  const homes: EngineHome[] = [];
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const home of homes.splice(0)) home.remove();
  });

  async function start(code: string): Promise<{ readonly child: ChildProcess; readonly identity: ProcessIdentity }> {
    const child = spawn(process.execPath, ['-e', code], { detached: true });
    children.push(child);
    await once(child, 'spawn');
    return { child, identity: await identityOf(child.pid as number) };
  }

  async function gone(): Promise<ProcessIdentity> {
    const { child, identity } = await start('');
    if (child.exitCode === null) await once(child, 'exit');
    return identity;
  }

  /** As the run of that panka has left it. */
  function left(panka: ProcessIdentity, cli: ProcessIdentity): EngineHome {
    const home = new EngineHome();
    homes.push(home);
    appendFileSync(join(home.folder, STARTED_CLIS), `${JSON.stringify({ panka, cli })}\n`);
    return home;
  }

  it('is waited for, and its folder is removed', async () => {
    const { child, identity } = await start('setTimeout(() => {}, 300)');
    const home = left(await gone(), identity);
    await endLeftClis();
    expect(child.signalCode, 'it has ended by itself').to.equal(null);
    expect(existsSync(home.folder)).to.equal(false);
    expect(() => process.kill(identity.pid, 0)).to.throw('ESRCH');
  });

  it('is ended when it takes too long', async () => {
    const { child, identity } = await start(FOREVER);
    const ended = once(child, 'exit');
    left(await gone(), identity);
    await endLeftClis(100);
    expect(await ended).to.deep.equal([null, 'SIGKILL']);
  });

  it('is left alone when it is another process of the same number, or its panka lives', async () => {
    const { child, identity } = await start(FOREVER);
    const other = { ...identity, pidStart: `${identity.pidStart}0` };
    const dead = left(await gone(), other);
    const living = left(await ownIdentity(), identity);
    await endLeftClis(0);
    expect(child.signalCode ?? child.exitCode).to.equal(null);
    expect([dead, living].map(({ folder }) => existsSync(folder))).to.deep.equal([false, true]);
  });

  it('is noted when it is started', async () => {
    const home = new EngineHome();
    homes.push(home);
    const { child, identity } = await start(FOREVER);
    await home.noteStarted(identity.pid);
    await endLeftClis(0);
    expect(child.exitCode ?? child.signalCode, 'this process lives').to.equal(null);
    home.remove();
    await home.noteStarted(identity.pid);
  });
});
