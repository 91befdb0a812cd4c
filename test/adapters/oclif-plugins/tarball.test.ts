import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { readTarball } from '../../../src/adapters/oclif-plugins/tarball.js';
import { failureOf } from '../../helpers/failure-of.js';
import { packPlugin, temporaryFolder } from '../../helpers/plugin-package.js';

describe('a tarball', () => {
  it('tells its package.json and digest without being unpacked', async () => {
    const files = { 'a-first-file.js': 'x'.repeat(5000) };
    const { manifest, integrity } = await readTarball(packPlugin({ name: '@acme/p', version: '2.0.0', files }));
    expect(manifest).to.include({ name: '@acme/p', version: '2.0.0' });
    expect(integrity).to.match(/^sha512-.{86}==$/);
  });

  it('that is no package is refused by name', async () => {
    const file = join(temporaryFolder('tarball'), 'not-a-package.tgz');
    for (const content of ['', 'text', Buffer.alloc(2000)]) {
      writeFileSync(file, content);
      expect(await failureOf(readTarball(file))).to.include({ code: 'NotAPackage' });
    }
  });
});
