import { expect } from 'chai';
import { type Written, withEks } from './eks-stack.js';

const web: Written = ['MicroService', 'api/web', { image: 'web:1.0', ports: [{ name: 'http', port: 8080 }] }];

describe('a service on eks in the sandbox', () => {
  it('is deployed, does nothing twice, and leaves nothing behind', async () => {
    await withEks(async ({ desire, sandbox }) => {
      const desired = await desire([web]);
      const applied = await sandbox.apply(desired);
      expect(applied.errors.map(({ message }) => message)).to.deep.equal([]);
      expect(applied.status).to.equal('succeeded');
      expect((await sandbox.apply(await desire([web]))).status).to.equal('nothing-to-do');
      expect((await sandbox.destroy(desired)).status).to.equal('succeeded');
      expect((await sandbox.cloud()).map(({ type }) => type)).to.deep.equal([]);
    });
  });
});
