import { parseAllDocuments } from 'yaml';
import { MAX_NAME } from '../../../core/discovery/documents/names.js';
import type { JsonObject } from '../../json.js';
import { type KindSubject, readmeOf } from '../subject.js';

/** One yaml block of the README with the kind in it: what a reader would copy into a project. */
export interface ReadmeBlock {
  /** Word that the comment in its first line begins with (`# production: …`), else the component's name. */
  readonly name: string;
  readonly line: number;
  readonly text: string;
  /** Its documents: the component of the kind first, then neighbours that it brings. */
  readonly documents: readonly JsonObject[];
  /** `production` where that is its name. */
  readonly environment: 'development' | 'production';
}

/** The examples of a README. */
export function readmeBlocks(subject: KindSubject): readonly ReadmeBlock[] {
  const readme = readmeOf(subject);
  const blocks = [...readme.matchAll(/^```ya?ml\n([\s\S]*?)^```/gm)];
  return blocks.flatMap(({ 1: text = '', index }) => {
    const documents = parseAllDocuments(text).map((document) => document.toJS() as JsonObject | null);
    const mapped = documents.filter((document): document is JsonObject => typeof document?.['kind'] === 'string');
    const own = mapped.find((document) => document['kind'] === subject.kind.kind);
    if (own === undefined) return [];
    const name =
      /^# ([a-z][a-z0-9-]*)/.exec(text)?.[1] ?? String((own['metadata'] as JsonObject | undefined)?.['name']);
    return [
      {
        name,
        line: readme.slice(0, index).split('\n').length,
        text,
        documents: [own, ...mapped.filter((document) => document !== own)],
        environment: name === 'production' ? ('production' as const) : ('development' as const),
      },
    ];
  });
}

/** The block's first document with names as long as they may be; references among its documents are left alone. */
export function longNamed(block: ReadmeBlock): ReadmeBlock {
  const long = (name: string) => `${name}-${'z'.repeat(MAX_NAME)}`.slice(0, MAX_NAME);
  const stack = long('stack');
  const documents = block.documents.map((document, i) => {
    const metadata = document['metadata'] as Record<string, string>;
    return {
      ...document,
      metadata: { ...metadata, stack, ...(i === 0 ? { name: long(metadata['name'] ?? 'x') } : {}) },
    };
  });
  return { ...block, documents };
}
