import * as pulumi from '@pulumi/pulumi';
import type { PolicyStatement } from '../../sdk/index.js';
import { tooManyPermissions } from './errors.js';

/** Characters, with room left for the document around the statements. IAM allows 10 240 inline and 6 144 managed. */
const INLINE_ROOM = 8_192;
const MANAGED_ROOM = 5_600;
const MANAGED_POLICIES = 10;
/** An ARN that is not known yet counts as a long one, so that the split is the same before and after a deploy. */
const UNKNOWN = 'x'.repeat(160);

/**
 * Statements in the documents that hold them: the first is inline, the others are managed policies. The same statements
 * always split in the same way.
 */
export function splitStatements(
  address: string,
  statements: readonly PolicyStatement[],
): readonly (readonly PolicyStatement[])[] {
  const documents: PolicyStatement[][] = [];
  let room = 0;
  for (const statement of statements) {
    const size = sizeOf(statement);
    if (size > room) {
      documents.push([]);
      room = documents.length === 1 ? INLINE_ROOM : MANAGED_ROOM;
    }
    documents.at(-1)?.push(statement);
    room -= size;
  }
  if (documents.length - 1 > MANAGED_POLICIES) throw tooManyPermissions(address, documents.length - 1);
  return documents;
}

function sizeOf(statement: PolicyStatement): number {
  return JSON.stringify(known(statement)).length + 1;
}

function known(value: unknown): unknown {
  if (pulumi.Output.isInstance(value)) return UNKNOWN;
  if (Array.isArray(value)) return value.map(known);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, known(item)]));
}
