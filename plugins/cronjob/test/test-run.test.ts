import { expect } from 'chai';
import type { Json, JsonObject } from 'panka/sdk';
import { TestRun } from '../src/test-run.js';

const ended = (more: JsonObject): JsonObject => ({ lastStatus: 'STOPPED', containers: [{ name: 'job' }], ...more });
const WELL = ended({ stopCode: 'EssentialContainerExited', containers: [{ name: 'job', exitCode: 0 }] });

/** Looks at a run until it is decided; `tasks`: how each task that is started is found, look by look. */
async function looksAt(starts: readonly Json[], tasks: readonly JsonObject[]) {
  const [started, found] = [[...starts], [...tasks]];
  const call = async (operation: string): Promise<Json> => {
    if (operation === 'ecs:RunTask') return started.shift() ?? null;
    if (operation === 'ecs:DescribeTasks') return { tasks: [found.shift() ?? {}] };
    throw new Error(`${operation} is not expected`);
  };
  const run = new TestRun();
  const details: string[] = [];
  for (let n = 0; n < starts.length + tasks.length; n++) {
    const [seen] = await run.look('api/job', { outputs: {}, resources: [], aws: { call } });
    details.push(`${seen?.ok ? 'ok' : seen?.fatal ? 'failed' : 'pending'} ${seen?.detail ?? ''}`.trim());
    if (seen?.ok || seen?.fatal) break;
  }
  return { details, unused: started.length + found.length };
}

const task = (arn: string): Json => ({ tasks: [{ taskArn: arn }], failures: [] });
const refused = (reason: string): Json => ({ tasks: [], failures: [{ reason }] });

describe('a test run', () => {
  it('is started once, and followed to its end', async () => {
    const { details, unused } = await looksAt(
      [task('arn:1')],
      [{}, { lastStatus: 'PENDING' }, { lastStatus: 'RUNNING' }, WELL],
    );
    expect(details).to.deep.equal([
      'pending the task is not there yet',
      'pending the task is PENDING',
      'pending the task is RUNNING',
      'ok',
    ]);
    expect(unused).to.equal(0);
  });

  it('is started again where it could not be, for a reason that passes', async () => {
    const efs = 'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes';
    const first = ended({ stopCode: 'TaskFailedToStart', stoppedReason: efs });
    const starts = [refused('Capacity is unavailable at this time'), task('arn:1'), task('arn:2')];
    expect((await looksAt(starts, [first, WELL])).details).to.deep.equal([
      'pending no task was started: Capacity is unavailable at this time',
      `pending it could not be started yet: ${efs}`,
      'ok',
    ]);
  });

  it('fails at once where it is refused, or ends badly', async () => {
    expect((await looksAt([refused('ACCESS')], [])).details).to.deep.equal(['failed no task was started: ACCESS']);
    const pull = ended({ stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: not found' });
    expect((await looksAt([task('arn:1')], [pull])).details).to.deep.equal(['failed the run failed']);
    const halfWell = ended({
      containers: [
        { name: 'job', exitCode: 0 },
        { name: 'panka-configs', exitCode: 1 },
      ],
    });
    expect((await looksAt([task('arn:1')], [halfWell])).details).to.deep.equal(['failed the run failed']);
  });
});
