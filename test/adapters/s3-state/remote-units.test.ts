import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { failureOf } from '../../helpers/failure-of.js';
import { clientsOf, newBucket, newTable } from '../../servers/clients.js';
import { moto } from '../../servers/moto.js';
import { RemoteProject } from '../../servers/remote-project.js';
import { withServer } from '../../servers/with-server.js';

const STACK = `apiVersion: core.panka.io/v1
kind: Stack
metadata: { name: queues }
spec: { deployment: { lockGranularity: service } }
`;

withServer(moto, () => {
  describe('services that are deployed on their own, with one head in S3', () => {
    let direct: AwsClients;
    let project: RemoteProject;
    before(async () => {
      direct = clientsOf(await moto.url());
      const places = { url: await moto.url(), bucket: await newBucket(direct), table: await newTable(direct) };
      project = new RemoteProject(places);
      writeFileSync(join(project.folder, 'stack.yaml'), STACK);
    });
    after(async () => {
      await direct?.close();
      project?.remove();
    });

    it('are deployed by two runs that neither waits for nor refuses the other, and the state holds both', async () => {
      const outcomes = await Promise.all(
        ['api', 'audit'].map((service) => project.apply({ filter: { services: [service] } })),
      );
      expect(outcomes.flatMap(({ errors }) => errors)).to.deep.equal([]);
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['succeeded', 'succeeded']);

      const { state, locks } = await (await project.session()).stores();
      const head = await state.readState(project.at);
      if (!head.found) throw new Error('there is no head');
      expect(Object.keys(head.value.components).sort()).to.deep.equal([
        'api/first',
        'api/second',
        'api/third',
        'audit/log',
      ]);
      expect(Object.keys(head.value.units).sort()).to.include.members(['service.api', 'service.audit']);
      expect(await locks.list()).to.deep.equal([]);
      expect((await project.apply()).status).to.equal('nothing-to-do');
    });

    it('are held off by a lock of the whole stack, which names its holder', async () => {
      const { locks } = await (await project.session()).stores();
      const held = await locks.acquire({
        scope: project.at,
        lockId: crypto.randomUUID(),
        lockedBy: 'anna',
        command: 'panka state restore',
        leaseSeconds: 30,
        ttlSeconds: 3600,
        fenceAbove: 0,
        metadata: { deployment_id: 'd-1' },
      });
      expect(held.acquired).to.equal(true);
      const sets = ['audit/log.spec.visibilityTimeout=61'];
      const failure = await failureOf(project.apply({ filter: { services: ['audit'] }, sets }));
      expect(failure.code).to.equal('LockHeld');
      expect(failure.exitCode).to.equal(4);
      expect(failure.message).to.include('anna').and.to.include('panka state restore');
    });
  });
});
