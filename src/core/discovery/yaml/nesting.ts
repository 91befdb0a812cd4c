import type { SyntaxProblem } from './parse-manifest.js';

/** Deeper nesting than this is refused: it is never meant, and recursion over it could exhaust the stack. */
export const MAX_DEPTH = 100;

export function tooDeep(offset: number): SyntaxProblem {
  return { offset, severity: 'error', message: `nested deeper than ${MAX_DEPTH} levels` };
}

export function isDeeper(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return (Array.isArray(value) ? value : Object.values(value)).some((child) => isDeeper(child, levels - 1));
}
