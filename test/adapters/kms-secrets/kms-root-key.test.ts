import { CreateAliasCommand, CreateKeyCommand } from '@aws-sdk/client-kms';
import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { exchangeSecrets, openSecrets } from '../../../src/adapters/configured-stores/open-secrets.js';
import { S3StateStore } from '../../../src/adapters/s3-state/s3-state-store.js';
import { changeSecrets } from '../../../src/core/state-admin/change-secrets.js';
import { secretSealerContract } from '../../contracts/secret-sealer.contract.js';
import { PASSPHRASE_ENV, sealerOf, secretsRequest } from '../../core/secrets/secrets-world.js';
import { MemoryObjects } from '../../core/state/memory-objects.js';
import { AT } from '../../core/state/state-samples.js';
import { DeployedStack } from '../../core/state-admin/deployed-stack.js';
import { changeOf } from '../../core/state-admin/state-ports.js';
import { failureOf } from '../../helpers/failure-of.js';
import { clientsOf, newBucket } from '../../servers/clients.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

const KEY = 'stacks/shop/prod/secrets.json';
const idOf = (arn: string) => arn.split('/')[1] ?? '';

withServer(moto, () => {
  describe('KmsRootKey', () => {
    let clients: AwsClients;
    let url: string;
    before(async () => {
      url = await moto.url();
      clients = clientsOf(url, { endpoints: { s3: url, kms: url } });
    });
    after(() => clients.close());
    const kms = () => clients.kms();
    const newKey = async () => (await (await kms()).send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? '';
    const settings = (kmsKey: string, region = 'us-east-1') => ({
      ...{ 'state.backend': 's3', 'state.bucket': 'b', 'state.kmsKey': kmsKey, region },
      ...{ 'aws.endpoints.kms': url, 'aws.maxAttempts': 1 },
    });

    secretSealerContract('RingSealer with KmsRootKey', async () => {
      const [key, objects] = [await newKey(), new MemoryObjects()];
      return {
        sealerOf: (stack) => sealerOf(secretsRequest(settings(key), { objects, at: { stack, environment: 'prod' } })),
        loseKey: () => objects.remove([KEY]),
      };
    });

    it('keeps its key wrapped in the bucket of the state, for everybody who may use the KMS key', async () => {
      const [key, bucket] = [await newKey(), await newBucket(clients)];
      const store = () => new S3StateStore({ client: () => clients.s3(), bucket });
      const sealed = (await sealerOf(secretsRequest(settings(key), { store: store() }))).seal('"x"');
      expect((await sealerOf(secretsRequest(settings(key), { store: store() }))).open(sealed)).to.equal('"x"');
      const body = JSON.parse((await store().objects.read(KEY))?.text ?? '{}');
      expect(body).to.include({ object: 'secrets', format: 1, stack: 'shop', environment: 'prod' });
      expect(body.checksum).to.match(/^sha256:/);
      expect(body.protection).to.include({ provider: 'kms', keyArn: key, named: key });
    });

    it('gives two first runs in S3 the same key', async () => {
      const [key, bucket] = [await newKey(), await newBucket(clients)];
      const request = () =>
        secretsRequest(settings(key), { store: new S3StateStore({ client: () => clients.s3(), bucket }) });
      const [one, two] = await Promise.all([sealerOf(request()), sealerOf(request())]);
      expect(two.open(one.seal('"x"'))).to.equal('"x"');
      expect(one.open(two.seal('"y"'))).to.equal('"y"');
    });

    it('is unwrapped for no other stack: the encryption context names it', async () => {
      const [key, objects] = [await newKey(), new MemoryObjects()];
      await sealerOf(secretsRequest(settings(key), { objects }));
      const stored = JSON.parse((await objects.read(KEY))?.text ?? '{}');
      const { KmsRootKey } = await import('../../../src/adapters/kms-secrets/kms-root-key.js');
      const source = new KmsRootKey({ key, withClient: async (_, work) => work(await kms()) });
      expect(await source.unlock(AT, stored.protection)).to.have.length(32);
      const failure = await failureOf(source.unlock({ ...AT, environment: 'dev' }, stored.protection));
      expect(failure.code).to.equal('SecretsKeyUnusable');
    });

    it('is found by its ARN where an alias named it, in the region of the ARN', async () => {
      const [key, objects] = [await newKey(), new MemoryObjects()];
      const alias = `alias/panka-${key.slice(-12)}`;
      await (await kms()).send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: key }));
      const sealed = (await sealerOf(secretsRequest(settings(alias), { objects }))).seal('"x"');
      // Another region is configured now; moto keeps keys by region, as AWS does.
      const later = await openSecrets(secretsRequest(settings(alias, 'eu-west-1'), { objects }));
      expect(later.sealer.open(sealed)).to.equal('"x"');
    });

    it('says what to do about a key that is missing, or another one than the state was sealed with', async () => {
      const [key, other, objects] = [await newKey(), await newKey(), new MemoryObjects()];
      await sealerOf(secretsRequest(settings(key), { objects }));
      const open = (given: Record<string, unknown>) => failureOf(openSecrets(secretsRequest(given, { objects })));
      const changed = await open({ ...settings(key), 'secrets.kmsKey': other });
      expect(changed).to.include({ code: 'SecretsSettingChanged', exitCode: 3 });
      expect(changed.message).to.include(other).and.include(key).and.include('panka.yaml:3');
      expect(changed.suggestions[0]).to.include('panka state change-secrets --to kms');
      const missing = await failureOf(sealerOf(secretsRequest(settings('alias/none'))));
      expect(missing.code).to.equal('SecretsKeyUnusable');
      expect(missing.suggestions[0]).to.include('panka config');
    });

    it('takes over from a passphrase, and is handed over to another key', async () => {
      const [one, two, objects] = [await newKey(), await newKey(), new MemoryObjects()];
      const sealer = await sealerOf(secretsRequest({}, { objects, env: PASSPHRASE_ENV }));
      const sealed = sealer.seal('"canary"');
      const stack = new DeployedStack(objects, 'stack', () => sealed);
      await stack.deploy({ 'api/first': { visibilityTimeout: 30 } });
      const toKms = (key: string) => {
        const { ports, ...change } = changeOf(stack);
        const request = secretsRequest({ ...settings(key), 'secrets.kmsKey': key }, { objects, env: PASSPHRASE_ENV });
        return changeSecrets({
          ...{ ...change, ports: { ...ports, target: { ...ports.target, name: 'aws' } } },
          ...{ exchange: () => exchangeSecrets(request, 'kms'), approve: async () => true },
        });
      };
      expect(await toKms(one)).to.include({ from: 'passphrase', to: 'kms', secrets: 1 });
      expect(await toKms(two)).to.include({ from: 'kms', to: 'kms', secrets: 1 });
      // What the history still holds opens without the passphrase.
      const { sealer: later } = await openSecrets(secretsRequest(settings(two), { objects }));
      expect(later.open(sealed)).to.equal('"canary"');
      expect(objects.stored.get(KEY)?.text).to.include(two).and.not.include(one);
    });

    it('takes an alias, an id and the ARN of the key for the same', async () => {
      const [key, objects] = [await newKey(), new MemoryObjects()];
      const alias = `alias/panka-${key.slice(-12)}`;
      await (await kms()).send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: key }));
      await sealerOf(secretsRequest(settings(key), { objects }));
      for (const named of [alias, key, idOf(key)])
        await openSecrets(secretsRequest({ ...settings(key), 'secrets.kmsKey': named }, { objects }));
    });
  });
});
