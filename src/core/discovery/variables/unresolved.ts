/**
 * Marks, inside a text, a variable that could not be resolved. The problem is reported where the variable is used; whatever else
 * reads the text passes over it in silence. A private-use character, so that the text stays a text for every `normalise`.
 */
const MARK = '\uE000';

export function unresolved(written: string): string {
  return `${MARK}${written.startsWith('${') ? written : `\${${written}}`}${MARK}`;
}

export function isUnresolved(value: unknown): boolean {
  return typeof value === 'string' && value.includes(MARK);
}

/** The same value with the variables as they were written. */
export function withoutMarks<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll(MARK, '') as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutMarks) as T;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMarks(item)])) as T;
}

/** True if an unresolved variable is anywhere below. */
export function holdsUnresolved(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(MARK);
  if (typeof value !== 'object' || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(holdsUnresolved);
}
