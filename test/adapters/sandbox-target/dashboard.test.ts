import { expect } from 'chai';
import type { JsonObject } from '../../../src/sdk/index.js';
import { componentIn, SandboxProject, stackOf } from './sandbox-project.js';

const DASHBOARD = 'aws:cloudwatch/dashboard:Dashboard';
const watch = (spec: JsonObject): JsonObject => ({
  apiVersion: 'infra.panka.io/v1',
  kind: 'Observability',
  metadata: { name: 'watch', stack: 'shop' },
  spec,
});
const queue = (name: string) => componentIn('shop', 'SQS', name, {});

describe('Observability.dashboard', () => {
  it('follows the components of the stack, and goes when it is no longer wanted', async () => {
    const project = new SandboxProject();
    try {
      const succeed = async (...documents: readonly JsonObject[]) => {
        const { status, errors } = await project.apply(stackOf('shop', ...documents));
        expect(status, JSON.stringify(errors)).to.be.oneOf(['succeeded', 'nothing-to-do']);
        return status;
      };
      const body = () => String(project.cloud(DASHBOARD)[0]?.inputs['dashboardBody']);
      const on = watch({ dashboard: true });
      await succeed(on, queue('jobs'));
      expect(project.cloud(DASHBOARD)).to.have.length(1);
      expect(body()).to.contain('## api/jobs (SQS)').and.contain('AWS/SQS');
      expect(await succeed(on, queue('jobs'))).to.equal('nothing-to-do');
      await succeed(on, queue('jobs'), queue('mail'));
      expect(body()).to.contain('## api/jobs (SQS)').and.contain('## api/mail (SQS)');
      await succeed(watch({}), queue('jobs'), queue('mail'));
      expect(project.cloud(DASHBOARD)).to.deep.equal([]);
    } finally {
      project.remove();
    }
  });
});
