import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { exchangeSecrets, openSecrets } from '../../../src/adapters/configured-stores/open-secrets.js';
import type { SecretsProvider } from '../../../src/core/secrets/root-key-source.js';
import { mapSealed } from '../../../src/core/secrets/sealed-in-state.js';
import type { SecretSealer } from '../../../src/core/state/secret-sealer.js';
import { type ChangeSecretsRequest, changeSecrets } from '../../../src/core/state-admin/change-secrets.js';
import { diagnose } from '../../../src/core/state-admin/find-problems.js';
import { restoreState } from '../../../src/core/state-admin/restore-state.js';
import { readWholeState } from '../../../src/core/state-admin/whole-state.js';
import { failureOf } from '../../helpers/failure-of.js';
import { PASSPHRASE_ENV, sealerOf, secretsRequest } from '../secrets/secrets-world.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT } from '../state/state-samples.js';
import { DeployedStack, TARGET } from './deployed-stack.js';
import { changeOf } from './state-ports.js';

const QUEUES = { 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } };
const AWS = { ...TARGET, name: 'aws' } as const;
const NEW_ENV = { PANKA_SECRETS_PASSPHRASE: 'another long passphrase' };
const BOTH_ENV = { ...PASSPHRASE_ENV, PANKA_SECRETS_NEW_PASSPHRASE: NEW_ENV.PANKA_SECRETS_PASSPHRASE };
const KEY = 'stacks/shop/prod/secrets.json';

describe('changing who keeps the key of secrets', () => {
  let objects: MemoryObjects;
  let keys: string;
  beforeEach(() => {
    objects = new MemoryObjects();
    keys = mkdtempSync(join(tmpdir(), 'panka-keys-'));
  });
  afterEach(() => rmSync(keys, { recursive: true }));
  const request = (env: NodeJS.ProcessEnv, given = {}) => secretsRequest(given, { objects, keys, env });
  const deployed = async (env: NodeJS.ProcessEnv = PASSPHRASE_ENV) => {
    const sealer = await sealerOf(request(env));
    const stack = new DeployedStack(objects, 'stack', (queue) => sealer.seal(`"secret of ${queue}"`));
    await stack.deploy(QUEUES);
    return stack;
  };
  const changeTo = async (
    to: SecretsProvider,
    env: NodeJS.ProcessEnv,
    change: Partial<ChangeSecretsRequest> & { readonly stack?: DeployedStack; readonly given?: object } = {},
  ) => {
    const { stack = new DeployedStack(objects), given, ...rest } = change;
    const base = changeOf(stack, 'panka state change-secrets');
    const exchange = () => exchangeSecrets(request(env, given), to);
    const approve = async () => true;
    return changeSecrets({ ...base, ports: { ...base.ports, target: AWS }, exchange, approve, ...rest });
  };
  const openedBy = async (env: NodeJS.ProcessEnv) => secretsIn(objects, (await openSecrets(request(env))).sealer);

  it('seals every secret anew: the new passphrase opens all of them, the old one nothing', async () => {
    await deployed();
    const before = ciphertextsIn(objects);
    const changed = await changeTo('passphrase', BOTH_ENV);
    expect(changed).to.include({ outcome: 'changed', from: 'passphrase', to: 'passphrase', secrets: 2, serial: 2 });
    expect(await openedBy(NEW_ENV)).to.deep.equal(['"secret of api/first"', '"secret of api/second"']);
    expect((await failureOf(openSecrets(request(PASSPHRASE_ENV)))).code).to.equal('PassphraseWrong');
    expect(ciphertextsIn(objects).filter((text) => before.includes(text))).to.deep.equal([]);
  });

  it('goes from a key file to a passphrase and back', async () => {
    await deployed({});
    expect(await changeTo('passphrase', PASSPHRASE_ENV)).to.include({ from: 'local', to: 'passphrase' });
    expect(await openedBy(PASSPHRASE_ENV)).to.have.length(2);
    expect(await changeTo('local', PASSPHRASE_ENV)).to.include({ from: 'passphrase', to: 'local' });
    expect(await openedBy({})).to.have.length(2);
  });

  it('leaves the history readable: an older serial that is restored opens with the new passphrase', async () => {
    const stack = await deployed();
    await changeTo('passphrase', BOTH_ENV, { stack });
    await restoreState({ ...changeOf(stack), serial: 1, discardPending: false, approve: async () => true });
    expect(await openedBy(NEW_ENV)).to.have.length(2);
  });

  it('is written into history and audit trail, and leaves nothing that needs repair', async () => {
    const stack = await deployed();
    await changeTo('passphrase', BOTH_ENV, { stack });
    expect((await stack.state.history.get(AT, 2))?.command).to.equal('panka state change-secrets');
    const { entries } = await stack.state.audit.read(AT, {});
    expect(entries.map(({ event, command }) => `${event} ${command}`)).to.deep.equal([
      'started panka state change-secrets',
      'ended panka state change-secrets',
    ]);
    const { problems } = await diagnose({ store: stack.state, at: AT, target: AWS, deep: true });
    expect(problems).to.deep.equal([]);
    for (const { text } of objects.stored.values())
      expect(text).to.not.include('secret of').and.not.include('passphrase-').and.not.include('another long');
  });

  it('is what state repair misses when the object is gone, cut off, or older than the secrets', async () => {
    const stack = await deployed();
    const old = objects.stored.get(KEY);
    if (old === undefined) throw new Error('no key');
    await changeTo('passphrase', BOTH_ENV, { stack });
    const problemsWith = async (text: string | undefined) => {
      if (text === undefined) objects.stored.delete(KEY);
      else objects.stored.set(KEY, { text, version: 'v' });
      const { problems } = await diagnose({ store: stack.state, at: AT, target: AWS, deep: false });
      return problems.map(({ kind, severity, place }) => `${kind} ${severity} ${place}`);
    };
    const problem = `secrets-damaged error memory://${KEY}`;
    for (const text of [undefined, old.text.slice(0, 90), old.text])
      expect(await problemsWith(text)).to.deep.equal([problem]);
  });

  it('changes nothing without approval, without the present passphrase, or where a secret does not open', async () => {
    const stack = await deployed();
    const stateOf = () => [KEY, 'stacks/shop/prod/state.json'].map((key) => objects.stored.get(key)?.text);
    const before = stateOf();
    const codes = [
      await failureOf(changeTo('passphrase', BOTH_ENV, { approve: async () => false })),
      await failureOf(changeTo('local', NEW_ENV)),
      await failureOf(changeTo('local', {})),
      await failureOf(changeTo('passphrase', { ...PASSPHRASE_ENV, PANKA_SECRETS_NEW_PASSPHRASE: 'short' })),
    ].map(({ code }) => code);
    expect(codes).to.deep.equal(['NotApproved', 'PassphraseWrong', 'PassphraseNeeded', 'PassphraseTooShort']);
    expect(stateOf()).to.deep.equal(before);
    const other = new DeployedStack(objects, 'stack', () => 'bm90IHNlYWxlZA==');
    await other.deploy(QUEUES);
    const broken = stateOf();
    expect((await failureOf(changeTo('passphrase', BOTH_ENV, { stack }))).code).to.equal('SecretUnreadable');
    expect(stateOf()).to.deep.equal(broken);
  });

  it('refuses the sandbox, a target that the settings contradict, and a key file for a state in S3', async () => {
    const stack = await deployed();
    const { ports } = changeOf(stack);
    expect((await failureOf(changeTo('local', PASSPHRASE_ENV, { ports }))).code).to.equal('SecretsOfSandbox');
    const given = { 'secrets.provider': 'passphrase' };
    const contradicted = await failureOf(changeTo('local', PASSPHRASE_ENV, { given }));
    expect(contradicted.code).to.equal('SecretsSettingChanged');
    const remote = { 'state.backend': 's3', 'state.bucket': 'b' };
    const unshared = await failureOf(changeTo('local', PASSPHRASE_ENV, { given: remote }));
    expect(unshared.code).to.equal('SecretsProviderNeeded');
  });

  it('opens whoever kills it at whatever write, and the same command then finishes it', async () => {
    const writes = await writesOfAChange();
    expect(writes).to.be.greaterThan(7);
    for (let killAt = 1; killAt <= writes; killAt += 1)
      for (const when of ['before', 'after'] as const) {
        const story = `killed ${when} write ${killAt}`;
        objects = new MemoryObjects();
        await deployed();
        const alive = objects;
        objects = new DyingObjects(alive, killAt, when);
        await changeTo('passphrase', BOTH_ENV).then(
          () => expect.fail(`${story}: it went on`),
          () => undefined,
        );
        objects = alive;
        const [byOld, byNew] = await Promise.all([PASSPHRASE_ENV, NEW_ENV].map((env) => openedBy(env).catch(() => [])));
        expect(Math.max(byOld?.length ?? 0, byNew?.length ?? 0), story).to.equal(2);
        const again = byNew?.length === 2 ? NEW_ENV : BOTH_ENV;
        expect(await changeTo('passphrase', again), story).to.include({ outcome: 'changed', secrets: 2 });
        expect(await openedBy(NEW_ENV), story).to.have.length(2);
      }
  });

  async function writesOfAChange(): Promise<number> {
    await deployed();
    const counting = new DyingObjects(objects, Number.POSITIVE_INFINITY, 'before');
    objects = counting;
    await changeTo('passphrase', BOTH_ENV);
    return counting.writes;
  }
});

/** A process that is killed at its nth write: nothing that it does afterwards reaches the store. */
class DyingObjects extends MemoryObjects {
  writes = 0;

  constructor(
    private readonly inner: MemoryObjects,
    private readonly killAt: number,
    private readonly when: 'before' | 'after',
  ) {
    super();
  }

  override read = (key: string) => this.inner.read(key);
  override list = (prefix: string) => this.inner.list(prefix);
  override write = (one: Parameters<MemoryObjects['write']>[0]) => this.#step(() => this.inner.write(one));
  override remove = (gone: readonly string[]) => this.#step(() => this.inner.remove(gone));

  async #step<T>(work: () => Promise<T>): Promise<T> {
    this.writes += 1;
    if (this.writes > this.killAt || (this.writes === this.killAt && this.when === 'before')) throw new Error('killed');
    const done = await work();
    if (this.writes === this.killAt) throw new Error('killed');
    return done;
  }
}

function ciphertextsIn(objects: MemoryObjects): string[] {
  const checkpoint = JSON.parse(objects.stored.get('stacks/shop/prod/pulumi/stack/checkpoint.json')?.text ?? '{}');
  const found: string[] = [];
  mapSealed(checkpoint, (text) => {
    found.push(text);
    return text;
  });
  return found;
}

/** Every secret of the present state, opened. */
async function secretsIn(objects: MemoryObjects, sealer: SecretSealer): Promise<string[]> {
  const found: string[] = [];
  mapSealed((await readWholeState(new DeployedStack(objects).state, AT)).units, (text) => {
    found.push(sealer.open(text));
    return text;
  });
  return found;
}
