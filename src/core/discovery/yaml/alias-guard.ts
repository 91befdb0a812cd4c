import type { SyntaxProblem } from './parse-manifest.js';

/** Values in one text after every alias is written out. A document of ten megabytes without aliases has fewer. */
const LIMIT = 2_000_000;

/** Refuses what would be dangerous to walk or copy, though it is YAML. */
export function dangerProblem(text: string, documents: readonly unknown[]): SyntaxProblem | undefined {
  return aliasProblem(text, documents) ?? prototypeProblem(text, documents);
}

/** Setting such a key on a copy would change what the copy is. */
function prototypeProblem(text: string, documents: readonly unknown[]): SyntaxProblem | undefined {
  if (!text.includes('__proto__') || !documents.some(hasPrototypeKey)) return undefined;
  return {
    offset: text.indexOf('__proto__'),
    severity: 'error',
    message: 'the key "__proto__" is not allowed',
    suggestion: 'use another name',
  };
}

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, '__proto__')) return true;
  return (Array.isArray(value) ? value : Object.values(value)).some(hasPrototypeKey);
}

/** Refuses aliases that contain themselves and those that multiply ("billion laughs"): every later step walks trees. */
function aliasProblem(text: string, documents: readonly unknown[]): SyntaxProblem | undefined {
  if (!text.includes('*')) return undefined;
  const sizes = new Map<object, number>();
  for (const document of documents) {
    const size = expandedSize(document, sizes);
    if (size === 'recursive')
      return problem(text, 'an alias contains itself', 'write the value out instead of the alias');
    if (size > LIMIT)
      return problem(text, `the aliases expand to more than ${LIMIT} values`, 'use fewer nested aliases');
  }
  return undefined;
}

function problem(text: string, message: string, suggestion: string): SyntaxProblem {
  return { offset: text.indexOf('*'), severity: 'error', message, suggestion };
}

function expandedSize(value: unknown, sizes: Map<object, number>): number | 'recursive' {
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known === -1) return 'recursive';
  if (known !== undefined) return known;
  sizes.set(value, -1);
  let total = 1;
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    const size = expandedSize(child, sizes);
    if (size === 'recursive') return size;
    total += size;
  }
  sizes.set(value, total);
  return total;
}
