import { expect } from 'chai';
import { untilLogged } from '../helpers/until-logged.js';
import { outcomeOf, QueueProject } from './queues.js';

describe('two applies at once', () => {
  const project = new QueueProject();
  const slow = [{ on: 'create', name: 'api/first', delayMs: 4000 }];
  after(() => project.remove());

  it('lets one win; another that does not wait is told by whom, one that waits finds nothing to do', async () => {
    const winner = project.apply(slow, ['--log-file', project.log, '--log-level', 'debug']);
    await untilLogged(project.log, { message: 'resource', phase: 'started', urn: urn('api/first') });
    const [refused, waited] = await Promise.all([project.apply(), project.apply([], ['--lock-timeout', '1m'])]);

    expect(refused.code).to.equal(4);
    const { error } = outcomeOf(refused) as unknown as { error: Record<string, unknown> };
    expect(error).to.include({ code: 'LockHeld' });
    expect(error['message']).to.match(
      /"stack:queues:env:development" is locked: .* on ".+" \(pid \d+, "panka apply"\) since /,
    );
    expect(error['suggestions']).to.include('panka locks list');
    expect(error['suggestions']).to.satisfy((all: string[]) => all.some((s) => s.includes('--lock-timeout')));

    const won = await winner;
    expect(won.code, won.stderr).to.equal(0);
    expect(outcomeOf(won)).to.include({ status: 'succeeded', serial: 1 });
    expect(waited.code, waited.stderr).to.equal(0);
    expect(waited.stderr).to.match(/waiting for the lock of .* \(panka apply, .*, pid \d+\)/);
    expect(outcomeOf(waited)).to.include({ status: 'nothing-to-do', serial: 1 });
    expect(project.stored()).to.include({ serial: 1, lastDeployment: outcomeOf(won).deployment });
    expect(await project.locks()).to.deep.equal([]);
  });

  it('does not hold a reader back', async () => {
    const plan = await project.panka(['plan', '--sandbox', '--json']);
    expect(plan.json().summary).to.include({ none: 4 });
  });
});

function urn(name: string): string {
  return `urn:pulumi:development::queues::panka:kind:SQS$aws:sqs/queue:Queue::${name}`;
}
