import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';

describe('LocalSecretSealer', () => {
  let folder: string;
  const sealer = (stackId = 'shop/test'): LocalSecretSealer => new LocalSecretSealer({ folder, stackId });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'panka-secrets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('opens what it sealed, in another process too, and never seals the same way twice', () => {
    const text = JSON.stringify({ password: 'grüße' });
    const [first, second] = [sealer().seal(text), sealer().seal(text)];
    expect(first).to.not.equal(second);
    expect(first).to.match(/^[A-Za-z0-9+/]+=*$/);
    expect(sealer().open(first)).to.equal(text);
  });

  it('makes one key, which only its owner can read, and leaves nothing else', () => {
    sealer().seal('1');
    expect(readdirSync(folder)).to.deep.equal(['secrets.key']);
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).to.equal(0o600);
    const key = readFileSync(join(folder, 'secrets.key'), 'utf8');
    sealer('other').seal('1');
    expect(readFileSync(join(folder, 'secrets.key'), 'utf8')).to.equal(key);
  });

  it('refuses a secret of another stack, a changed or cut one, and one of a lost key', () => {
    const sealed = sealer().seal('"x"');
    const bytes = Buffer.from(sealed, 'base64');
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    const open = (from: LocalSecretSealer, text: string) => () => from.open(text);
    expect(open(sealer('shop/prod'), sealed))
      .to.throw('cannot be opened')
      .with.property('code', 'SecretUnreadable');
    expect(open(sealer(), bytes.toString('base64'))).to.throw('cannot be opened');
    expect(open(sealer(), sealed.slice(0, 20))).to.throw('cannot be opened');
    rmSync(join(folder, 'secrets.key'));
    expect(open(sealer(), sealed)).to.throw('cannot be opened');
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it('refuses a key file that others can read, or that holds no key', () => {
    const file = join(folder, 'secrets.key');
    sealer().seal('1');
    chmodSync(file, 0o644);
    expect(() => sealer().seal('1'))
      .to.throw('can be read by others')
      .with.property('code', 'SecretKeyBroken');
    chmodSync(file, 0o600);
    writeFileSync(file, 'short');
    expect(() => sealer().seal('1')).to.throw('does not hold 32 bytes');
  });
});
