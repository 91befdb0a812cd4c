import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { QUEUE } from '../adapters/sandbox-cloud/example-models.js';
import { failureOf, urnOf } from '../adapters/sandbox-cloud/sandbox-fixture.js';
import { ProviderClient } from '../adapters/sandbox-provider-server/provider-client.js';
import { sandboxOf } from './sandbox-of.js';
import { ServedSandbox } from './served-sandbox.js';

const queue = (name: string) => ({ urn: urnOf(QUEUE, name), type: QUEUE, inputs: { name }, preview: false });

describe('the simulated cloud in a process of its own', () => {
  const project = mkdtempSync(join(tmpdir(), 'panka-served-cloud-'));
  after(() => rmSync(project, { recursive: true, force: true }));

  it('does what it was asked though the asker has gone, writes down every call, fails and holds back as it is told', async () => {
    const faults = [{ on: 'create', name: 'third', fail: 'OverLimit: no more' }];
    const served = await ServedSandbox.start({ project, faults });
    const client = new ProviderClient(served.port);
    try {
      await client.create(queue('first'));
      await served.hold();
      const abandoned = new ProviderClient(served.port);
      const unanswered = failureOf(abandoned.create(queue('second')));
      while (served.events().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      abandoned.abandon();
      expect((await unanswered).message).to.contain('CANCELLED');
      await served.release();
      expect((await failureOf(client.create(queue('third')))).message).to.contain('OverLimit: no more');
      const events = served.events().map(({ phase, urn }) => `${urn.slice(urn.lastIndexOf(':') + 1)} ${phase}`);
      expect(events.slice(0, 3)).to.deep.equal(['first begun', 'first done', 'second begun']);
      expect(events.slice(3)).to.have.members(['second done', 'third begun', 'third failed']);
    } finally {
      client.close();
      await served.close();
    }
    const { store } = await sandboxOf({ project });
    expect(store.all().map(({ inputs }) => inputs['name'])).to.have.members(['first', 'second']);
  });
});
