import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openSecrets } from '../../../src/adapters/configured-stores/open-secrets.js';
import { PassphraseRootKey } from '../../../src/adapters/passphrase-secrets/passphrase-root-key.js';
import { readPassphrase } from '../../../src/adapters/passphrase-secrets/read-passphrase.js';
import { secretSealerContract } from '../../contracts/secret-sealer.contract.js';
import { CHEAP, PASSPHRASE_ENV, sealerOf, secretsRequest } from '../../core/secrets/secrets-world.js';
import { MemoryObjects } from '../../core/state/memory-objects.js';
import { AT } from '../../core/state/state-samples.js';
import { failureOf } from '../../helpers/failure-of.js';

describe('PassphraseRootKey', () => {
  const REMOTE = { 'state.backend': 's3', 'state.bucket': 'b' };

  secretSealerContract('RingSealer with PassphraseRootKey', async () => {
    const objects = new MemoryObjects();
    let env: NodeJS.ProcessEnv = PASSPHRASE_ENV;
    return {
      sealerOf: (stack) => sealerOf(secretsRequest(REMOTE, { objects, env, at: { stack, environment: 'prod' } })),
      loseKey: async () => {
        env = {};
      },
    };
  });

  it('tells a wrong or missing passphrase at once, before anything is sealed or written', async () => {
    const objects = new MemoryObjects();
    await sealerOf(secretsRequest(REMOTE, { objects, env: PASSPHRASE_ENV }));
    const stored = (await objects.read('stacks/shop/prod/secrets.json'))?.text;
    const open = (env: NodeJS.ProcessEnv) => failureOf(openSecrets(secretsRequest(REMOTE, { objects, env })));
    expect(await open({ PANKA_SECRETS_PASSPHRASE: 'another passphrase' })).to.include({
      code: 'PassphraseWrong',
      exitCode: 3,
    });
    expect(await open({})).to.include({ code: 'PassphraseNeeded', exitCode: 3 });
    expect((await objects.read('stacks/shop/prod/secrets.json'))?.text).to.equal(stored);
  });

  it('stores neither the passphrase nor anything that opens a secret without it', async () => {
    const objects = new MemoryObjects();
    const { ring } = (await sealerOf(secretsRequest(REMOTE, { objects, env: PASSPHRASE_ENV }))) as unknown as {
      ring: { keys: Map<string, Buffer> };
    };
    const text = (await objects.read('stacks/shop/prod/secrets.json'))?.text ?? '';
    expect(text).to.not.include('horse');
    for (const key of ring.keys.values()) expect(text).to.not.include(key.toString('base64'));
    expect([...ring.keys]).to.have.length(1);
  });

  it('refuses a new passphrase that can be guessed, and takes one that is as old as the state', async () => {
    const source = new PassphraseRootKey({ passphrase: 'eleven char', cost: CHEAP });
    const failure = await failureOf(source.create(AT));
    expect(failure.code).to.equal('PassphraseTooShort');
    expect(failure.message).to.include('11 characters').and.not.include('eleven');
    const salt = Buffer.alloc(16).toString('base64');
    expect(await source.unlock(AT, { provider: 'passphrase', salt, scrypt: CHEAP })).to.have.length(32);
  });

  it('takes the same letters in another Unicode form for the same passphrase', async () => {
    const [composed, apart] = ['schl\u00fcsselbund', 'schlu\u0308sselbund'].map(
      (passphrase) => new PassphraseRootKey({ passphrase, cost: CHEAP }),
    );
    const made = await composed?.create(AT);
    if (made === undefined || apart === undefined) throw new Error('no key');
    expect((await apart.unlock(AT, made.protection)).equals(made.rootKey)).to.equal(true);
  });

  it('refuses parameters that would take all of the memory', async () => {
    const source = new PassphraseRootKey({ passphrase: 'correct horse battery' });
    const salt = Buffer.alloc(16).toString('base64');
    for (const scrypt of [
      { N: 2 ** 30, r: 8, p: 1 },
      { N: 1024, r: 8, p: 1000 },
      {} as typeof CHEAP,
      { N: 1000, r: 8, p: 1 },
    ])
      expect((await failureOf(source.unlock(AT, { provider: 'passphrase', salt, scrypt }))).code).to.equal(
        'StateCorrupt',
      );
  });

  describe('the passphrase', () => {
    let folder: string;
    before(() => {
      folder = mkdtempSync(join(tmpdir(), 'panka-passphrase-'));
    });
    after(() => rmSync(folder, { recursive: true }));

    it('comes from the variable, else from the file without its last line break, else there is none', () => {
      const file = join(folder, 'passphrase');
      writeFileSync(file, ' with spaces \n');
      const PANKA_SECRETS_PASSPHRASE_FILE = file;
      expect(readPassphrase({ PANKA_SECRETS_PASSPHRASE_FILE })).to.equal(' with spaces ');
      expect(readPassphrase({ PANKA_SECRETS_PASSPHRASE_FILE, PANKA_SECRETS_PASSPHRASE: 'x' })).to.equal('x');
      writeFileSync(file, '\n');
      expect(readPassphrase({ PANKA_SECRETS_PASSPHRASE_FILE, PANKA_SECRETS_PASSPHRASE: '' })).to.equal(undefined);
      expect(readPassphrase({})).to.equal(undefined);
    });

    it('names the file that cannot be read', async () => {
      const PANKA_SECRETS_PASSPHRASE_FILE = join(folder, 'none');
      const failure = await failureOf(async () => readPassphrase({ PANKA_SECRETS_PASSPHRASE_FILE }));
      expect(failure.code).to.equal('PassphraseUnreadable');
      expect(failure.message).to.include('PANKA_SECRETS_PASSPHRASE_FILE').and.include(PANKA_SECRETS_PASSPHRASE_FILE);
    });
  });
});
