// Draws what a command printed (ANSI colours on standard input) as an SVG terminal on standard output.
// usage: FORCE_COLOR=1 ./bin/run.js apply … 2>&1 | node scripts/terminal-picture.mjs "./bin/run.js apply …" > docs/images/apply.svg
import { readFileSync } from 'node:fs';

const COLOURS = { 31: '#f87171', 32: '#4ade80', 33: '#facc15', 34: '#60a5fa', 35: '#e879f9', 36: '#22d3ee' };
const CHARACTER = 7.83;
const LINE = 18;
const MAX_COLUMNS = 116;

const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line as spans with the style that holds at each place. */
function spans(line) {
  let style = { colour: undefined, bold: false, dim: false };
  let column = 0;
  const out = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  for (const part of line.split(/(\x1b\[[0-9;]*m)/)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    const codes = /^\x1b\[([0-9;]*)m$/.exec(part);
    if (codes) {
      for (const code of codes[1].split(';').map(Number)) style = next(style, code);
      continue;
    }
    const text = part.slice(0, Math.max(0, MAX_COLUMNS - column));
    if (text !== '') out.push({ text, column, ...style });
    column += part.length;
  }
  return out;
}

function next(style, code) {
  if (code === 0) return { colour: undefined, bold: false, dim: false };
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, colour: undefined };
  return COLOURS[code] === undefined ? style : { ...style, colour: COLOURS[code] };
}

function draw(lines, command) {
  const all = [`\x1b[32m$\x1b[39m \x1b[1m${command}\x1b[22m`, ...lines];
  const width = Math.ceil(MAX_COLUMNS * CHARACTER + 40);
  const height = all.length * LINE + 64;
  const texts = all.flatMap((line, row) =>
    spans(line).map(({ text, column, colour, bold, dim }) => {
      const style = `${colour ? ` fill="${colour}"` : ''}${bold ? ' font-weight="700"' : ''}${dim ? ' opacity=".6"' : ''}`;
      return `<text x="${(20 + column * CHARACTER).toFixed(1)}" y="${58 + row * LINE}"${style} xml:space="preserve">${escapeXml(text)}</text>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Terminal: ${escapeXml(command)}">
<rect width="100%" height="100%" rx="10" fill="#0f172a"/>
<circle cx="22" cy="20" r="6" fill="#f87171"/><circle cx="42" cy="20" r="6" fill="#facc15"/><circle cx="62" cy="20" r="6" fill="#4ade80"/>
<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,monospace" font-size="13" fill="#e2e8f0">
${texts.join('\n')}
</g>
</svg>
`;
}

process.stdout.write(draw(readFileSync(0, 'utf8').trimEnd().split('\n'), process.argv[2] ?? 'panka'));
