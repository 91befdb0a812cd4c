/**
 * Marks, inside a text, a variable that could not be resolved. The problem is reported where the variable is used; whatever else
 * reads the text passes over it in silence. A private-use character, so that the text stays a text for every `normalise`.
 */
const MARK = '\uE000';

export function unresolved(written: string): string {
  return `${MARK}${written}${MARK}`;
}

export function isUnresolved(value: unknown): boolean {
  return typeof value === 'string' && value.includes(MARK);
}

/** True if an unresolved variable is anywhere below. */
export function holdsUnresolved(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(MARK);
  if (typeof value !== 'object' || value === null) return false;
  return (Array.isArray(value) ? value : Object.values(value)).some(holdsUnresolved);
}
