import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSecrets } from '../../../src/adapters/configured-stores/open-secrets.js';
import type { PankaError } from '../../../src/core/diagnostics/panka-error.js';
import type { ObjectWrite } from '../../../src/core/state/object-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { DeployedStack } from '../state-admin/deployed-stack.js';
import { PASSPHRASE_ENV, sealerOf, secretsRequest } from './secrets-world.js';

const REMOTE = { 'state.backend': 's3', 'state.bucket': 'b' };
const KEY = 'stacks/shop/prod/secrets.json';

describe('the secrets of a stack', () => {
  let objects: MemoryObjects;
  beforeEach(() => {
    objects = new MemoryObjects();
  });
  const request = (env: NodeJS.ProcessEnv = PASSPHRASE_ENV) => secretsRequest(REMOTE, { objects, env });

  it('need neither passphrase nor KMS, and write nothing, while the stack has no key and none is stored', async () => {
    const { sealer } = await openSecrets(request({}));
    expect(sealer.open(sealer.seal('"x"'))).to.equal('"x"');
    expect(objects.stored.size).to.equal(0);
  });

  it('say what to set before the first key is stored', async () => {
    const secrets = await openSecrets(request({}));
    expect((await failureOf(secrets.ensureKey())).code).to.equal('SecretsProviderNeeded');
    expect(objects.stored.size).to.equal(0);
  });

  it('open, with the stored key, what was sealed before it was stored', async () => {
    const { sealer, ensureKey } = await openSecrets(request());
    const early = sealer.seal('"x"');
    await ensureKey();
    await ensureKey();
    expect((await openSecrets(request())).sealer.open(early)).to.equal('"x"');
  });

  it('have one key after two first runs: the slower one seals with that of the faster, and still opens its own', async () => {
    const [slow, fast] = [await openSecrets(request()), await openSecrets(request())];
    const early = slow.sealer.seal('"early"');
    await fast.ensureKey();
    await slow.ensureKey();
    expect(slow.sealer.open(early)).to.equal('"early"');
    expect(fast.sealer.open(slow.sealer.seal('"x"'))).to.equal('"x"');
    expect((await failureOf(async () => fast.sealer.open(early))).code).to.equal('SecretUnreadable');
  });

  it('have one key after eight first runs at once', async () => {
    const sealers = await Promise.all(Array.from({ length: 8 }, () => sealerOf(request())));
    const sealed = sealers.map((sealer, index) => sealer.seal(`"${index}"`));
    for (const sealer of sealers)
      expect(sealed.map((text) => sealer.open(text)).join()).to.equal('"0","1","2","3","4","5","6","7"');
  });

  it('take a write for done whose answer was lost', async () => {
    const write = objects.write.bind(objects);
    objects.write = async (one: ObjectWrite) => {
      await write(one);
      return undefined;
    };
    const sealer = await sealerOf(request());
    objects.write = write;
    expect((await sealerOf(request())).open(sealer.seal('"x"'))).to.equal('"x"');
  });

  it('try again when the first key could not be stored', async () => {
    const secrets = await openSecrets(request());
    const write = objects.write.bind(objects);
    objects.write = async () => Promise.reject(new Error('no network'));
    const failed = await secrets.ensureKey().catch((error: Error) => error.message);
    objects.write = write;
    await secrets.ensureKey();
    expect([failed, [...objects.stored.keys()]]).to.deep.equal(['no network', [KEY]]);
  });

  it('are not given a new key where the state holds secrets and the old one is gone', async () => {
    await new DeployedStack(objects).deploy({ 'api/first': { visibilityTimeout: 30 } });
    const failure = await failureOf((await openSecrets(request())).ensureKey());
    expect(failure.code).to.equal('SecretsKeyLost');
    expect(failure.message).to.include(KEY);
    expect(objects.stored.has(KEY)).to.equal(false);
  });

  it('refuse an object that was cut off, edited, of another stack or of a later version', async () => {
    await sealerOf(request());
    const stored = objects.stored.get(KEY);
    const text = stored?.text ?? '';
    const codes: string[] = [];
    for (const changed of [
      text.slice(0, 200),
      text.replace('"current": "', '"current": "a'),
      text.replace('"shop"', '"x"'),
      text.replace('"format": 1', '"format": 2'),
      '{}',
    ]) {
      objects.stored.set(KEY, { text: changed, version: 'v' });
      codes.push((await failureOf(openSecrets(request()))).code);
    }
    expect(codes).to.deep.equal(['StateCorrupt', 'StateCorrupt', 'StateCorrupt', 'StateNewer', 'StateForeign']);
  });

  it('make no key file for a state that has none, and name the one that is missing', async () => {
    const keys = mkdtempSync(join(tmpdir(), 'panka-keys-'));
    try {
      const local = () => secretsRequest({}, { objects, keys });
      await openSecrets(local());
      expect(readdirSync(keys)).to.deep.equal([]);
      await sealerOf(local());
      rmSync(join(keys, 'secrets.key'));
      const failure: PankaError = await failureOf(openSecrets(local()));
      expect(failure.code).to.equal('SecretUnreadable');
      expect(failure.message).to.include(join(keys, 'secrets.key'));
      await sealerOf(secretsRequest({}, { keys }));
      expect((await failureOf(openSecrets(local()))).code).to.equal('SecretUnreadable');
    } finally {
      rmSync(keys, { recursive: true });
    }
  });
});
