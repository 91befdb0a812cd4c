import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { temporaryFolder, writePlugin } from '../../helpers/plugin-package.js';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const guardModule = join(root, 'src', 'adapters', 'oclif-plugins', 'shared-copy-guard.ts');

/** Imports a linked plugin in a process of its own, as the registry does; answers with what its entry exports as `seen`. */
function importLinked(folder: string, guarded: boolean): unknown {
  const script = `
    import { pathToFileURL } from 'node:url';
    const { SharedCopyGuard } = await import(${JSON.stringify(guardModule)});
    const plugin = { name: 'p', version: '1.0.0', root: ${JSON.stringify(folder)}, type: 'linked' };
    if (${guarded}) new SharedCopyGuard(${JSON.stringify(root)}, [plugin]).ensure(plugin);
    const { seen } = await import(pathToFileURL(${JSON.stringify(join(folder, 'index.js'))}).href);
    const host = await import('@sinclair/typebox');
    console.log(JSON.stringify({ seen: seen(host) }));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return stdout === '' ? stderr : (JSON.parse(stdout) as { seen: unknown }).seen;
}

const foreign = {
  'node_modules/@sinclair/typebox/package.json': '{"name":"@sinclair/typebox","type":"module","exports":"./index.js"}',
  'node_modules/@sinclair/typebox/index.js': 'export const Type = "a copy of my own";',
};
const entry = {
  'index.js': `import { Type } from '@sinclair/typebox'; export const seen = (host) => host.Type === Type ? 'host' : String(Type);`,
};

describe('the guard of shared packages', () => {
  it('gives a linked plugin with copies of its own the host’s', () => {
    const folder = writePlugin(temporaryFolder('foreign'), { name: 'p', files: { ...entry, ...foreign } });
    expect(importLinked(folder, false)).to.equal('a copy of my own');
    expect(importLinked(folder, true)).to.equal('host');
  });

  it('gives a linked plugin without any node_modules the host’s', () => {
    const folder = writePlugin(temporaryFolder('bare'), { name: 'p', files: entry });
    expect(importLinked(folder, false)).to.include('ERR_MODULE_NOT_FOUND');
    expect(importLinked(folder, true)).to.equal('host');
  });

  it('leaves a plugin’s own dependencies alone', () => {
    const own = {
      'node_modules/ms/package.json': '{"name":"ms","type":"module","exports":"./index.js"}',
      'node_modules/ms/index.js': 'export default "its own";',
      'index.js': `import ms from 'ms'; export const seen = () => ms;`,
    };
    const folder = writePlugin(temporaryFolder('own'), { name: 'p', files: own });
    expect(importLinked(folder, true)).to.equal('its own');
  });
});
