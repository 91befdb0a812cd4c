import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { runtimes } from '../src/index.js';
import { registryOf } from './eks-stack.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

describe('the entry of the plugin eks', () => {
  it('is found by what package.json says, and brings no kind', async () => {
    const registry = registryOf(['eks']);
    expect([registry.entries, registry.runtimes.map(({ platform }) => platform)]).to.deep.equal([[], ['eks']]);
    const { definition } = await registry.loadRuntime('eks');
    expect(Object.keys(definition)).to.deep.equal(Object.keys(runtimes.eks));
  });

  it('loads neither Pulumi nor Kubernetes nor AWS, for validation needs none of them', () => {
    const program = [
      "await import('./plugins/eks/src/index.ts');",
      "const { createRequire } = await import('node:module');",
      "const heavy = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes('@pulumi'));",
      'process.stdout.write(JSON.stringify(heavy));',
    ].join('\n');
    const { stdout, stderr } = spawnSync(process.execPath, ['--import=tsx', '--input-type=module', '--eval', program], {
      cwd: root,
      encoding: 'utf8',
    });
    expect([stderr, stdout]).to.deep.equal(['', '[]']);
  });
});
