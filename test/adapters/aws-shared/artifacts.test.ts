import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { declareSharedStack } from '../../../src/adapters/aws-shared/shared-stack.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { type DeclaredResource, runProgram } from './declared-program.js';
import { component, contextOf, facts } from './test-stack.js';

function pathOf({ inputs }: DeclaredResource): Promise<unknown> {
  return Promise.resolve((inputs['source'] as { path: unknown }).path);
}

describe('artifacts', () => {
  let folder: string;
  let kept: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'panka-artifacts-test-'));
    kept = join(folder, 'kept');
    mkdirSync(join(folder, 'code', 'lib'), { recursive: true });
    writeFileSync(join(folder, 'code', 'index.js'), 'export {}');
    writeFileSync(join(folder, 'code', 'lib', 'a.js'), 'a');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  async function uploaded(path = 'code', zip = true, tags: Record<string, string> = {}) {
    const subject = component('api/fn', { folder, tags });
    const program = await runProgram(() => {
      const about = { ...facts({ infra: { defaults: { encryption: { key: 'aws-managed' } } } }), artifactFolder: kept };
      const { artifacts } = declareSharedStack({ ...about, needs: new Set(['artifactBucket'] as const) }).services;
      return artifacts.upload(subject, contextOf(subject), { path, part: 'code', zip });
    });
    return { ...program.result, object: program.named('api/fn/code') };
  }

  it('uploads a folder as an archive under the hash of its content', async () => {
    const { key, hash, object } = await uploaded();
    expect(key).to.equal(`api/fn/code/${hash}.zip`);
    expect(object.inputs).to.include({ key, sourceHash: hash });
    expect(await pathOf(object)).to.equal(join(kept, `${hash}.zip`));
    expect(object.options).to.include({ retainOnDelete: true });
    expect(object.options['dependsOn']).to.include('shared/artifacts-policy');
    expect(readdirSync(kept)).to.deep.equal([`${hash}.zip`]);
  });

  it('depends on names, modes and contents, not on times', async () => {
    const { hash } = await uploaded();
    utimesSync(join(folder, 'code', 'index.js'), 1, 1);
    expect((await uploaded()).hash).to.equal(hash);
    chmodSync(join(folder, 'code', 'index.js'), 0o755);
    const executable = (await uploaded()).hash;
    expect(executable).not.to.equal(hash);
    writeFileSync(join(folder, 'code', 'lib', 'a.js'), 'b');
    expect((await uploaded()).hash).not.to.equal(executable);
  });

  it('uploads one file as it is', async () => {
    const { key, hash, object } = await uploaded('code/index.js', false);
    expect(key).to.equal(`api/fn/code/${hash}.js`);
    expect(await pathOf(object)).to.equal(join(folder, 'code/index.js'));
    expect(existsSync(kept)).to.equal(false);
  });

  it('survives a link that points back', async () => {
    symlinkSync('..', join(folder, 'code', 'lib', 'up'));
    expect((await uploaded()).key).to.match(/^api\/fn\/code\/[0-9a-f]{64}\.zip$/);
  });

  it('gives an object ten tags at most', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`t${i}`, 'v']));
    const tags = (await uploaded('code', true, many)).object.inputs['tags'] as JsonObject;
    expect(Object.keys(tags)).to.have.length(10);
    expect(tags).to.include({ 'panka:resource': 'api/fn/code', t0: 'v' });
  });

  it('refuses a path where nothing is', async () => {
    const failure = await uploaded('dist').catch((error: Error) => error);
    expect(failure).to.have.property('message', `'api/fn' uploads '${join(folder, 'dist')}', where there is no file`);
  });
});
