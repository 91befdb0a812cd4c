const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;
const STEP = '  ';

/** A TypeScript string literal in single quotes. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Text as it stands between the backticks of a template. */
export function templateText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

/** An object literal, a member a line; lines inside a member are moved right. */
export function objectText(members: readonly (readonly [string, string])[]): string {
  if (members.length === 0) return '{}';
  return `{\n${members.map(([key, value]) => `${STEP}${keyText(key)}: ${indented(value)},\n`).join('')}}`;
}

/** On one line where that is short and nothing in it has several. */
export function listText(items: readonly string[]): string {
  const short = `[${items.join(', ')}]`;
  if (short.length <= 90 && !short.includes('\n')) return short;
  return `[\n${items.map((item) => `${STEP}${indented(item)},\n`).join('')}]`;
}

function keyText(key: string): string {
  return PLAIN_KEY.test(key) ? key : quoted(key);
}

/** String literals have no line breaks in them, so every line break is one between lines of code. */
function indented(text: string): string {
  return text.replaceAll('\n', `\n${STEP}`);
}
