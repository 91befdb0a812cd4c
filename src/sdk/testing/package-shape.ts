import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED_PACKAGES } from '../../core/registry/shared-packages.js';
import { CONTRACT_VERSION } from '../component-kind.js';
import { type ContractPart, manifestOf } from './subject.js';

/** package.json says what the plugin brings, so that Panka need not run it to know. */
export const packageShape: ContractPart = (subject, it) => {
  it('names its contract, its kinds and its entry in package.json', () => {
    const { panka } = manifestOf(subject);
    assert.equal(panka?.contract, CONTRACT_VERSION, `"panka.contract" must be ${CONTRACT_VERSION}`);
    assert.ok(panka.kinds?.includes(subject.kind.kind), `"panka.kinds" must include "${subject.kind.kind}"`);
    assert.match(String(panka.entry), /^\.\/.+\.js$/, '"panka.entry" must be a path like ./dist/index.js');
  });

  it('is an ES module that exports its entry and its package.json', () => {
    const { type, exports = {}, panka } = manifestOf(subject);
    assert.equal(type, 'module');
    assert.equal(exports['./package.json'], './package.json');
    assert.ok(
      JSON.stringify(exports['.'] ?? '').includes(String(panka?.entry)),
      '"exports" must hold the entry as "."',
    );
  });

  it('is found as a plugin and runs no code outside its kinds', () => {
    const { oclif, keywords = [] } = manifestOf(subject);
    assert.ok(oclif, '"oclif" must be there, empty if need be');
    assert.equal(oclif.hooks, undefined, 'oclif hooks run in every command');
    assert.ok(keywords.includes('panka-plugin'), '"keywords" must hold "panka-plugin"');
  });

  it('packs its entry and its README', () => {
    const { files = [], panka } = manifestOf(subject);
    const folder = panka?.entry?.split('/')[1] ?? '';
    assert.ok(files.includes(folder), `"files" must hold "${folder}"`);
    assert.ok(existsSync(join(subject.packageDir, 'README.md')), 'README.md is missing');
  });

  it('takes the shared packages as optional peers, never as dependencies', () => {
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifestOf(subject);
    assert.deepEqual(shared(dependencies), [], 'shared packages belong in "peerDependencies"');
    const demanded = shared(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
    assert.deepEqual(demanded, [], 'these must be optional in "peerDependenciesMeta"');
  });
};

function shared(dependencies: Readonly<Record<string, string>>): string[] {
  return Object.keys(dependencies).filter((name) => SHARED_PACKAGES.includes(name));
}
