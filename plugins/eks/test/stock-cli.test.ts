import { expect } from 'chai';
import { withStockCli } from '../../../test/helpers/with-stock-cli.js';
import { type Written, withEks } from './eks-stack.js';

const web = (image: string): Written => ['MicroService', 'api/web', { image, ports: [{ name: 'http', port: 8080 }] }];

describe('eks by the stock engine, with the simulated cluster attached to it', function () {
  this.timeout(120_000);

  withStockCli(() => {
    before(() => {
      process.env.PANKA_SANDBOX_ENGINE = 'pulumi';
    });
    after(() => {
      delete process.env.PANKA_SANDBOX_ENGINE;
    });

    it('is deployed, changed, left alone and destroyed as by the embedded one', async () => {
      await withEks(async ({ desire, sandbox }) => {
        for (const image of ['web:1.0', 'web:2.0']) {
          const { status, errors } = await sandbox.apply(await desire([web(image)]));
          expect([status, errors.map(({ message }) => message)]).to.deep.equal(['succeeded', []]);
        }
        const [deployment] = (await sandbox.cloud()).filter(({ type }) => type === 'kubernetes:apps/v1:Deployment');
        expect(JSON.stringify(deployment?.inputs.spec)).to.include('web:2.0');
        expect(deployment?.outputs.status).to.include({ observedGeneration: 2 });
        expect((await sandbox.apply(await desire([web('web:2.0')]))).status).to.equal('nothing-to-do');
        const destroyed = await sandbox.destroy(await desire([web('web:2.0')]));
        expect([destroyed.status, (await sandbox.cloud()).map(({ type }) => type)]).to.deep.equal(['succeeded', []]);
      });
    });
  });
});
