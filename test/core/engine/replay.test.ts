import { expect } from 'chai';
import { deploymentProblems, requireIntegrity } from '../../../src/core/engine/deployment-integrity.js';
import type { DeploymentV3, ResourceV3 } from '../../../src/core/engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../../src/core/engine/replay.js';

const TIME = '2026-01-01T00:00:00.000Z';
const urnOf = (name: string, type = 'aws:test/thing:Thing'): string => `urn:pulumi:test::shop::${type}::${name}`;

function thing(name: string, more: Partial<ResourceV3> = {}): ResourceV3 {
  return { urn: urnOf(name), custom: true, type: 'aws:test/thing:Thing', id: `${name}-1`, ...more };
}

function deployment(...resources: ResourceV3[]): DeploymentV3 {
  return { manifest: { time: TIME, magic: '', version: '' }, resources };
}

function entries(...drafts: Partial<JournalEntry>[]): JournalEntry[] {
  return drafts.map((draft, at) => ({
    version: 1,
    kind: JOURNAL_KIND.success,
    sequenceID: at + 1,
    operationID: at + 1,
    removeOld: null,
    removeNew: null,
    ...draft,
  }));
}

function replayed(base: DeploymentV3 | undefined, ...drafts: Partial<JournalEntry>[]): ResourceV3[] {
  return replayJournal(base, entries(...drafts), { time: TIME }).resources ?? [];
}

const names = (resources: readonly ResourceV3[]): string[] => resources.map(({ id, urn }) => id ?? urn);

describe('replayJournal', () => {
  it('puts what was made before what is left of the base', () => {
    const base = deployment(thing('a'), thing('b'));
    expect(
      names(replayed(base, { state: thing('c') }, { state: thing('b', { id: 'b-2' }), removeOld: 1 })),
    ).to.deep.equal(['c-1', 'b-2', 'a-1']);
  });

  it('reads entries in order of their numbers, each once', () => {
    const [first, second] = entries({ state: thing('a') }, { state: thing('b') }) as [JournalEntry, JournalEntry];
    const { resources = [] } = replayJournal(undefined, [second, first, second], { time: TIME });
    expect(names(resources)).to.deep.equal(['a-1', 'b-1']);
  });

  it('keeps what was begun and not ended as pending, without what has no operation', () => {
    const operation = { resource: thing('a'), type: 'creating' as const };
    const journal = entries(
      { kind: JOURNAL_KIND.begin, operation },
      { kind: JOURNAL_KIND.begin, operation },
      { kind: JOURNAL_KIND.begin },
      { kind: JOURNAL_KIND.failure, operationID: 2 },
    );
    const result = replayJournal(undefined, journal, { time: TIME });
    expect(result.pending_operations).to.deep.equal([operation]);
    expect(result.resources).to.equal(undefined);
  });

  it('carries over pending creates of the base, and forgets its other pending operations', () => {
    const creating = { resource: thing('a'), type: 'creating' as const };
    const base = {
      ...deployment(),
      pending_operations: [creating, { resource: thing('b'), type: 'updating' as const }],
    };
    expect(replayJournal(base, [], { time: TIME }).pending_operations).to.deep.equal([creating]);
  });

  it('marks old halves and delete-first replacements', () => {
    const base = deployment(thing('a'), thing('b'));
    const result = replayed(base, { deleteOld: 0, state: thing('a', { id: 'a-2' }) }, { pendingReplacementOld: 1 });
    expect(result.map(({ id, delete: old, pendingReplacement }) => [id, old, pendingReplacement])).to.deep.equal([
      ['a-2', undefined, undefined],
      ['a-1', true, undefined],
      ['b-1', undefined, true],
    ]);
    const made = replayed(
      undefined,
      { state: thing('a') },
      { deleteNew: 1 },
      { state: thing('b') },
      { pendingReplacementNew: 3 },
    );
    expect(made.map(({ delete: old, pendingReplacement }) => [old, pendingReplacement])).to.deep.equal([
      [true, undefined],
      [undefined, true],
    ]);
  });

  it('takes outputs and refreshed records in their place', () => {
    const base = deployment(thing('a'), thing('b'));
    const result = replayed(
      base,
      { kind: JOURNAL_KIND.outputs, state: thing('a', { outputs: { x: 1 } }), removeOld: 0 },
      { state: thing('c') },
      { kind: JOURNAL_KIND.outputs, state: thing('c', { outputs: { y: 1 } }), removeNew: 2 },
      { kind: JOURNAL_KIND.refreshSuccess, state: thing('b', { id: 'b-9' }), removeOld: 1 },
    );
    expect(names(result)).to.deep.equal(['c-1', 'a-1', 'b-9']);
    expect(result[0]?.outputs).to.deep.equal({ y: 1 });
    expect(result[1]?.outputs).to.deep.equal({ x: 1 });
  });

  it('lets go of what a refresh found gone: references, and children to the grandparent', () => {
    const base = deployment(
      thing('g', { custom: false, id: undefined }),
      thing('p', { parent: urnOf('g') }),
      thing('c', {
        parent: urnOf('p'),
        dependencies: [urnOf('g'), urnOf('p')],
        propertyDependencies: { x: [urnOf('p')], y: [urnOf('g')] },
        deletedWith: urnOf('p'),
      }),
    );
    const [, child] = replayed(base, { kind: JOURNAL_KIND.refreshSuccess, removeOld: 1 });
    expect(child).to.deep.include({
      parent: urnOf('g'),
      dependencies: [urnOf('g')],
      propertyDependencies: { y: [urnOf('g')] },
    });
    expect(child).to.not.have.property('deletedWith');
  });

  it('counts indices in the rebuilt base after it was rebuilt', () => {
    const base = deployment(thing('a'), thing('b'), thing('c'));
    const result = replayed(
      base,
      { kind: JOURNAL_KIND.refreshSuccess, removeOld: 0 },
      { kind: JOURNAL_KIND.rebuiltBaseState },
      { removeOld: 0 },
    );
    expect(names(result)).to.deep.equal(['c-1']);
  });

  it('renames everywhere what has a new URN', () => {
    const base = deployment(thing('a'), thing('b', { dependencies: [urnOf('a')], provider: `${urnOf('a')}::x` }));
    const result = replayed(base, { state: thing('z', { aliases: [urnOf('a')] }), removeOld: 0 });
    expect(result[0]).to.not.have.property('aliases');
    expect(result[1]).to.deep.include({ dependencies: [urnOf('z')], provider: `${urnOf('z')}::x` });
  });

  it('changes the URNs of children whose parent changed its type', () => {
    const parent = thing('p', { custom: false, id: undefined, type: 'x:y:P', urn: urnOf('p', 'x:y:P') });
    const child = thing('c', { urn: urnOf('c', 'x:y:P$aws:test/thing:Thing'), parent: parent.urn });
    const moved = { ...parent, type: 'x:y:Q', urn: urnOf('p', 'x:y:Q'), aliases: [parent.urn] };
    const result = replayed(deployment(parent, child), { state: moved, removeOld: 0 });
    expect(result[1]).to.include({ urn: urnOf('c', 'x:y:Q$aws:test/thing:Thing'), parent: moved.urn });
  });

  it('takes over a written base and a secrets provider', () => {
    const result = replayJournal(
      deployment(thing('a')),
      entries(
        { kind: JOURNAL_KIND.write, newSnapshot: deployment(thing('b')) },
        { kind: JOURNAL_KIND.secretsManager, secretsProvider: { type: 'service' } },
      ),
      { time: TIME },
    );
    expect(names(result.resources ?? [])).to.deep.equal(['b-1']);
    expect(result.secrets_providers).to.deep.equal({ type: 'service' });
  });

  it('refuses kinds and operations that it does not know', () => {
    expect(() => replayed(undefined, { kind: 42 })).to.throw('unknown kind 42');
    expect(() => replayed(deployment(thing('a')), { removeNew: 7 })).to.throw('operation 7');
  });

  it('writes the manifest that Pulumi checks', () => {
    const { manifest } = replayJournal(undefined, [], { time: TIME });
    expect(manifest.time).to.equal(TIME);
    expect(manifest.magic).to.match(/^[0-9a-f]{64}$/);
  });
});

describe('deploymentProblems', () => {
  const provider = thing('default', {
    urn: urnOf('default', 'pulumi:providers:aws'),
    type: 'pulumi:providers:aws',
    id: 'p',
  });

  it('finds none in a sound deployment, in which an old half may stand beside the new one', () => {
    const sound = deployment(
      provider,
      thing('a', { provider: `${provider.urn}::p` }),
      thing('b', { dependencies: [urnOf('a')], parent: urnOf('a') }),
      thing('a', { delete: true, id: 'a-0' }),
    );
    expect(deploymentProblems(sound)).to.deep.equal([]);
    expect(() => requireIntegrity(sound)).to.not.throw();
  });

  it('names every problem there is', () => {
    const broken = deployment(
      thing('a', { dependencies: [urnOf('b')], provider: `${provider.urn}::p` }),
      thing('b', { parent: urnOf('none'), propertyDependencies: { x: [urnOf('none')] }, deletedWith: urnOf('none') }),
      thing('b', { custom: false }),
      thing('c', { type: '' }),
      { ...thing('d'), urn: '' },
    );
    const problems = deploymentProblems(broken);
    expect(problems).to.have.length(9);
    for (const what of ['comes after it', 'is missing', 'stands twice', 'no type', 'no urn', 'unknown provider']) {
      expect(problems.join('\n')).to.contain(what);
    }
    expect(() => requireIntegrity(broken)).to.throw('stands twice');
  });

  it('does not miss the provider of what is to be made again', () => {
    const resource = thing('a', { provider: `${provider.urn}::gone`, pendingReplacement: true });
    expect(deploymentProblems(deployment(resource))).to.deep.equal([]);
  });
});
