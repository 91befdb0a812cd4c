import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect } from 'chai';
import { repository } from './helpers/cli.js';

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function sources(folder: string): readonly string[] {
  return readdirSync(join(repository, folder), { recursive: true })
    .map((f) => join(folder, String(f)))
    .filter((f) => f.endsWith('.ts') && !f.includes('node_modules') && !f.includes('dist/'));
}

/** Static and dynamic imports of every source file; paths relative to the repository, packages as they are. */
function importsOf(folder: string): readonly Import[] {
  return sources(folder).flatMap((file) => {
    const text = readFileSync(join(repository, file), 'utf8');
    const statements = text.matchAll(
      /^\s*(import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm,
    );
    return [...statements].map((match) => {
      const specifier = match[3] ?? match[4] ?? match[5] ?? '';
      const target = specifier.startsWith('.')
        ? relative(repository, resolve(repository, dirname(file), specifier))
        : specifier;
      return { file, target, typeOnly: match[2] !== undefined };
    });
  });
}

const LAYERS = ['sdk', 'core', 'adapters', 'composition', 'ui', 'hooks', 'commands'] as const;
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  sdk: ['sdk'],
  core: ['sdk', 'core'],
  adapters: ['sdk', 'core', 'adapters'],
  composition: ['sdk', 'core', 'adapters', 'composition'],
  ui: ['sdk', 'core', 'adapters', 'composition', 'ui'],
  hooks: ['sdk', 'core', 'adapters', 'composition', 'ui', 'hooks'],
  commands: ['sdk', 'core', 'adapters', 'composition', 'ui', 'commands'],
};

function layerOf(path: string): string | undefined {
  return LAYERS.find(
    (layer) => path.startsWith(`src/${layer}/`) || path === `src/${layer}.js` || path === `src/${layer}.ts`,
  );
}

describe('imports', () => {
  const all = importsOf('src');
  const withoutTesting = all.filter((i) => !i.file.startsWith('src/sdk/testing/'));

  it('go only from outer layers to inner ones', () => {
    const wrong = withoutTesting.filter(({ file, target, typeOnly }) => {
      const [from, to] = [layerOf(file), layerOf(target)];
      if (from === undefined || to === undefined) return false;
      // `import type` of the composition's session is erased, so it cannot bend the direction at run time.
      return !MAY_IMPORT[from]?.includes(to) && !typeOnly;
    });
    expect(wrong).to.deep.equal([]);
  });

  it('keep AWS, oclif, listr2 and Pulumi out of the core and, types aside, out of the sdk', () => {
    const heavy = /^(@pulumi|@aws-sdk|@oclif|listr2|tsyringe)/;
    const wrong = withoutTesting.filter(
      ({ file, target, typeOnly }) => /^src\/(core|sdk)\//.test(file) && heavy.test(target) && !typeOnly,
    );
    expect(wrong).to.deep.equal([]);
  });

  it('load the container in the composition only', () => {
    const files = new Set(all.filter((i) => i.target === 'tsyringe').map((i) => i.file));
    expect([...files]).to.deep.equal(['src/composition/container-builder.ts']);
  });

  it('let plugins see the sdk, common and the shared packages, and nothing else', () => {
    const allowed =
      /^(panka\/sdk(\/testing)?|@panka\/plugin-common|@pulumi\/(pulumi|aws)(\/.*)?|@sinclair\/typebox(\/.*)?|node:.*)$/;
    const wrong = importsOf('plugins').filter(({ file, target }) => {
      if (!/^plugins\/[^/]+\/src\//.test(file)) return false;
      const own = target.startsWith(`${file.split('/').slice(0, 3).join('/')}/`);
      // The one plugin that declares what no other does.
      const kubernetes = file.startsWith('plugins/eks/') && target.startsWith('@pulumi/kubernetes/');
      return !own && !kubernetes && !allowed.test(target);
    });
    expect(wrong).to.deep.equal([]);
  });

  it('take of TypeBox what the sdk hands on, for a built plugin takes it from there', () => {
    const taken = sources('plugins')
      .filter((file) => /^plugins\/[^/]+\/src\//.test(file))
      .flatMap((file) => [
        ...readFileSync(join(repository, file), 'utf8').matchAll(/^import (.*) from '@sinclair\/typebox(.*)';$/gm),
      ])
      .map(([, names = '', path = '']) => names.replace(/type \w+,? ?/g, '') + path);
    expect(new Set(taken)).to.deep.equal(new Set(['{ Type }']));
  });

  it('find something to check', () => {
    expect(all.length).to.be.greaterThan(500);
  });
});
