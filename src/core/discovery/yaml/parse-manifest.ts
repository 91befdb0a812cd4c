import { CORE_SCHEMA, defineMappingTag, loadAll, mapTag, mergeTag, YAMLException } from 'js-yaml';
import type { Json } from '../../../sdk/index.js';
import { dangerProblem } from './alias-guard.js';
import { MAX_DEPTH, tooDeep } from './nesting.js';

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
  const brief = text.length > LARGE ? firstProblem(text) : undefined;
  if (brief) return { documents: [], problems: [brief] };
  const { parseCarefully } = await import('./parse-carefully.js');
  return parseCarefully(text);
}

const OPTIONS = { schema: SCHEMA, maxDepth: MAX_DEPTH };

/** Characters from which finding every error would take seconds: the first one has to do. */
const LARGE = 1_000_000;
/** What js-yaml refuses and `yaml` takes. */
const HARMLESS = /is no text|^unknown .* tag/;

function firstProblem(text: string): SyntaxProblem | undefined {
  try {
    loadAll(text, OPTIONS);
  } catch (error) {
    if (!(error instanceof YAMLException) || HARMLESS.test(error.reason)) return undefined;
    const offset = error.mark?.position ?? 0;
    return error.reason.includes('maxDepth') ? tooDeep(offset) : { offset, severity: 'error', message: error.reason };
  }
  return undefined;
}

/** The same without the slow path: undefined when js-yaml refuses the text. */
export function parseFast(text: string): ParsedYaml | undefined {
  let documents: Json[];
  try {
    documents = loadAll(text, OPTIONS) as Json[];
  } catch {
    return undefined;
  }
  const problem = dangerProblem(text, documents);
  return problem === undefined ? { documents, problems: [] } : { documents: [], problems: [problem] };
}
