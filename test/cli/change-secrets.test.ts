import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSecrets } from '../../src/adapters/configured-stores/open-secrets.js';
import { LocalObjects } from '../../src/adapters/local-state/local-objects.js';
import { sealerOf, secretsRequest } from '../core/secrets/secrets-world.js';
import { DeployedStack } from '../core/state-admin/deployed-stack.js';
import { CliProject } from '../helpers/cli.js';
import { TEST_CREDENTIALS } from '../servers/clients.js';
import { moto } from '../servers/moto.js';
import { withServer } from '../servers/with-server.js';

const COMMAND = ['state', 'change-secrets', '--stack', 'shop', '--environment', 'prod', '--json'];
const NEW = { PANKA_SECRETS_NEW_PASSPHRASE: 'correct horse battery' };

withServer(moto, () => {
  describe('panka state change-secrets', () => {
    const project = new CliProject();
    const state = join(project.folder, '.panka', 'state');
    const keys = join(project.folder, '.panka', 'keys');
    const objects = () => new LocalObjects(state);
    after(() => project.remove());

    it('asks, then seals a deployed stack anew, and says what to do from now on', async () => {
      writeFileSync(join(project.folder, 'panka.yaml'), 'target: aws\nregion: us-east-1\n');
      const sealer = await sealerOf(secretsRequest({}, { objects: objects(), keys }));
      await new DeployedStack(objects(), 'stack', () => sealer.seal('"canary"')).deploy({
        'api/first': { visibilityTimeout: 30 },
      });
      const env = { ...TEST_CREDENTIALS, ...NEW, PANKA_AWS_ENDPOINTS_STS: await moto.url() };
      const unasked = await project.panka([...COMMAND, '--to', 'passphrase'], { env });
      expect(unasked.json().error, unasked.stderr).to.have.property('code', 'ApprovalNeeded');
      expect(unasked.stderr).to.include('1 secret of the present state');
      const done = await project.panka([...COMMAND, '--to', 'passphrase', '--yes'], { env });
      expect(done.json(), done.stderr).to.deep.equal({
        ...{ outcome: 'changed', from: 'local', to: 'passphrase', secrets: 1, serial: 2 },
      });
      const text = readFileSync(join(state, 'stacks/shop/prod/pulumi/stack/checkpoint.json'), 'utf8');
      const ciphertext = /"ciphertext":"([^"]+)"/.exec(text)?.[1] ?? '';
      const given = { PANKA_SECRETS_PASSPHRASE: NEW.PANKA_SECRETS_NEW_PASSPHRASE };
      const { sealer: later } = await openSecrets(secretsRequest({}, { objects: objects(), keys, env: given }));
      expect(later.open(ciphertext)).to.equal('"canary"');
    });

    it('leaves the sandbox alone', async () => {
      const result = await project.panka([...COMMAND, '--to', 'kms', '--sandbox', '--yes']);
      expect(result.json().error).to.have.property('code', 'SecretsOfSandbox');
      expect(existsSync(join(project.folder, '.panka', 'sandbox'))).to.equal(false);
    });
  });
});
