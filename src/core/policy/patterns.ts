/** `*` stands for any characters, `?` for one; the whole text has to match. */
export function matchesPattern(pattern: string, text: string, flags = ''): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, flags).test(text);
}
