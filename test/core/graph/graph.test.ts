import { expect } from 'chai';
import fc from 'fast-check';
import {
  buildDag,
  criticalPath,
  findCycles,
  waveOf,
  wavesOf,
  withDependents,
  withNeeds,
} from '../../../src/core/graph/index.js';

const edges = (text: string) => text.split(' ').map((e) => ({ from: e.split('>')[0]!, to: e.split('>')[1]! }));

describe('graph', () => {
  const dag = buildDag(['web', 'api', 'db', 'queue', 'alb'], edges('web>api api>db api>queue api>alb'));

  it('puts what needs nothing in wave 0 and everything else after its last need', () => {
    expect(wavesOf(dag)).to.deep.equal([['alb', 'db', 'queue'], ['api'], ['web']]);
  });

  it('does not depend on the order of its input', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(edges('web>api api>db api>queue api>alb'), { minLength: 4 }), (shuffled) => {
        expect(wavesOf(buildDag(['queue', 'web', 'alb', 'db', 'api'], shuffled))).to.deep.equal(wavesOf(dag));
      }),
    );
  });

  it('never puts a need in the same or a later wave', () => {
    const node = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(fc.array(fc.tuple(node, node)), (pairs) => {
        const acyclic = pairs.filter(([a, b]) => a > b).map(([a, b]) => ({ from: `n${a}`, to: `n${b}` }));
        const ids = [...Array(31).keys()].map((n) => `n${n}`);
        const waves = waveOf(buildDag(ids, acyclic));
        expect(waves.size).to.equal(31);
        for (const { from, to } of acyclic) expect(waves.get(from)!).to.be.greaterThan(waves.get(to)!);
      }),
    );
  });

  it('names a cycle edge by edge and leaves out what only hangs on it', () => {
    const cyclic = buildDag(['a', 'b', 'c', 'd', 'e'], edges('a>b b>c c>a d>a e>d'));
    expect(findCycles(cyclic)).to.deep.equal([['a', 'b', 'c', 'a']]);
    expect(wavesOf(cyclic)).to.deep.equal([]);
  });

  it('finds a component that needs itself', () => {
    expect(findCycles(buildDag(['a'], edges('a>a')))).to.deep.equal([['a', 'a']]);
  });

  it('names two independent cycles both', () => {
    expect(findCycles(buildDag(['a', 'b', 'c', 'd'], edges('a>b b>a c>d d>c')))).to.have.length(2);
  });

  it('gives the longest chain by weight', () => {
    expect(criticalPath(dag)).to.deep.equal(['alb', 'api', 'web']);
    expect(criticalPath(dag, (id) => (id === 'db' ? 10 : 1))).to.deep.equal(['db', 'api', 'web']);
  });

  it('follows needs and dependants through any number of steps', () => {
    expect([...withNeeds(dag, ['api'])].sort()).to.deep.equal(['alb', 'api', 'db', 'queue']);
    expect([...withDependents(dag, ['db'])].sort()).to.deep.equal(['api', 'db', 'web']);
  });

  it('orders a chain of ten thousand without running out of stack', () => {
    const ids = [...Array(10_000).keys()].map(String);
    const chain = ids.slice(1).map((id, i) => ({ from: id, to: String(i) }));
    expect(wavesOf(buildDag(ids, chain))).to.have.length(10_000);
  });
});
