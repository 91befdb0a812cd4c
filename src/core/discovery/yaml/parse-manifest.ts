import { CORE_SCHEMA, defineMappingTag, loadAll, mapTag, mergeTag } from 'js-yaml';
import type { Json } from '../../../sdk/index.js';
import { dangerProblem } from './alias-guard.js';

/** A problem at an offset (UTF-16 code units from 0) of a text. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly suggestion?: string;
}

/** The documents of a YAML text as values, and what is wrong with it. A text with errors has no documents. */
export interface ParsedYaml {
  readonly documents: readonly Json[];
  readonly problems: readonly SyntaxProblem[];
}

/** Keys that are no texts (`80:`, `null:`) would lose how they were written: such a file is left to `yaml`, which keeps it. */
const textKeys = defineMappingTag(mapTag.tagName, {
  ...mapTag,
  addPair: (map, key, value) => (typeof key === 'string' ? mapTag.addPair(map, key, value) : 'the key is no text'),
});

/** YAML 1.2 core schema: `yes` and dates are text, `017` is 17. `<<` merges as everybody expects. */
const SCHEMA = CORE_SCHEMA.withTags(textKeys, mergeTag);

/**
 * Parses every document of a text. js-yaml reads it (six times faster than `yaml`); what it refuses goes to `yaml`, which finds
 * every error, and whose answer counts where the two disagree.
 */
export async function parseManifest(text: string): Promise<ParsedYaml> {
  const fast = parseFast(text);
  if (fast !== undefined) return fast;
  const { parseCarefully } = await import('./parse-carefully.js');
  return parseCarefully(text);
}

/** The same without the slow path: undefined when js-yaml refuses the text. */
export function parseFast(text: string): ParsedYaml | undefined {
  let documents: Json[];
  try {
    documents = loadAll(text, { schema: SCHEMA }) as Json[];
  } catch {
    return undefined;
  }
  const problem = dangerProblem(text, documents);
  return problem === undefined ? { documents, problems: [] } : { documents: [], problems: [problem] };
}
