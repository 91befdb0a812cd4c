import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readRequest } from '../../../src/adapters/oclif-plugins/install-request.js';
import { temporaryFolder } from '../../helpers/plugin-package.js';

const catalogue = { kinds: { SQS: { package: '@panka/plugin-sqs', range: '^0.1.0' } }, runtimes: {} };
const folder = temporaryFolder('request');
const read = (typed: string) => readRequest(typed, catalogue, folder);

describe('what a user asks to install', () => {
  it('may be a kind of the catalogue, in any case, with its range', () => {
    const sqs = { from: 'registry', names: ['@panka/plugin-sqs'], tag: 'latest', range: '^0.1.0' };
    expect(read('sqs')).to.deep.equal(sqs);
    expect(read('SQS')).to.deep.equal(sqs);
    expect(read('@panka/plugin-sqs')).to.deep.equal(sqs);
  });

  it('may be a package with a range, a version or a tag', () => {
    expect(read('@acme/p@^2')).to.include({ range: '>=2.0.0 <3.0.0-0' });
    expect(read('sqs@0.1.7')).to.include({ range: '0.1.7' });
    expect(read('@acme/p@next')).to.deep.equal({ from: 'registry', names: ['@acme/p'], tag: 'next' });
  });

  it('may be a bare name: Panka’s own package of that name, else the package itself', () => {
    expect(read('acme')).to.deep.equal({ from: 'registry', names: ['@panka/plugin-acme', 'acme'], tag: 'latest' });
  });

  it('may be a tarball, also relative', () => {
    writeFileSync(join(folder, 'p-1.0.0.tgz'), '');
    const file = join(folder, 'p-1.0.0.tgz');
    expect(read('p-1.0.0.tgz')).to.deep.equal({ from: 'file', file, argument: `file:${file}` });
    expect(read('./p-1.0.0.tgz')).to.deep.equal(read(file));
  });

  it('may be a repository', () => {
    for (const typed of ['https://example.com/p.tgz', 'git+ssh://git@example.com/p.git', 'acme/p']) {
      expect(read(typed)).to.deep.equal({ from: 'repository', argument: typed });
    }
  });

  it('may not be a folder, nor nonsense', () => {
    mkdirSync(join(folder, 'plugin'));
    expect(() => read('./plugin'))
      .to.throw('is a folder')
      .with.property('code', 'FolderNotInstallable');
    expect(() => read('./gone.tgz'))
      .to.throw('no file')
      .with.property('code', 'FileNotFound');
    expect(() => read('what is this'))
      .to.throw('neither')
      .with.property('code', 'InvalidPluginName');
    expect(() => read('--force'))
      .to.throw('neither')
      .with.property('code', 'InvalidPluginName');
  });
});
