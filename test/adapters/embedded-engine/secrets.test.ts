import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';
import { isSecret, type PropertyValue } from '../../../src/core/engine/property-value.js';
import { Group, Thing } from './thing.js';
import { testSealer, World } from './world.js';

const CANARY = 'canary-6b1f';

function seenIn(...values: unknown[]): boolean {
  return JSON.stringify(values).includes(CANARY);
}

describe('secrets', () => {
  it('reach the provider and the program, and stand nowhere else', async () => {
    const world = new World();
    let seen: string | undefined;
    const program = (suffix: string) => async () => {
      const group = new Group('g');
      const password = pulumi.secret(CANARY + suffix);
      const a = new Thing('a', { password, nested: { list: ['plain', password] }, size: suffix }, { parent: group });
      const derived = a.value.apply(() => 'x');
      const b = new Thing('b', { copy: (a as unknown as { password: pulumi.Output<string> }).password, derived });
      group.publish({ password: a.arn.apply((arn) => pulumi.secret(`${arn}-${CANARY}`)) });
      b.arn.apply((arn) => {
        seen = arn;
      });
      return { password, plain: 1 };
    };
    await world.up(program(''));
    expect(JSON.stringify([...world.provider.cloud.values()])).to.contain(CANARY);
    expect(seen).to.equal('arn:b-1');
    expect(seenIn(world.base, world.entries, world.events)).to.equal(false);

    await world.up(program('2'));
    expect(world.ops()).to.deep.equal(['update a', 'update b']);
    expect(seenIn(world.base, world.entries, world.events)).to.equal(false);
    const changes = world.events.flatMap(({ diffs = [] }) => diffs);
    expect(changes.find(({ path }) => path === 'password')).to.include({ before: '[secret]', after: '[secret]' });
    expect(changes.find(({ path }) => path === 'size')).to.include({ before: '""', after: '"2"' });
  });

  it('come back as secrets in outputs, also where the provider gives them in plain', async () => {
    const world = new World();
    const program = async () => {
      const a = new Thing(
        'a',
        { password: pulumi.secret(CANARY), token: CANARY },
        { additionalSecretOutputs: ['token'] },
      );
      const outputs = a as unknown as Record<'password' | 'token', pulumi.Output<string>>;
      return { password: outputs.password, token: outputs.token, both: { in: outputs.password } };
    };
    const result = await world.up(program);
    for (const name of ['password', 'token', 'both']) {
      expect(containsSecret(result.outputs[name] as PropertyValue), name).to.equal(true);
    }
    expect(world.resource('a').additionalSecretOutputs).to.deep.equal(['token']);
    const outputs = JSON.stringify(world.resource('a').outputs);
    expect(outputs).to.not.contain(CANARY);
    await world.up(program);
    expect(world.entries).to.deep.equal([]);
  });

  it('keep their ciphertext while they do not change', async () => {
    let sealed = 0;
    const secrets = {
      ...testSealer,
      seal: (text: string) => {
        sealed += 1;
        return `${sealed}.${testSealer.seal(text)}`;
      },
      open: (text: string) => testSealer.open(text.slice(text.indexOf('.') + 1)),
    };
    const world = new World({ secrets });
    const program = (size: number) => async () => {
      new Thing('a', { password: pulumi.secret(CANARY), size });
      return {};
    };
    await world.up(program(1));
    const before = world.resource('a').inputs?.['password'];
    const count = sealed;
    await world.up(program(2));
    expect(world.resource('a').inputs?.['password']).to.deep.equal(before);
    expect(sealed).to.equal(count);
  });

  it('are sealed with a key that only its owner can read, and open only for their stack', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'panka-key-'));
    const world = new World({ secrets: new LocalSecretSealer({ folder, stackId: 'shop/test' }) });
    const program = async () => {
      new Thing('a', { password: pulumi.secret(CANARY) });
      return {};
    };
    await world.preview(program);
    expect(readdirSync(folder)).to.deep.equal([]);
    await world.up(program);
    expect(seenIn(world.base)).to.equal(false);
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).to.equal(0o600);
    const again = await world.up(program);
    expect(again.status).to.equal('succeeded');
    expect(world.entries).to.deep.equal([]);

    const other = new World({ secrets: new LocalSecretSealer({ folder, stackId: 'shop/prod' }) });
    other.base = world.base;
    expect((await other.up(program)).errors[0]?.code).to.equal('SecretUnreadable');
  });
});

function containsSecret(value: PropertyValue | undefined): boolean {
  if (isSecret(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(containsSecret);
}
