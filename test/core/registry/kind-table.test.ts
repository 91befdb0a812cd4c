import { expect } from 'chai';
import type { Contribution } from '../../../src/core/registry/contribution.js';
import { pluginBroken } from '../../../src/core/registry/errors.js';
import { kindTable } from '../../../src/core/registry/kind-table.js';

function contribution(name: string, kinds: string[], more: Partial<Contribution> = {}): Contribution {
  return {
    plugin: { name, version: '1.0.0', root: `/${name}`, type: 'user' },
    kinds,
    entry: './i.js',
    provides: {},
    ...more,
  };
}

describe('the table of kinds', () => {
  it('lists every kind of every plugin by name', () => {
    const table = kindTable([contribution('b', ['SQS', 'ALB']), contribution('a', ['S3'])]);
    expect(table.map((e) => [e.kind, e.plugin.name])).to.deep.equal([
      ['ALB', 'b'],
      ['S3', 'a'],
      ['SQS', 'b'],
    ]);
    expect(table.every((e) => e.problem === undefined)).to.equal(true);
  });

  it('makes a kind of two plugins unusable and leaves the others alone', () => {
    const table = kindTable([contribution('a', ['SQS', 'S3']), contribution('b', ['SQS'])]);
    const problems = table.filter((e) => e.problem).map((e) => [e.kind, e.plugin.name, e.problem?.code]);
    expect(problems).to.deep.equal([
      ['SQS', 'a', 'KindConflict'],
      ['SQS', 'b', 'KindConflict'],
    ]);
    expect(table[1]?.problem?.message).to.equal('kind "SQS" is provided by a@1.0.0 and b@1.0.0; remove one of them');
    expect(table[1]?.problem?.suggestions).to.deep.equal(['panka plugins uninstall a', 'panka plugins uninstall b']);
  });

  it('does not tell the user to uninstall what is bundled', () => {
    const bundled = { name: 'a', version: '1.0.0', root: '/a', type: 'bundled' } as const;
    const table = kindTable([contribution('a', ['SQS'], { plugin: bundled }), contribution('b', ['SQS'])]);
    expect(table[0]?.problem?.suggestions).to.deep.equal(['panka plugins uninstall b']);
  });

  it('lets a usable plugin win over a broken one of the same kind', () => {
    const bad = contribution('b', ['SQS'], { problem: pluginBroken(contribution('b', []).plugin, 'x') });
    const table = kindTable([contribution('a', ['SQS']), bad]);
    expect(table.map((e) => e.problem?.code)).to.deep.equal([undefined, 'PluginBroken']);
  });
});
