import { expect } from 'chai';
import { outcomeOf, QueueProject, statuses } from './queues.js';

describe('panka apply in a cloud that fails', () => {
  const project = new QueueProject();
  after(() => project.remove());

  it('deploys what does not depend on a failed component, skips what does, and goes through throttling', async () => {
    const failed = await project.apply([
      { on: 'create', name: 'api/first', fail: 'AccessDenied: not today' },
      { on: 'create', name: 'audit/*', throttle: 3 },
    ]);
    expect(failed.code).to.equal(1);
    const outcome = outcomeOf(failed);
    expect(outcome.status).to.equal('failed');
    expect(outcome.error).to.include({ code: 'AccessDenied' });
    expect(statuses(outcome)).to.deep.equal({
      'api/first': 'failed',
      'api/second': 'skipped',
      'api/third': 'skipped',
      'audit/log': 'deployed',
    });
    expect(outcome.errors.map((e) => e.component)).to.deep.equal(['api/first']);
  });

  it('tells the failure in the status, and keeps no lock', async () => {
    const status = (await project.panka(['status', '--sandbox', '--json'])).json();
    const components = status.components as { component: string; status: string; error?: string }[];
    expect(components.map((c) => [c.component, c.status])).to.deep.equal([
      ['api/first', 'failed'],
      ['audit/log', 'deployed'],
    ]);
    expect(components[0]?.error).to.include('AccessDenied: not today');
    expect(status).to.not.have.property('lock');
  });

  it('finishes with the next apply, making nothing twice', async () => {
    const again = await project.apply();
    expect(again.code, again.stderr).to.equal(0);
    expect(new Set(Object.values(statuses(outcomeOf(again))))).to.deep.equal(new Set(['deployed', 'unchanged']));
    // 20 in all; the dead-letter queue of api/first with its policy, and the five of audit/log were there.
    expect(outcomeOf(again).resources).to.deep.equal({ create: 13 });
  });

  it('lets a component of the same wave be done before a slow one', async () => {
    const gone = await project.panka(['destroy', '--sandbox', '--yes', '--allow-data-loss', 'all', '--json']);
    expect(gone.code, gone.stderr).to.equal(0);
    const result = await project.apply(
      [{ on: 'create', type: 'Queue', name: 'api/first', delayMs: 500 }],
      ['--log-file', project.log],
    );
    expect(result.code, result.stderr).to.equal(0);
    const done = project
      .logged()
      .flatMap((l) => (l['message'] === 'component' && l['status'] === 'done' ? [l['component']] : []));
    expect(done.indexOf('audit/log')).to.be.lessThan(done.indexOf('api/first'));
  });
});
