/** A value on one line, cut when it is long. */
export function shortValue(value: unknown): string {
  if (value === undefined) return '(unset)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replaceAll('\n', '⏎');
  return line.length > 100 ? `${line.slice(0, 97)}…` : line;
}
