import { expect } from 'chai';
import type { SecretSealer } from '../../src/core/state/secret-sealer.js';

/** Each call makes a sealer as another process would have it: nothing is shared but what is stored. */
export interface SealerMaker {
  readonly sealerOf: (stack: string) => Promise<SecretSealer>;
  /** Takes the stored key away; what is then opened must be refused. */
  readonly loseKey: () => Promise<void>;
}

/** What every `SecretSealer` promises. */
export function secretSealerContract(name: string, make: () => Promise<SealerMaker>): void {
  describe(`${name} as a SecretSealer`, () => {
    let made: SealerMaker;
    beforeEach(async () => {
      made = await make();
    });
    const codeOf = (work: () => unknown): unknown => {
      try {
        work();
      } catch (error) {
        return (error as { code?: unknown }).code;
      }
      return 'nothing was thrown';
    };

    it('opens what it has sealed, in another process too', async () => {
      const sealed = (await made.sealerOf('shop')).seal('"grüße 👋 \\u0000"');
      expect((await made.sealerOf('shop')).open(sealed)).to.equal('"grüße 👋 \\u0000"');
    });

    it('seals empty values and such of a megabyte', async () => {
      const sealer = await made.sealerOf('shop');
      for (const text of ['', '""', JSON.stringify('ä'.repeat(500_000))])
        expect(sealer.open(sealer.seal(text)) === text).to.equal(true);
    });

    it('gives canonical base64, never the same twice, without the value in it', async () => {
      const sealer = await made.sealerOf('shop');
      const [first, second] = [sealer.seal('"canary-value"'), sealer.seal('"canary-value"')];
      expect(first).to.not.equal(second);
      for (const sealed of [first, second]) {
        expect(Buffer.from(sealed, 'base64').toString('base64')).to.equal(sealed);
        expect(Buffer.from(sealed, 'base64').includes('canary')).to.equal(false);
      }
    });

    it('refuses what was sealed for another stack', async () => {
      const sealed = (await made.sealerOf('shop')).seal('"x"');
      const other = await made.sealerOf('other');
      other.seal('"x"');
      expect(codeOf(() => other.open(sealed))).to.equal('SecretUnreadable');
    });

    it('refuses a text of which any byte was changed, that was cut, or that is none', async () => {
      const sealer = await made.sealerOf('shop');
      const bytes = Buffer.from(sealer.seal('"x"'), 'base64');
      for (const index of bytes.keys()) {
        const changed = Buffer.from(bytes);
        changed[index] = (changed[index] ?? 0) ^ 1;
        expect(
          codeOf(() => sealer.open(changed.toString('base64'))),
          `byte ${index}`,
        ).to.equal('SecretUnreadable');
        const cut = bytes.subarray(0, index).toString('base64');
        expect(
          codeOf(() => sealer.open(cut)),
          `cut at ${index}`,
        ).to.equal('SecretUnreadable');
      }
      expect(codeOf(() => sealer.open('not sealed'))).to.equal('SecretUnreadable');
    });

    it('opens nothing once the key is gone', async () => {
      const sealed = (await made.sealerOf('shop')).seal('"x"');
      await made.loseKey();
      const later = await made.sealerOf('shop').catch((error: { code?: unknown }) => error.code);
      if (typeof later === 'object')
        expect(codeOf(() => (later as SecretSealer).open(sealed))).to.equal('SecretUnreadable');
      else expect(later).to.match(/^(SecretUnreadable|SecretsKeyUnusable|PassphraseNeeded)$/);
    });
  });
}
