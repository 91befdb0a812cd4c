import { expect } from 'chai';
import { type PluginManifest, readContribution } from '../../../src/core/registry/contribution.js';

const plugin = { name: 'p', version: '1.2.3', root: '/p', type: 'user' } as const;

function read(panka: unknown, more: Partial<PluginManifest> = {}) {
  return readContribution({ plugin, manifest: { name: 'p', version: '1.2.3', panka, ...more } });
}

describe('a contribution', () => {
  it('is read from the panka field of package.json', () => {
    const panka = { contract: 1, kinds: ['SQS'], entry: './dist/index.js', provides: { runtimes: ['eks'] } };
    expect(read(panka)).to.deep.equal({
      plugin,
      kinds: ['SQS'],
      entry: './dist/index.js',
      provides: { runtimes: ['eks'] },
    });
  });

  it('is nothing for a plugin without that field', () => {
    expect(read(undefined)).to.equal(undefined);
  });

  it('keeps its kinds when it was built for another contract, so that their users are told why', () => {
    const newer = read({ contract: 9, kinds: ['SQS'], entry: './index.js' });
    expect(newer?.kinds).to.deep.equal(['SQS']);
    expect(newer?.problem).to.include({ code: 'PluginContract' });
    expect(newer?.problem?.message).to.equal('plugin p@1.2.3 was built for contract 9; this Panka supports 1');
    expect(newer?.problem?.suggestions.join()).to.include('update Panka');
    expect(read({ contract: 0, kinds: [], entry: './index.js' })?.problem?.suggestions.join()).to.include(
      'plugins install p',
    );
  });

  it('is refused when a shared package is among its dependencies', () => {
    const owned = read({ contract: 1, entry: './index.js' }, { dependencies: { '@pulumi/aws': '^7', ms: '^2' } });
    expect(owned?.problem).to.include({ code: 'PluginOwnsSharedPackage' });
    expect(owned?.problem?.message).to.include('@pulumi/aws').and.not.include('ms@');
  });

  const wrong: readonly (readonly [string, unknown, string])[] = [
    ['the field is no object', 'SQS', '"panka.contract"'],
    ['the contract is a text', { contract: '1', entry: './i.js' }, '"panka.contract"'],
    ['kinds is no list', { contract: 1, kinds: 'SQS', entry: './i.js' }, '"panka.kinds"'],
    ['a kind has no name of a kind', { contract: 1, kinds: ['sqs'], entry: './i.js' }, '"sqs"'],
    ['there is no entry', { contract: 1, kinds: ['SQS'] }, '"panka.entry"'],
    ['the entry leaves the package', { contract: 1, kinds: ['SQS'], entry: './../../x.js' }, '"panka.entry"'],
    ['provides is no list', { contract: 1, entry: './i.js', provides: { runtimes: 'eks' } }, '"panka.provides"'],
  ];
  for (const [title, panka, text] of wrong) {
    it(`is broken, not thrown, when ${title}`, () => {
      expect(read(panka)?.problem).to.include({ code: 'PluginBroken' });
      expect(read(panka)?.problem?.message).to.include(text);
    });
  }
});
