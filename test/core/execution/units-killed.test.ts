import { expect } from 'chai';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { mortal, queue, shop, UnitProject } from './unit-project.js';

const WRITES = ['append', 'beginUpdate', 'writeState', 'writeCheckpoint', 'keep', 'prune', 'put'];
const GONE = { processAlive: async () => 'gone' };
const QUEUE = 'aws:sqs/queue:Queue';

describe('an apply of several units that is killed', () => {
  let project: UnitProject;
  beforeEach(() => {
    project = new UnitProject();
  });
  afterEach(() => project.remove());

  const documents = (seconds: number) =>
    shop(
      'service',
      queue('orders/incoming', { visibilityTimeout: seconds }),
      queue('billing/invoices', { visibilityTimeout: seconds }),
    );

  /** Dies at its nth write; the number of writes that it would have made, once it does not. */
  async function dieAt(n: number, seconds: number): Promise<'died' | 'done'> {
    let writes = 0;
    let isDead = false;
    const dies = (call: string) => {
      if (!isDead && WRITES.includes(call)) {
        writes += 1;
        isDead = writes === n;
      }
      return isDead;
    };
    const run = project.apply(documents(seconds), {
      ...GONE,
      state: (own: StateStore) => mortal(own, dies),
      locks: mortal(project.locks, () => isDead),
    });
    await run.catch(() => undefined);
    return isDead ? 'died' : 'done';
  }

  it('is finished by the next one, wherever it was', async () => {
    let deaths = 0;
    for (let n = 1; (await dieAt(n, n)) === 'died'; n += 1) {
      deaths += 1;
      const outcome = await project.apply(documents(n), GONE);
      expect(['succeeded', 'nothing-to-do'], JSON.stringify(outcome.errors)).to.include(outcome.status);
      if (n % 5 === 0) expect((await project.apply(documents(n), GONE)).status).to.equal('nothing-to-do');
      expect(project.cloud(QUEUE).filter((name) => !name.endsWith('dlq'))).to.deep.equal([
        'billing/invoices',
        'orders/incoming',
      ]);
    }
    expect(deaths).to.be.greaterThan(20);
  });
});
