import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { AwsClients } from '../../src/adapters/aws-clients/aws-clients.js';
import { type CliOptions, type CliResult, runCli } from '../helpers/cli.js';
import { logLines } from '../helpers/until-logged.js';
import { clientsOf, newBucket, newTable } from '../servers/clients.js';
import { moto } from '../servers/moto.js';
import { type RemotePlaces, RemoteProject } from '../servers/remote-project.js';
import { withServer } from '../servers/with-server.js';
import { outcomeOf } from './queues.js';

const QUEUE = 'urn:pulumi:development::queues::panka:kind:SQS$aws:sqs/queue:Queue::';

interface Suspended {
  readonly result: Promise<CliResult>;
  readonly goOn: () => void;
}

withServer(moto, () => {
  describe('panka apply by several processes, with state in S3 and locks in DynamoDB', function () {
    this.timeout(600_000);
    let direct: AwsClients;
    let project: RemoteProject;
    let log: string;
    let places: RemotePlaces;
    before(async () => {
      direct = clientsOf(await moto.url());
    });
    after(() => direct?.close());
    afterEach(() => project.remove());

    async function begin(): Promise<void> {
      places = { url: await moto.url(), bucket: await newBucket(direct), table: await newTable(direct) };
      project = new RemoteProject(places);
      log = join(project.root, 'run.log');
    }
    /** Of processes that are started from now on. */
    const setLease = (lease: string) => project.configure({ locks: { table: places.table, lease } });

    const apply = (args: readonly string[] = [], options: CliOptions = {}) =>
      runCli(['apply', '--yes', '--json', ...args], {
        ...options,
        cwd: project.folder,
        env: { ...project.environment, ...options.env },
      });

    /**
     * An apply that is stopped (SIGSTOP) while it makes a queue. A machine may be too busy to stop it in time, or to let it renew
     * a short lease until then: so it is begun again, with more time for both.
     */
    async function suspendedApply(queue: string, lease: (seconds: number) => string): Promise<Suspended> {
      for (let seconds = 5; ; seconds *= 2) {
        await begin();
        setLease(lease(seconds));
        const suspended = await suspendedWhileMaking(queue, seconds * 500);
        if (!('ended' in suspended)) return suspended;
        if (seconds > 60) throw new Error(`it always ended before: ${suspended.ended.stderr}`);
        project.remove();
      }
    }

    /** The queue is made at once; who made it hears of it `delayMs` later. */
    async function suspendedWhileMaking(
      queue: string,
      delayMs: number,
    ): Promise<Suspended | { readonly ended: CliResult }> {
      let child: ChildProcess | undefined;
      let ended: CliResult | undefined;
      const onStart = (started: ChildProcess) => {
        child = started;
      };
      const faults = [{ on: 'create', type: 'Queue', name: queue, when: 'after', delayMs }];
      const env = { PANKA_SANDBOX_FAULTS: JSON.stringify(faults) };
      const result = apply(['--log-file', log, '--log-level', 'debug'], { onStart, env });
      result.then((end) => {
        ended = end;
      });
      const isMaking = () => logLines(log).some((line) => line['phase'] === 'started' && line['urn'] === QUEUE + queue);
      while (ended === undefined && !isMaking()) await sleep(10);
      child?.kill('SIGSTOP');
      // What it has said before it was stopped has arrived then.
      await sleep(100);
      return ended === undefined ? { result, goOn: () => child?.kill('SIGCONT') } : { ended };
    }

    it('lets one win; another is told by whom and exits 4, or waits and finds nothing to do', async () => {
      const winner = await suspendedApply('api/first', () => '10m');
      const refused = await apply();
      const { error } = outcomeOf(refused) as unknown as { error: Record<string, string> };
      expect(refused.code).to.equal(4);
      expect(error).to.include({ code: 'LockHeld' });
      expect(error['message']).to.match(
        /"stack:queues:env:development" is locked: .* on ".+" \(pid \d+, "panka apply"\)/,
      );
      const onStderr = (text: string) => {
        if (text.includes('waiting for the lock')) winner.goOn();
      };
      const waited = await apply(['--lock-timeout', '10m'], { onStderr });
      expect((await winner.result).code).to.equal(0);
      expect(waited.code, waited.stderr).to.equal(0);
      expect(outcomeOf(waited)).to.include({ status: 'nothing-to-do', serial: 1 });
      expect(await locks()).to.deep.equal([]);
    });

    it('refuses a process that was suspended past its lease at its next write, and it begins nothing more', async () => {
      const sleeper = await suspendedApply('api/second', (seconds) => `${seconds}s`);
      const linesBefore = logLines(log).length;
      setLease('10m');
      const next = await apply(['--lock-timeout', '10m']);
      expect(next.code, next.stderr).to.equal(0);
      expect(outcomeOf(next)).to.include({ status: 'succeeded', recovered: true });
      expect(next.stderr).to.include('was taken over');
      const cloud = await project.cloud();

      sleeper.goOn();
      const woken = await sleeper.result;
      expect(woken.code, woken.stderr).to.equal(4);
      expect((outcomeOf(woken) as unknown as { error: { code: string } }).error.code).to.equal('LockLost');
      const after = logLines(log).slice(linesBefore);
      expect(after.filter((line) => line['phase'] === 'started')).to.deep.equal([]);
      expect(await project.cloud()).to.deep.equal(cloud);
      expect(await project.recorded()).to.deep.equal({ ids: cloud, pending: 0, open: 0 });
      expect(await locks()).to.deep.equal([]);
    });

    async function locks(): Promise<readonly unknown[]> {
      return (await (await project.session()).stores()).locks.list();
    }
  });
});
