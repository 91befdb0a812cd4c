import { expect } from 'chai';
import { parseFast, parseManifest } from '../../../../src/core/discovery/yaml/parse-manifest.js';

async function value(text: string): Promise<unknown> {
  const { documents, problems } = await parseManifest(text);
  expect(problems).to.deep.equal([]);
  return documents[0];
}

describe('parseManifest', () => {
  it('reads YAML 1.2: yes is text, dates are text, 017 is 17, 0o17 is 15', async () => {
    expect(await value('{a: yes, b: 2020-01-01, c: 017, d: 0o17, e: 0x1F, f: 1_000, g: 1:20, h: ~}')).to.deep.equal({
      a: 'yes',
      b: '2020-01-01',
      c: 17,
      d: 15,
      e: 31,
      f: '1_000',
      g: '1:20',
      h: null,
    });
  });

  it('merges with <<, and the keys written beside it win', async () => {
    expect(await value('a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}')).to.deep.equal({
      a: { x: 1, y: 2 },
      b: { x: 1, y: 3 },
    });
  });

  it('keeps keys that look like numbers as they are written', async () => {
    expect(await value('{1.10: a, 080: b, 0x1: c, true: d, null: e}')).to.deep.equal({
      '1.10': 'a',
      '080': 'b',
      '0x1': 'c',
      true: 'd',
      null: 'e',
    });
  });

  it('reads tags of other tools as plain values, with a warning', async () => {
    const { documents, problems } = await parseManifest('a: !Ref b');
    expect(documents).to.deep.equal([{ a: 'b' }]);
    expect(problems.map((problem) => problem.severity)).to.deep.equal(['warning']);
  });

  it('gives one value a document, empty ones too', async () => {
    expect((await parseManifest('a: 1\n---\n---\n# only a comment\n---\nb: 2\n')).documents).to.deep.equal([
      { a: 1 },
      null,
      null,
      { b: 2 },
    ]);
  });

  it('reads a text without documents as nothing', async () => {
    for (const text of ['', '\n', '# comment\n'])
      expect((await parseManifest(text)).documents.filter((one) => one !== null)).to.deep.equal([]);
  });

  it('refuses duplicate keys, once a line', async () => {
    const { documents, problems } = await parseManifest('a: 1\nb: {c: 1, c: 2}\na: 2\n');
    expect(documents).to.deep.equal([]);
    expect(problems.map(({ offset }) => offset)).to.deep.equal([15, 21]);
  });

  it('finds the errors of every document', async () => {
    const { problems } = await parseManifest('a: [1\n---\nb: 1\n---\nc: {d: 1\n');
    expect(problems.map(({ message }) => message)).to.deep.equal(['[ is never closed', '{ is never closed']);
  });

  it('refuses aliases that multiply, fast', () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i === 1 ? '' : i - 1}`)
          .join(', ')}]`,
      );
    const parsed = parseFast(lines.join('\n'));
    expect(parsed?.documents).to.deep.equal([]);
    expect(parsed?.problems[0]?.message).to.match(/aliases expand to more than/);
  });

  it('refuses an alias that contains itself', async () => {
    for (const text of ['a: &a [*a]', 'a: &a {b: *a}', 'a: &a\n  b: [1, *a]']) {
      const { documents, problems } = await parseManifest(text);
      expect(documents).to.deep.equal([]);
      expect(problems[0]?.message, text).to.equal('an alias contains itself');
    }
  });

  it('refuses nesting that nobody means, without exhausting the stack', async () => {
    for (const deep of ['['.repeat(200_000), `${'[['.repeat(60)}${']]'.repeat(60)}`, '{a: '.repeat(5000)]) {
      const { documents, problems } = await parseManifest(`a: ${deep}`);
      expect(documents).to.deep.equal([]);
      expect(problems[0]?.message).to.match(/nested deeper than 100 levels/);
    }
  });

  it('refuses nesting by indentation too', async () => {
    const text = Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    const { documents, problems } = await parseManifest(text);
    expect(documents).to.deep.equal([]);
    expect(problems[0]?.message).to.match(/nested deeper than 100 levels/);
  });

  it('refuses a key that would change what an object is', async () => {
    const { documents, problems } = await parseManifest('a: {__proto__: {admin: true}}');
    expect(documents).to.deep.equal([]);
    expect(problems[0]?.message).to.equal('the key "__proto__" is not allowed');
    expect(({} as Record<string, unknown>)['admin']).to.equal(undefined);
  });

  it('says the first error of a very large text, and reads what only looks wrong', async () => {
    const filler = '# filler\n'.repeat(120_000);
    const broken = await parseManifest(`${filler}a: 1\na: 2\nb: [\n`);
    expect(broken.problems).to.have.length(1);
    expect(broken.problems[0]?.offset).to.be.greaterThan(filler.length);
    expect((await parseManifest(`${filler}80: x\n`)).documents).to.deep.equal([{ '80': 'x' }]);
  });
});
