import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliProject } from '../helpers/cli.js';
import { withStockCli } from '../helpers/with-stock-cli.js';
import { StockDeployment } from '../served-cloud/stock-deployment.js';

describe('examples/everything', function () {
  this.timeout(300_000);
  const project = new CliProject('examples/everything');
  const deployment = new StockDeployment(project.folder, 'development');
  after(() => project.remove());

  withStockCli(() => {
    afterEach(() => deployment.close());

    it('is deployed and verified', async () => {
      const outcome = await deployment.apply('stock');
      expect(outcome).to.include({ status: 'succeeded' });
    });

    it('is, in the cloud, what the embedded engine makes of it', async () => {
      const other = new CliProject('examples/everything');
      try {
        const embedded = new StockDeployment(other.folder, 'development');
        expect(await embedded.apply('embedded')).to.include({ status: 'succeeded' });
        expect(await deployment.cloud()).to.have.deep.members([...(await embedded.cloud())]);
      } finally {
        other.remove();
      }
    });

    it('is as it should be for the embedded engine, which goes on from the state of the CLI', async () => {
      expect(await deployment.apply('embedded', true)).to.include({ status: 'nothing-to-do' });
    });

    it('changes what a changed line touches', async () => {
      const file = join(project.folder, 'services/events/messaging.yaml');
      writeFileSync(file, readFileSync(file, 'utf8').replace('visibilityTimeout: 120', 'visibilityTimeout: 180'));
      const outcome = await deployment.apply('stock');
      expect(outcome).to.deep.include({ status: 'succeeded', resources: { update: 1 } });
    });

    it('is destroyed, all but the last snapshots of its data and their key', async () => {
      expect(await deployment.destroy('stock')).to.include({ status: 'succeeded' });
      const left = readdirSync(join(project.folder, '.panka', 'sandbox'));
      expect(left.filter((name) => !/Snapshot|ecs-TaskDefinition|kms-Key/.test(name))).to.deep.equal([]);
    });
  });
});
