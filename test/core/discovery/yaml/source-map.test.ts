import { expect } from 'chai';
import fc from 'fast-check';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments, stringify } from 'yaml';
import { escapeSegment } from '../../../../src/core/diagnostics/json-pointer.js';
import { SourceMap, sourceNodes } from '../../../../src/core/discovery/yaml/source-map.js';

const TEXT = `# first line
apiVersion: v1
spec:
  quoted: "a \\"b"
  list:
    - name: x
      value: |
        several
        lines
    - 'single'
  flow: {a: [1, {b: c}], "d e": 2}
  empty:
  anchored: &anchor {in: 1}
  alias: *anchor
  merged:
    <<: *anchor
    own: 1
---
second: here
`;

function at(pointer: string, options: { document?: number; side?: 'key' | 'value'; text?: string } = {}): string {
  const { document = 0, side = 'value', text = TEXT } = options;
  const { file, line, column } = new SourceMap('f.yaml', text, sourceNodes(text)).locate(document, pointer, side);
  return `${file}:${line}:${column}`;
}

describe('SourceMap', () => {
  it('finds keys and values by pointer, in lines of the file', () => {
    expect(at('/apiVersion')).to.equal('f.yaml:2:13');
    expect(at('/apiVersion', { side: 'key' })).to.equal('f.yaml:2:1');
    expect(at('/spec/quoted')).to.equal('f.yaml:4:11');
    expect(at('/spec/list/0/name')).to.equal('f.yaml:6:13');
    expect(at('/spec/list/0/value')).to.equal('f.yaml:7:14');
    expect(at('/spec/list/1')).to.equal('f.yaml:10:7');
    expect(at('/spec/flow/a/1/b')).to.equal('f.yaml:11:21');
    expect(at('/spec/flow/d e', { side: 'key' })).to.equal('f.yaml:11:26');
    expect(at('/second', { document: 1 })).to.equal('f.yaml:19:9');
  });

  it('follows aliases and merge keys to where the value is written', () => {
    expect(at('/spec/alias/in')).to.equal('f.yaml:13:26');
    expect(at('/spec/merged/in')).to.equal('f.yaml:13:26');
    expect(at('/spec/merged/own')).to.equal('f.yaml:17:10');
  });

  it('shows the nearest ancestor for what is not there', () => {
    expect(at('/spec/flow/nothing/at/all')).to.equal('f.yaml:11:3');
    expect(at('/nothing')).to.equal('f.yaml:2:1');
    expect(at('/x', { document: 7 })).to.equal('f.yaml:1:1');
  });

  it('counts lines the same with every line ending', () => {
    expect(at('/spec/flow/a', { text: TEXT.replaceAll('\n', '\r\n') })).to.equal('f.yaml:11:13');
  });

  it('agrees with the places of the careful parser', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => typeof value === 'object' && value !== null);
    const check = (value: unknown, flow: boolean) => {
      const text = stringify(value, flow ? { collectionStyle: 'flow' } : {});
      const lines = new LineCounter();
      const [document] = parseAllDocuments(text, { lineCounter: lines });
      const map = new SourceMap('f', text, sourceNodes(text));
      for (const [pointer, node] of places((document as { contents: Node }).contents, '')) {
        const { line, col } = lines.linePos(node.range![0]);
        expect(map.locate(0, pointer, 'value'), `${pointer} in ${text}`).to.deep.equal({
          file: 'f',
          line,
          column: col,
        });
      }
    };
    fc.assert(fc.property(json, fc.boolean(), check), { numRuns: 150 });
  });
});

function places(node: Node | null, pointer: string): [string, Node][] {
  if (isMap(node))
    return node.items.flatMap((pair) =>
      places(pair.value as Node | null, `${pointer}/${escapeSegment(String((pair.key as { value: unknown }).value))}`),
    );
  if (isSeq(node)) return node.items.flatMap((item, index) => places(item as Node, `${pointer}/${index}`));
  return isScalar(node) && node.range ? [[pointer, node]] : [];
}
