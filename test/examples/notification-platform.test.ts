import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';

describe('panka on examples/notification-platform', function () {
  this.timeout(120_000);
  const project = new CliProject('examples/notification-platform');
  after(() => project.remove());

  it('takes the field style of earlier manifests without a warning, in both environments', async () => {
    for (const environment of ['development', 'production']) {
      const { json } = await project.panka(['validate', '-e', environment, '--json']);
      expect(json()).to.deep.include({ ok: true, components: 14, diagnostics: [] });
    }
  });

  it('is deployed and destroyed', async () => {
    const here = ['--sandbox', '-e', 'development', '--yes', '--json'];
    const applied = await project.panka(['apply', ...here]);
    expect(applied.json(), applied.stdout).to.include({ status: 'succeeded', verified: 14 });
    const destroyed = await project.panka(['destroy', ...here, '--allow-data-loss', 'all']);
    expect(destroyed.json(), destroyed.stdout).to.include({ status: 'succeeded' });
  });
});
