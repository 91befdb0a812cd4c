import { expect } from 'chai';
import type { CliResult } from '../helpers/cli.js';
import { untilLogged } from '../helpers/until-logged.js';
import { withStockCli } from '../helpers/with-stock-cli.js';
import { outcomeOf, QueueProject, statuses } from './queues.js';

const QUEUE = 'urn:pulumi:development::queues::panka:kind:SQS$aws:sqs/queue:Queue::';

/** Applies, and sends signals while the queue of api/second is being made. */
async function interrupted(project: InterruptedProject, signals: readonly NodeJS.Signals[]): Promise<CliResult> {
  // A second signal must end what would take minutes; a first one waits for what takes a moment.
  const delayMs = signals.length > 1 ? 300_000 : project.callMs;
  const faults = JSON.stringify([{ on: 'create', name: 'api/second', delayMs }]);
  return project.panka(['apply', '--sandbox', '--yes', '--json', '--log-file', project.log, '--log-level', 'debug'], {
    env: { PANKA_SANDBOX_FAULTS: faults },
    onStart: async (child) => {
      await untilLogged(project.log, { message: 'resource', phase: 'started', urn: `${QUEUE}api/second` });
      child.kill(signals[0]);
      if (signals.length === 1) return;
      await untilLogged(project.log, { message: 'interrupting' });
      child.kill(signals[1]);
    },
  });
}

/** What an interruption does, whatever the engine. */
function interruptions(newProject: () => InterruptedProject): void {
  for (const { signal, code } of [
    { signal: 'SIGINT', code: 130 },
    { signal: 'SIGTERM', code: 143 },
  ] as const) {
    it(`on ${signal} begins nothing new, lets running steps end, leaves state and lock clean, and goes on next time`, async () => {
      const project = newProject();
      const stopped = await interrupted(project, [signal]);
      expect(stopped.code, stopped.stderr).to.equal(code);
      const outcome = outcomeOf(stopped);
      expect(outcome).to.include({ status: 'interrupted', serial: 1 });
      expect(outcome).to.not.have.property('error');
      expect(outcome.errors).to.deep.equal([]);
      expect(statuses(outcome)).to.deep.equal({
        'api/first': 'deployed',
        'audit/log': 'deployed',
        'api/second': 'interrupted',
        'api/third': 'interrupted',
      });
      const steps = project.logged().filter((l) => l['message'] === 'resource');
      const after = project.logged().slice(project.logged().findIndex((l) => l['message'] === 'interrupting'));
      expect(after.filter((l) => l['phase'] === 'started')).to.deep.equal([]);
      expect(after.find((l) => l['phase'] === 'done')).to.include({ urn: `${QUEUE}api/second` });
      expect(await project.locks()).to.deep.equal([]);

      const plan = (await project.panka(['plan', '--sandbox', '--json'])).json();
      const reasons = (plan.changes as { component: string; reason: string }[]).map((c) => [c.component, c.reason]);
      expect(reasons).to.deep.include(['api/second', 'the last run did not finish it']);
      const next = await project.apply();
      expect(next.code, next.stderr).to.equal(0);
      expect(outcomeOf(next)).to.include({ status: 'succeeded', recovered: false });
      const made = steps.filter((l) => l['phase'] === 'done').length;
      expect(outcomeOf(next).resources).to.deep.equal({ create: 20 - made });
      project.remove();
    });
  }

  it('when the terminal is closed, which takes its output away, too, does the same', async () => {
    const project = newProject();
    const faults = JSON.stringify([{ on: 'create', name: 'api/second', delayMs: project.callMs }]);
    const closed = await project.panka(
      ['apply', '--sandbox', '--yes', '--log-file', project.log, '--log-level', 'debug'],
      {
        env: { PANKA_SANDBOX_FAULTS: faults },
        onStart: async (child) => {
          await untilLogged(project.log, { message: 'resource', phase: 'started', urn: `${QUEUE}api/second` });
          child.stdout?.destroy();
          child.stderr?.destroy();
          child.kill('SIGHUP');
        },
      },
    );
    expect(closed.code).to.equal(129);
    expect(project.logged().find((l) => l['phase'] === 'done' && l['urn'] === `${QUEUE}api/second`)).to.not.equal(
      undefined,
    );
    expect(project.stored()?.serial).to.equal(1);
    expect(await project.locks()).to.deep.equal([]);
    const next = await project.apply();
    expect(next.code, next.stderr).to.equal(0);
    expect(outcomeOf(next)).to.include({ status: 'succeeded', recovered: false });
    project.remove();
  });

  it('on a second signal ends at once; the next apply recovers, and nothing is left over', async () => {
    const project = newProject();
    const killed = await interrupted(project, ['SIGINT', 'SIGINT']);
    expect(killed.code, killed.stderr).to.equal(130);
    expect(project.stored()).to.equal(undefined);
    const next = await project.apply();
    expect(next.code, next.stderr).to.equal(0);
    expect(outcomeOf(next)).to.include({ status: 'succeeded', recovered: true });
    const plan = await project.panka(['plan', '--sandbox', '--refresh', '--json']);
    expect(plan.json().summary).to.deep.equal({ create: 0, update: 0, replace: 0, delete: 0, none: 4 });
    expect(await project.locks()).to.deep.equal([]);
    project.remove();
  });
}

class InterruptedProject extends QueueProject {
  /** How long the call takes that is under way when the signal comes. */
  readonly callMs: number = 1_500;
}

/** On the stock CLI, as target aws is deployed. */
class StockQueueProject extends InterruptedProject {
  override readonly callMs = 5_000;

  override get environment(): Record<string, string> {
    return { ...super.environment, PANKA_SANDBOX_ENGINE: 'pulumi' };
  }
}

describe('panka apply, interrupted', () => {
  interruptions(() => new InterruptedProject());
  withStockCli(() => interruptions(() => new StockQueueProject()));
});
