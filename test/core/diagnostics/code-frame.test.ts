import { expect } from 'chai';
import { codeFrame } from '../../../src/core/diagnostics/code-frame.js';

const TEXT = ['one: 1', 'two:', '\tthree: "a \\"b"', 'four: [x, y]', 'five: ${VAR}'].join('\n');

function drawn(line: number, column: number, options = {}): string[] {
  const { lines, marker } = codeFrame(TEXT, { file: 'f', line, column }, options);
  return lines.flatMap(({ number, text, marked }) => [
    `${number}|${text}`,
    ...(marked ? [` |${' '.repeat(marker.column - 1)}${'^'.repeat(marker.length)}`] : []),
  ]);
}

describe('codeFrame', () => {
  it('shows two lines around the marked one and underlines the word', () => {
    expect(drawn(3, 2)).to.deep.equal([
      '1|one: 1',
      '2|two:',
      '3| three: "a \\"b"',
      ' | ^^^^^',
      '4|four: [x, y]',
      '5|five: ${VAR}',
    ]);
  });

  it('underlines a quoted text, a variable and the end of a line as a whole', () => {
    expect(drawn(3, 9, { context: 0 })[1]).to.equal(` |${' '.repeat(8)}^^^^^^^`);
    expect(drawn(5, 7, { context: 0 })[1]).to.equal(` |${' '.repeat(6)}^^^^^^`);
    expect(drawn(2, 5, { context: 0 })[1]).to.equal(' |    ^');
  });

  it('stays inside the file', () => {
    expect(drawn(1, 1, { context: 1 })).to.have.length(3);
    expect(drawn(99, 1, { context: 0 })).to.deep.equal(['5|five: ${VAR}', ' |^^^^']);
    expect(codeFrame('', { file: 'f', line: 1, column: 1 }).lines).to.deep.equal([
      { number: 1, text: '', marked: true },
    ]);
  });

  it('cuts long lines around the place', () => {
    const text = `${'x'.repeat(500)} here ${'y'.repeat(500)}`;
    const { lines, marker } = codeFrame(text, { file: 'f', line: 1, column: 502 }, { width: 40 });
    expect(lines[0]?.text).to.have.length(42);
    expect(lines[0]?.text.slice(marker.column - 1, marker.column - 1 + marker.length)).to.equal('here');
  });

  it('reads every line ending', () => {
    const { lines } = codeFrame('a: 1\r\nb: 2\rc: 3\n', { file: 'f', line: 2, column: 1 });
    expect(lines.map((line) => line.text)).to.deep.equal(['a: 1', 'b: 2', 'c: 3', '']);
  });

  it('shows no secret', () => {
    const text =
      'password: hunter2\nx: 1\n- {name: DB_PASSWORD, value: geheim}\n- name: API_TOKEN\n  value: "s w o r d"\nurl: https://u:geheim@h/';
    const shown = codeFrame(text, { file: 'f', line: 3, column: 1 }, { context: 9 }).lines.map((line) => line.text);
    expect(shown).to.deep.equal([
      'password: •••••••',
      'x: 1',
      '- {name: DB_PASSWORD, value: ••••••}',
      '- name: API_TOKEN',
      '  value: •••••••••••',
      `url: ${'•'.repeat(19)}`,
    ]);
  });
});
