import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { refuseUsedFolder, writeProject } from '../../../src/adapters/eject/write-project.js';
import { isPankaError } from '../../../src/core/diagnostics/panka-error.js';
import type { EjectedProject } from '../../../src/core/eject/eject-state.js';

describe('writeProject', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'panka-write-project-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const project = (sha256: string): EjectedProject => ({
    files: new Map([
      ['state.json', '{}\n'],
      ['Pulumi.test.yaml', 'config: {}\n'],
      ['services/api/jobs.ts', 'export {};\n'],
    ]),
    assets: [{ resource: 'api/worker/code', file: join(root, 'code.zip'), path: 'assets/code.zip', sha256 }],
    ...{ resources: 1, secrets: 0, differences: [] },
  });
  const hash = createHash('sha256').update('zip').digest('hex');

  it('writes everything with the files that are uploaded, state and settings for the owner alone', async () => {
    writeFileSync(join(root, 'code.zip'), 'zip');
    const target = join(root, 'new/folder');
    const files = await writeProject(target, project(hash));
    expect(files).to.deep.equal(['Pulumi.test.yaml', 'assets/code.zip', 'services/api/jobs.ts', 'state.json']);
    expect(readFileSync(join(target, 'assets/code.zip'), 'utf8')).to.equal('zip');
    for (const file of ['state.json', 'Pulumi.test.yaml'])
      expect(statSync(join(target, file)).mode & 0o077, file).to.equal(0);
    expect(readdirSync(join(root, 'new'))).to.deep.equal(['folder']);
  });

  it('takes an empty folder, and neither one with something in it nor a file', async () => {
    writeFileSync(join(root, 'code.zip'), 'zip');
    const target = join(root, 'there');
    mkdirSync(target);
    await refuseUsedFolder(target);
    await writeProject(target, project(hash));
    expect(await codeOf(refuseUsedFolder(target))).to.equal('EjectFolderNotEmpty');
    expect(await codeOf(writeProject(target, project(hash)))).to.equal('EjectFolderNotEmpty');
    expect(await codeOf(refuseUsedFolder(join(root, 'code.zip')))).to.equal('EjectFolderNotEmpty');
  });

  it('leaves nothing behind where a file has changed or is gone, or where it cannot write', async () => {
    expect(await codeOf(writeProject(join(root, 'to'), project(hash)))).to.equal('EjectAssetMissing');
    writeFileSync(join(root, 'code.zip'), 'other');
    expect(await codeOf(writeProject(join(root, 'to'), project(hash)))).to.equal('EjectAssetMissing');
    writeFileSync(join(root, 'code.zip'), 'zip');
    expect(await codeOf(writeProject(join(root, 'code.zip/to'), project(hash)))).to.equal('EjectUnwritable');
    expect(readdirSync(root)).to.deep.equal(['code.zip']);
  });
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return isPankaError(error) ? error.code : String(error);
}
